import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

const LIMIT_MS = 3_000;

/** Processes of this machine whose environment or command line names `mark`; none where there is no /proc. */
async function marked(mark: string): Promise<readonly string[]> {
  const ids = (await readdir('/proc').catch((): string[] => [])).filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
  const found = await Promise.all(
    ids.map(async (id) => {
      const text = async (file: string): Promise<string> => readFile(`/proc/${id}/${file}`, 'utf8').catch(() => '');
      const [command, environment] = await Promise.all([text('cmdline'), text('environ')]);
      return command.includes(mark) || environment.includes(mark) ? [`${id} ${command.replaceAll('\0', ' ')}`] : [];
    }),
  );
  return found.flat();
}

/** Kills every process that names `mark`, as the runner does at the end of a job with what a step left behind. */
export async function killAll(mark: string): Promise<void> {
  for (const line of await marked(mark)) {
    try {
      process.kill(Number(line.split(' ')[0]), 'SIGKILL');
    } catch {
      // It ended by itself meanwhile.
    }
  }
}

/**
 * Waits until no process names `mark`: each scene's directory is in the PATH of everything it starts, kt's grandchildren included.
 * @throws Error when one is still there after three seconds.
 */
export async function noneLeft(mark: string): Promise<void> {
  const limit = Date.now() + LIMIT_MS;
  for (;;) {
    const left = await marked(mark);
    if (left.length === 0) return;
    if (Date.now() > limit) throw new Error(`processes are left: ${left.join('; ')}`);
    await wait(20);
  }
}
