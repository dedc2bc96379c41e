import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseOutputs } from '../../emulator/runner.js';
import type { Report } from '../../src/report/model.js';
import { annotationsIn, type ReadAnnotation } from './annotations.js';
import type { EntryName, Scene } from './harness.js';
import { readActionFile, readReport } from './invariants.js';
import { NODE } from './node.js';

export interface BareOptions {
  /** Changes of what a runner sets; undefined takes a variable away. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** A command that runs the step's own. */
  readonly under?: readonly string[];
}

export interface BareStep {
  readonly exitCode: number;
  readonly lines: readonly string[];
  readonly annotations: readonly ReadAnnotation[];
  readonly errors: readonly ReadAnnotation[];
  /** Of the usual files in the step's directory; '' when nothing was written. */
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** The newest report in the step's directory or the workspace. */
  readonly report: Report | undefined;
  readonly directory: string;
}

let steps = 0;

/** A step where the runner's own variables and files are not what they should be, and `Scene.step` would find promises broken. */
export async function bareStep(
  scene: Scene,
  entry: EntryName,
  inputs: Readonly<Record<string, string>>,
  { environment = {}, under = [] }: BareOptions = {},
): Promise<BareStep> {
  steps += 1;
  const directory = join(scene.directory, `bare-${steps}`);
  await mkdir(directory);
  const given: Readonly<Record<string, string | undefined>> = {
    ...scene.environment(),
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: scene.workspace,
    GITHUB_OUTPUT: join(directory, 'output'),
    GITHUB_STEP_SUMMARY: join(directory, 'summary.md'),
    RUNNER_TEMP: directory,
    ...environment,
  };
  const own = [NODE, readActionFile(entry).main];
  const [command = NODE, ...args] = under.concat(own);
  const env = Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  const child = spawn(command, args, { cwd: scene.workspace, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
  }
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? -1));
  });
  const lines = text.split('\n');
  const annotations = annotationsIn(lines);
  const read = (name: string): Promise<string> => readFile(join(directory, name), 'utf8').catch(() => '');
  return {
    exitCode,
    lines,
    annotations,
    errors: annotations.filter(({ level }) => level === 'error'),
    summary: await read('summary.md'),
    outputs: parseOutputs(await read('output')),
    report: await reportIn([directory, scene.workspace]),
    directory,
  };
}

async function reportIn(directories: readonly string[]): Promise<Report | undefined> {
  for (const directory of directories) {
    const name = (await readdir(directory).catch((): string[] => [])).find((one) => /-report-\d+\.json$/.test(one));
    if (name !== undefined) return readReport(join(directory, name));
  }
  return undefined;
}
