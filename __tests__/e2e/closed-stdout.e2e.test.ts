import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { CLI, Scenes } from './harness.js';
import { NODE, NODE_NAME } from './node.js';
import { policy } from './policies.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

/** Ends with the exit code although nothing reads standard output and standard error from the start. */
async function exitCodeUnread(
  args: readonly string[],
  directory: string,
  environment: Readonly<Record<string, string>>,
): Promise<number | null> {
  const child = spawn(NODE, [...args], { cwd: directory, env: environment, stdio: ['ignore', 'pipe', 'pipe'], timeout: 20_000 });
  child.stdout.destroy();
  child.stderr.destroy();
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

describe(`when nobody reads what is written (${NODE_NAME})`, () => {
  test.each([
    ['a valid file', policy(), 0],
    ['a broken file', 'pack: [', 1],
  ])('the run ends, and its exit code still tells the result: %s', async (_name, text, code) => {
    const scene = await scenes.open();
    await scene.write('policy-config.yaml', text);
    const environment = {
      PATH: '',
      GITHUB_WORKSPACE: scene.workspace,
      RUNNER_TEMP: scene.workspace,
      INPUT_ENGINE: 'builtin',
      INPUT_TESTS: 'false',
    };
    const action = join(CLI, '..', 'validate.mjs');
    expect(await exitCodeUnread([action], scene.workspace, environment)).toBe(code);
    expect(await exitCodeUnread([CLI, 'validate', '--engine=builtin', '--tests=false'], scene.workspace, { PATH: '' })).toBe(code);
  });
});
