import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { optionNames } from '../../src/options/lookup.js';
import { OUTPUTS } from '../../src/options/table.js';
import { ourSteps, type Workflow } from '../docs/workflow.js';

const TEXT = readFileSync('examples/workflows/drift.yml', 'utf8');
const WORKFLOW: Workflow & {
  readonly jobs: Readonly<Record<string, { readonly permissions: unknown; readonly steps: readonly { readonly run?: string }[] }>>;
} = parse(TEXT);
const SCRIPT = WORKFLOW.jobs.issue?.steps[0]?.run ?? '';

const made: string[] = [];
afterEach(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true });
});

/** Runs the issue's script as the runner would, with a `gh` that writes down what it is asked, one argument a line. */
function runScript(result: string, openIssue: string, gateways = '[{"id":"eu","state":"serving-other","proof":"none"}]') {
  const directory = mkdtempSync(join(tmpdir(), 'drift-'));
  made.push(directory);
  const gh = `#!/bin/sh\nprintf '%s\\n' "$*" >>'${directory}/asked'\nif [ "$2" = list ]; then echo "$OPEN_ISSUE"; fi\n`;
  writeFileSync(join(directory, 'gh'), gh, { mode: 0o755 });
  writeFileSync(join(directory, 'step.sh'), SCRIPT);
  // https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
  execFileSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', join(directory, 'step.sh')], {
    env: {
      PATH: `${directory}:${process.env.PATH ?? ''}`,
      RUNNER_TEMP: directory,
      RESULT: result,
      GATEWAYS: gateways,
      RUN_URL: 'https://github.example/run/1',
      OPEN_ISSUE: openIssue,
    },
  });
  const asked = readFileSync(join(directory, 'asked'), 'utf8').trim().split('\n');
  const body = asked.some((line) => line.includes('--body-file')) ? readFileSync(join(directory, 'body.md'), 'utf8') : undefined;
  return { asked: asked.slice(2), body, directory };
}

describe('the example workflow of a drift check', () => {
  test('needs to read the repository for the check, to write issues for the issue, and nothing else', () => {
    const permissions = Object.fromEntries(Object.entries(WORKFLOW.jobs).map(([name, job]) => [name, job.permissions]));
    expect([WORKFLOW.permissions, permissions]).toEqual([{}, { verify: { contents: 'read' }, issue: { issues: 'write' } }]);
  });

  test('sets only options that verify takes, reads only outputs it has, and fetches the history', () => {
    const [step, ...more] = ourSteps(WORKFLOW);
    const known: readonly string[] = optionNames('verify');
    expect([step?.entry, Object.keys(step?.inputs ?? {}).filter((name) => !known.includes(name)), more]).toEqual(['verify', [], []]);
    const outputs = [...TEXT.matchAll(/steps\.verify\.outputs\.([a-z-]+)/g)].map(([, name = '']) => name);
    expect(outputs.filter((name) => !(name in OUTPUTS))).toEqual([]);
    expect(WORKFLOW.jobs.verify?.steps[0]).toMatchObject({ with: { 'fetch-depth': 0, 'persist-credentials': false } });
  });

  test('uses no action of others, and writes no expression into its script', () => {
    const used = Object.values(WORKFLOW.jobs).flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []));
    expect(used.filter((uses) => !/^(?:actions|your-org)\//.test(uses))).toEqual([]);
    expect(SCRIPT).not.toContain('${{');
  });

  test('opens one issue at the first drift', () => {
    const { asked, body } = runScript('mismatch', '');
    expect(asked).toEqual([expect.stringMatching(/^issue create --title .* --label policy-drift --body-file /)]);
    expect(body).toMatch(/https:\/\/github\.example\/run\/1\n\n {4}\[\n {6}\{\n {8}"id": "eu",\n/);
  });

  test('brings the open one up to date while the drift lasts', () => {
    expect(runScript('mismatch', '41').asked).toEqual([expect.stringMatching(/^issue edit 41 --body-file /)]);
  });

  test('closes it when the file is served again, and does nothing where there is none', () => {
    expect(runScript('verified', '41').asked).toEqual([
      'issue close 41 --comment All gateways serve the file again: https://github.example/run/1',
    ]);
    expect(runScript('verified', '').asked).toEqual([]);
  });

  test('takes the ids of gateways as text', () => {
    const id = '$(touch "$RUNNER_TEMP/run") `@octocat` ``` \n# heading';
    const { body = '', directory } = runScript('mismatch', '', JSON.stringify([{ id }]));
    expect(
      body
        .split('\n')
        .slice(3)
        .filter((line) => line !== '' && !line.startsWith('    ')),
    ).toEqual([]);
    expect(() => readFileSync(join(directory, 'run'))).toThrow('ENOENT');
  });
});
