import { spawn } from 'node:child_process';
import { access, cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Scene } from '../e2e/harness.js';
import { NODE, ROOT } from '../e2e/node.js';
import { killAll } from '../e2e/processes.js';
import { parseLog, type WorkflowRun } from './act-log.js';
import { actionsUsed, type EnvironmentValues, environmentName, isOurs, withEnvironments } from './example.js';

/** The program that runs the workflows; CONTRIBUTING.md says how to get it. Without it the suites are skipped, visibly. */
export const ACT = process.env.ACT ?? '';

const STAND_INS = join(import.meta.dirname, 'stand-ins');
const RELEASED = ['action.yml', 'validate', 'deploy', 'verify', 'dist'];

export interface WorkflowRequest {
  readonly workflow: string;
  readonly event: 'push' | 'pull_request' | 'schedule' | 'workflow_dispatch';
  /** The event's payload. */
  readonly payload?: Readonly<Record<string, unknown>>;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
  /** What the repository's environments have, by name. */
  readonly environments: Readonly<Record<string, EnvironmentValues>>;
  /** Environment variables of every step. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** What the stand-ins kept of a scene's runs. */
export function keptOf(scene: Scene): string {
  return join(scene.directory, 'kept');
}

/**
 * Runs a workflow of the repository in the scene's workspace as nektos/act does on the host, without containers. Our actions are the built
 * tree, actions of GitHub the stand-ins.
 * @throws Error when the workflow uses an action that has no stand-in, or act runs no job at all.
 */
export async function runWorkflow(scene: Scene, request: WorkflowRequest): Promise<WorkflowRun> {
  const directory = join(scene.directory, 'act');
  await mkdir(directory, { recursive: true });
  const workflow = join(directory, 'workflow.yml');
  const payload = join(directory, 'event.json');
  await writeFile(workflow, withEnvironments(request.workflow, request.environments));
  await writeFile(payload, JSON.stringify({ ...request.payload, ...(request.inputs && { inputs: request.inputs }) }));
  const repositories = await localRepositories(request.workflow, directory);
  const pairs = (flag: string, values: Readonly<Record<string, string>>): readonly string[] =>
    Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]);
  const files = ['--workflows', workflow, '--directory', scene.workspace, '--eventpath', payload];
  const host = ['--platform', 'ubuntu-latest=-self-hosted', '--no-skip-checkout', '--action-offline-mode', '--no-cache-server'];
  // What a developer may have lying about is not read.
  const own = [
    '--action-cache-path',
    join(directory, 'cache'),
    '--env-file',
    '',
    '--secret-file',
    '',
    '--var-file',
    '',
    '--input-file',
    '',
  ];
  const args = [
    ...[request.event, '--json', '--verbose'].concat(files, host, own),
    ...repositories.flatMap((one) => ['--local-repository', one]),
    ...pairs('--secret', { ...request.secrets, ...ofEnvironments(request, 'secrets') }),
    ...pairs('--var', { ...request.variables, ...ofEnvironments(request, 'variables') }),
    ...pairs('--env', { STAND_IN_REMOTE: scene.workspace, STAND_IN_KEPT: keptOf(scene), ...request.environment }),
  ];
  scene.atEnd(() => killAll(scene.directory));
  const { exitCode, output } = await run(args, directory, {
    PATH: `${scene.bin}:${dirname(NODE)}:/usr/bin:/bin`,
    HOME: join(scene.directory, 'home'),
    LANG: 'C.UTF-8',
  });
  await writeFile(join(directory, 'log.jsonl'), output);
  return parseLog(output, exitCode);
}

function ofEnvironments({ environments }: WorkflowRequest, kind: keyof EnvironmentValues): Readonly<Record<string, string>> {
  const all = Object.entries(environments).flatMap(([name, values]) =>
    Object.entries(values[kind] ?? {}).map(([key, value]) => [environmentName(name, key), value] as const),
  );
  return Object.fromEntries(all);
}

/** `owner/repository@ref=directory` for every action the workflow uses. */
async function localRepositories(workflow: string, directory: string): Promise<readonly string[]> {
  const released = join(directory, 'released');
  await Promise.all(RELEASED.map((name) => cp(join(ROOT, name), join(released, name), { recursive: true })));
  return Promise.all(
    actionsUsed(workflow).map(async (action) => {
      const [, owner = '', name = '', ref = ''] = /^([^/]+)\/([^/@]+)[^@]*@(.+)$/.exec(action) ?? [];
      const place = isOurs(action) ? released : join(STAND_INS, name);
      await access(place).catch(() => {
        throw new Error(`no stand-in for ${action}`);
      });
      return `${owner}/${name}@${ref}=${place}`;
    }),
  );
}

async function run(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<{ readonly exitCode: number; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(ACT, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const take = (chunk: string): void => {
      output += chunk;
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.once('error', reject);
    child.once('close', (code) => resolve({ exitCode: code ?? 1, output }));
  });
}
