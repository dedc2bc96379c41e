import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scene } from './harness.js';

/** The calls of kt in a scene as kt itself saw them, whatever a report says of them. */
export interface KtCalls {
  /** The writes in the order they were begun: `push eu`, `deploy staging eu`. */
  writes(): Promise<readonly string[]>;
  /** The commands that went to a control plane: every one but `--version`, lint and tests. */
  remote(): Promise<readonly string[]>;
}

/** Has the scene's kt write down how it is called. */
export async function watchKt(scene: Scene): Promise<KtCalls> {
  const path = join(scene.directory, 'kt-calls');
  await scene.wrapKt(`echo "$*" >> '${path}'`);
  const remote = async (): Promise<readonly string[]> => {
    const lines = (await readFile(path, 'utf8').catch(() => '')).split('\n');
    return lines.filter((line) => line !== '' && !/^(?:--version|policy (?:lint|test))\b/.test(line));
  };
  return { remote, writes: async () => (await remote()).filter((line) => line.startsWith('policy ')).map(brief) };
}

/** A write without the path of its snapshot, which is another in every run. */
function brief(line: string): string {
  const [, command = '', ...rest] = line.split(' ');
  const ids = rest.filter((_word, index) => rest[index - 1]?.endsWith('gateway-id'));
  return [command, ...ids].join(' ');
}
