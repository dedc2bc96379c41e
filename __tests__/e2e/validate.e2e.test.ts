import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { type RanStep, type Scene, Scenes } from './harness.js';
import { outsideCode } from './invariants.js';
import { NODE_NAME, ROOT } from './node.js';
import { ALLOWS_HOURS, BLOCKS_ROADMAP, golden, policy } from './policies.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

/** A workspace with a good pack and two golden tests. */
async function goodPack(): Promise<Scene> {
  const scene = await scenes.open();
  await scene.write('policy-config.yaml', policy());
  await scene.write('tests/blocks-roadmap.json', BLOCKS_ROADMAP);
  await scene.write('tests/allows-hours.json', ALLOWS_HOURS);
  return scene;
}

function packsOf({ report }: RanStep) {
  const [stage] = report.stages;
  if (stage?.stage !== 'validate') throw new Error('the report has no validate stage');
  return stage.packs;
}

describe(`the validate action on ${NODE_NAME}`, () => {
  test.concurrent('passes a good pack with kt, and says so everywhere', async () => {
    const scene = await goodPack();
    const step = await scene.step('validate');
    expect(step.exitCode).toBe(0);
    expect(step.outputs).toMatchObject({
      result: 'passed',
      errors: '0',
      warnings: '0',
      'tests-passed': '2',
      'tests-failed': '0',
      'tests-undecided': '0',
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    });
    // Advice on what the tests do not prove is all there is to say.
    expect(step.annotations.map(({ level, title }) => `${level} ${title}`)).toEqual(['notice entry-untested', 'notice item-untested']);
    expect(step.summary).toContain('## ✅');
    expect(step.report.engines.map(({ name }) => name)).toEqual(['builtin', 'kt']);
    expect(step.report).toMatchObject({ result: 'passed', emulated: true, run: { repository: 'octo/policies', attempt: 2 } });
  });

  test.concurrent('validates the example of this project', async () => {
    const scene = await scenes.open();
    await scene.copyExample();
    const step = await scene.step('validate', { tests: 'required' });
    expect(step.outputs).toMatchObject({ result: 'passed', 'tests-passed': '4' });
  });

  test.concurrent('is inconclusive without kt, where the builtin evaluator cannot decide every case', async () => {
    const scene = await goodPack();
    await scene.withoutKt();
    const step = await scene.step('validate');
    expect(step.exitCode).toBe(0);
    expect(step.outputs).toMatchObject({ result: 'inconclusive', 'tests-passed': '1', 'tests-undecided': '1' });
    expect(step.report.engines.map(({ name }) => name)).toEqual(['builtin']);
  });

  test.concurrent('fails what is inconclusive where undecided tests are to fail', async () => {
    const scene = await goodPack();
    const step = await scene.step('validate', { engine: 'builtin', undecided: 'fail' });
    expect(step.exitCode).toBe(1);
    expect(step.outputs.result).toBe('inconclusive');
    expect(step.errors).toHaveLength(1);
    expect(step.errors[0]?.message).toContain('1 test could not be decided');
  });

  test.concurrent('annotates a misspelt kind where it stands', async () => {
    const scene = await goodPack();
    await scene.write('policy-config.yaml', policy({ chain: ['prompt-injections', 'dlp-filter', 'audit-logger'] }));
    const step = await scene.step('validate');
    expect(step.exitCode).toBe(1);
    expect(step.outputs).toMatchObject({ result: 'failed', errors: '1' });
    expect(step.errors).toContainEqual({
      level: 'error',
      title: 'unknown-kind (E001)',
      file: 'policy-config.yaml',
      line: 7,
      col: 7,
      endColumn: 24,
      message: expect.stringContaining('prompt-injection'),
    });
  });

  test.concurrent('annotates a failed golden test on the line of its expectation', async () => {
    const scene = await goodPack();
    await scene.write('policy-config.yaml', policy({ blocked: 'internal budget' }));
    const step = await scene.step('validate');
    expect(step.exitCode).toBe(1);
    expect(step.outputs).toMatchObject({ result: 'failed', errors: '0', 'tests-failed': '1', 'tests-passed': '1' });
    expect(step.errors).toContainEqual(
      expect.objectContaining({
        file: 'tests/blocks-roadmap.json',
        line: 6,
        message: expect.stringContaining('expected block, got allow'),
      }),
    );
    expect(step.report.stages[0]?.reason.summary).toContain('keeps the roadmap inside');
  });

  test.concurrent('puts what only kt finds on the line its config path stands on', async () => {
    const scene = await goodPack();
    const answer = { valid: false, errors: [{ code: 'E042', path: 'policy.dlp-filter.action', message: 'This action is retired' }] };
    await scene.write('../answer.json', JSON.stringify(answer));
    await scene.wrapKt(`if [ "$1 $2" = 'policy lint' ]; then cat '${scene.directory}/answer.json'; exit 2; fi`);
    const step = await scene.step('validate');
    expect(step.exitCode).toBe(1);
    const line = policy().split('\n').indexOf('    action: block') + 1;
    expect(step.errors).toContainEqual(
      expect.objectContaining({ file: 'policy-config.yaml', line, col: 5, title: 'kt-lint (E042)', message: 'This action is retired' }),
    );
    expect(packsOf(step)[0]?.findings).toMatchObject([{ engine: 'kt', path: 'policy.dlp-filter.action' }]);
  });

  test.concurrent('takes several files by glob, and leaves out what is excluded', async () => {
    const scene = await scenes.open();
    await scene.write('packs/a/policy-config.yaml', policy({ name: 'a' }));
    await scene.write('packs/b/policy-config.yaml', policy({ name: 'b', chain: ['dlp-filtre'] }));
    await scene.write('packs/old/policy-config.yaml', 'not: a pack\n');
    const step = await scene.step('validate', { 'policy-file': 'packs/*/policy-config.yaml\n!packs/old/**', tests: 'false' });
    expect(step.exitCode).toBe(1);
    expect(step.outputs.digest).toBe('');
    expect(packsOf(step).map(({ file, result }) => [file, result])).toEqual([
      ['packs/a/policy-config.yaml', 'passed'],
      ['packs/b/policy-config.yaml', 'failed'],
    ]);
    expect(step.errors[0]?.file).toBe('packs/b/policy-config.yaml');
  });

  test.concurrent('fails on a warning only where it is told to', async () => {
    const scene = await goodPack();
    await scene.write('policy-config.yaml', policy({ chain: ['prompt-injection', 'dlp-filter'] }));
    const lenient = await scene.step('validate');
    expect(lenient.exitCode).toBe(0);
    expect(lenient.annotations.filter(({ level }) => level !== 'notice')).toMatchObject([
      { level: 'warning', title: 'block-not-in-chain' },
    ]);
    const strict = await scene.step('validate', { 'fail-on': 'warning' });
    expect(strict.exitCode).toBe(1);
    expect(strict.outputs).toMatchObject({ result: 'failed', warnings: '1' });
    const raised = await scene.step('validate', { rules: 'block-not-in-chain: error' });
    expect(raised.outputs).toMatchObject({ result: 'failed', errors: '1' });
    const off = await scene.step('validate', { rules: 'block-not-in-chain: off', 'fail-on': 'warning' });
    expect(off.outputs).toMatchObject({ result: 'passed', warnings: '0' });
  });

  test.concurrent('reports paths from the workspace when the pack lies in a working directory', async () => {
    const scene = await scenes.open();
    await scene.write('services/desk/policy-config.yaml', policy({ chain: ['nonsense'] }));
    await scene.write('services/desk/tests/hours.json', ALLOWS_HOURS);
    const step = await scene.step('validate', { 'working-directory': 'services/desk', 'report-file': 'out/report.json' });
    expect(step.errors[0]).toMatchObject({ file: 'services/desk/policy-config.yaml', line: 7 });
    expect(step.outputs.report).toBe(`${scene.workspace}/services/desk/out/report.json`);
    const temporary = `${scene.directory}/step-2/keeptrusts-validate-report-1.json`;
    const second = await scene.step('validate', { 'policy-file': 'services/desk/policy-config.yaml', 'report-file': temporary });
    expect(second.outputs.report).toBe(temporary);
  });

  test.concurrent('shows hostile text as text: no command of its own, no HTML', async () => {
    const scene = await scenes.open();
    const hostile = '::error::pwned ##[error]pwned <img src=x onerror=alert(1)> **bold** | `x` @octocat\n::stop-commands::x';
    await scene.write('policy-config.yaml', policy({ name: JSON.stringify(hostile), chain: [JSON.stringify(hostile)] }));
    await scene.write('tests/hostile.json', golden(hostile, 'hello', 'block'));
    const linted = await scene.step('validate', { engine: 'builtin' });
    expect(linted.exitCode).toBe(1);
    await scene.write('policy-config.yaml', policy({ name: JSON.stringify(hostile) }));
    const tested = await scene.step('validate');
    expect(tested.outputs['tests-failed']).toBe('1');
    // The harness refuses every command that is not one of ours; these would be annotations that the policy's author wrote.
    for (const step of [linted, tested]) {
      expect(step.annotations.filter(({ message }) => message.startsWith('pwned'))).toEqual([]);
      expect(step.lines.join('\n')).toContain('pwned');
      expect(outsideCode(step.summary)).toContain('pwned');
      expect(outsideCode(step.summary)).not.toMatch(/\*\*bold|<img|@octocat/);
    }
  });

  test.concurrent('switches annotations and summary off', async () => {
    const scene = await goodPack();
    await scene.write('policy-config.yaml', policy({ chain: ['nonsense'] }));
    const step = await scene.step('validate', { annotations: 'false', summary: 'false' });
    expect(step.errors).toHaveLength(1);
    expect(step.errors[0]?.file).toBeUndefined();
  });
});

/** The names of the chunks that a bundled file loads before anything of it runs. */
function loadedFirst(file: string, known = new Set<string>()): ReadonlySet<string> {
  const text = readFileSync(file, 'utf8');
  for (const [, path = ''] of text.matchAll(/^import .* from "(\.[^"]+)";$/gm)) {
    const name = path.replace(/^.*\//, '');
    if (!known.has(name)) loadedFirst(join(dirname(file), path), known.add(name));
  }
  return known;
}

describe('a cold start', () => {
  test.each(['validate.mjs', 'cli.mjs'])('of %s loads the core alone, and what only gateways, kt or YAML need later', (entry) => {
    expect([...loadedFirst(join(ROOT, 'dist', entry))]).toEqual(['core.mjs']);
  });
});
