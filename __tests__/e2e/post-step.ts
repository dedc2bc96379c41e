import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { parseOutputs, runStep, type StepResult } from '../../emulator/runner.js';
import type { DeployReport } from '../../src/report/deploy-model.js';
import type { Report } from '../../src/report/model.js';
import { annotationsIn, type ReadAnnotation } from './annotations.js';
import type { Scene } from './harness.js';
import { isRecord, readActionFile, readReport } from './invariants.js';
import { NODE, ROOT } from './node.js';

/** A step that was killed: nothing holds for it but what it had written down by then. */
export interface KilledStep {
  readonly directory: string;
  readonly report: Report;
  readonly deploy: DeployReport;
  readonly lines: readonly string[];
}

/** What a job runs as `deploy` or as the root action. */
export type PostedEntry = 'deploy' | 'root';

/** Runs an action until `during` is over, and kills it then, as the runner does 10 s after a cancellation. */
export async function killStep(
  scene: Scene,
  entry: PostedEntry,
  inputs: Readonly<Record<string, string>>,
  during: (directory: string) => Promise<void>,
): Promise<KilledStep> {
  const directory = join(scene.directory, `killed-${entry}`);
  await mkdir(directory);
  const lines: string[] = [];
  let killing: Promise<void> | undefined;
  await runStep({
    node: NODE,
    file: readActionFile(entry).main,
    ...settings(scene, entry, inputs, directory),
    onLine: (line) => lines.push(line),
    onStart: (send) => {
      killing = during(directory).finally(() => send('SIGKILL'));
    },
  });
  await killing;
  const name = (await readdir(directory)).find((one) => one.includes('-report-'));
  const report = await readReport(name === undefined ? undefined : join(directory, name));
  const deploy = report.stages.find((stage) => stage.stage === 'deploy');
  if (deploy?.stage !== 'deploy') throw new Error(`it left no report of a deploy\n\n${lines.join('\n')}`);
  return { directory, report, deploy, lines };
}

export interface PostStep extends StepResult {
  readonly lines: readonly string[];
  readonly annotations: readonly ReadAnnotation[];
}

/**
 * Runs the post step of an action: the same inputs, and what the main step saved as state.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#sending-values-to-the-pre-and-post-actions
 * @param directory of the main step, which is RUNNER_TEMP of both.
 */
export async function postStep(
  scene: Scene,
  entry: PostedEntry,
  inputs: Readonly<Record<string, string>>,
  directory: string,
): Promise<PostStep> {
  const saved = parseOutputs(await readFile(join(directory, 'state'), 'utf8').catch(() => ''));
  const state = Object.fromEntries(Object.entries(saved).map(([name, value]) => [`STATE_${name}`, value]));
  const { environment, ...rest } = settings(scene, entry, inputs, directory);
  const lines: string[] = [];
  const result = await runStep({
    node: NODE,
    file: postOf(entry),
    ...rest,
    environment: { ...environment, ...state },
    onLine: (line) => lines.push(line),
  });
  return { ...result, lines, annotations: annotationsIn(lines) };
}

/** The file that action.yml names, and when: a post step that only runs after success would be none. */
function postOf(entry: PostedEntry): string {
  const file = entry === 'root' ? join(ROOT, 'action.yml') : join(ROOT, entry, 'action.yml');
  const main = dirname(readActionFile(entry).main);
  const action: unknown = parse(readFileSync(file, 'utf8'));
  if (!isRecord(action) || !isRecord(action.runs) || typeof action.runs.post !== 'string') throw new Error(`${entry}: no runs.post`);
  if (action.runs['post-if'] !== 'always()') throw new Error(`${entry}: its post step does not always run`);
  return join(main, action.runs.post.replace(/^.*\//, ''));
}

function settings(scene: Scene, entry: PostedEntry, inputs: Readonly<Record<string, string>>, directory: string) {
  const declared = readActionFile(entry).inputs;
  return {
    inputs: { ...Object.fromEntries(declared.map((name) => [name, ''])), ...inputs },
    environment: {
      ...scene.environment(),
      GITHUB_PATH: join(directory, 'path'),
      GITHUB_ENV: join(directory, 'env'),
      GITHUB_STATE: join(directory, 'state'),
    },
    workspace: scene.workspace,
    directory,
  };
}
