import { afterAll, describe, expect, test } from '@jest/globals';
import { type RanStep, type Scene, Scenes } from './harness.js';
import { NODE_NAME } from './node.js';
import { golden } from './policies.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

/** Patterns that take an engine with backtracking longer than anyone waits, or more memory than there is. */
const HOSTILE_PATTERNS = ['(a+)+$', '(a|aa)+$', '(.*a){30}', '(x+x+)+y', '([a-zA-Z]+)*$', '(?:a?){200}a{200}', '.*.*.*.*=.*'];

/** What no engine of linear time compiles: each multiplies its size. */
const BOMBS = ['(a{1000}){1000}', '((a{100}){100}){100}'];

const ALTERNATIVES = Array.from({ length: 5000 }, (_none, index) => `word${index}x`).join('|');
const MEGABYTE = 1_000_000;

/** A run does not take longer than this whatever its files hold; here it takes about two seconds. */
const LONGEST_RUN_MS = 10_000;

function packOf(patterns: readonly string[], terms: readonly string[] = ['top secret']): string {
  return [
    'pack:',
    '  name: hostile',
    '  version: 1.0.0',
    '  enabled: true',
    'policies:',
    '  chain: [dlp-filter, entity-list-filter]',
    'policy:',
    '  dlp-filter:',
    '    action: block',
    `    detect_patterns: ${JSON.stringify(patterns)}`,
    `    blocked_terms: ${JSON.stringify(terms)}`,
    '  entity-list-filter:',
    '    blocked_entities: [Project Falcon]',
    '    fuzzy_matching: true',
    '    max_distance: 8',
    '',
  ].join('\n');
}

async function sceneWith(policy: string, tests: Readonly<Record<string, string>>): Promise<Scene> {
  const scene = await scenes.open();
  await scene.write('policy-config.yaml', policy);
  for (const [name, text] of Object.entries(tests)) await scene.write(`tests/${name}.json`, text);
  return scene;
}

function casesOf({ report }: RanStep) {
  const [stage] = report.stages;
  return stage?.stage === 'validate' ? (stage.packs[0]?.tests.cases ?? []) : [];
}

const outcomes = (step: RanStep) => Object.fromEntries(casesOf(step).map(({ name, outcome }) => [name, outcome]));

// One after another: each is timed.
describe(`hostile test files on ${NODE_NAME}`, () => {
  test('patterns and a message that make other engines stall are decided in time', async () => {
    const scene = await sceneWith(packOf([...HOSTILE_PATTERNS, ALTERNATIVES]), {
      short: golden('ends otherwise', `${'a'.repeat(60)}!`, 'block'),
      long: golden('a megabyte of one letter', 'a'.repeat(MEGABYTE), 'block'),
      secret: golden('a secret at the end of a megabyte', `${'no '.repeat(MEGABYTE / 3 - 10)}top secret`, 'block'),
    });
    const step = await scene.step('validate', { engine: 'builtin' });
    expect(outcomes(step)).toEqual({
      'ends otherwise': 'passed',
      'a megabyte of one letter': 'passed',
      'a secret at the end of a megabyte': 'passed',
    });
    expect(step.ms).toBeLessThan(LONGEST_RUN_MS);
  });

  test('repetitions that multiply are reported, not built', async () => {
    const scene = await sceneWith(packOf(BOMBS), { greeting: golden('allows a greeting', 'Hello', 'allow') });
    const step = await scene.step('validate', { engine: 'builtin' });
    expect(step.outputs['tests-failed']).toBe('0');
    expect(outcomes(step)['allows a greeting']).not.toBe('passed');
    expect(JSON.stringify(step.report)).toContain('detect_patterns[0]');
    expect(step.ms).toBeLessThan(LONGEST_RUN_MS);
  });

  test('a megabyte of what could begin an address anywhere is looked through once', async () => {
    const policy = packOf(['x']).replace('[dlp-filter, entity-list-filter]', '[content-extractor]');
    const scene = await sceneWith(`${policy}  content-extractor: {allow_hosts: [docs.example.com], action_on_error: block}\n`, {
      run: golden('a run of letters and dots', 'a.'.repeat(MEGABYTE / 2), 'allow'),
      marks: golden('marks after an address', `http://a${'!'.repeat(MEGABYTE - 100)}x`, 'block'),
    });
    const step = await scene.step('validate', { engine: 'builtin' });
    expect(outcomes(step)).toMatchObject({ 'a run of letters and dots': 'passed' });
    expect(step.ms).toBeLessThan(LONGEST_RUN_MS);
  });

  test('rules that multiply the text cannot take the memory', async () => {
    // Together 900 million characters, more than a string can have.
    const rules = [
      { name: 'fill', pattern: 'x', replacement: 'a'.repeat(9000) },
      { name: 'multiply', pattern: 'a', replacement: 'b'.repeat(100_000) },
    ];
    const policy = packOf(['x']).replace('[dlp-filter, entity-list-filter]', '[request-rewriter]');
    const scene = await sceneWith(`${policy}  request-rewriter: {rules: ${JSON.stringify(rules)}}\n`, {
      growth: golden('grows', 'x', 'allow'),
    });
    const step = await scene.step('validate', { engine: 'builtin' });
    expect(outcomes(step)).toEqual({ grows: 'passed' });
    expect(step.ms).toBeLessThan(LONGEST_RUN_MS);
  });
});
