import { describe, expect, test } from '@jest/globals';
import { createPackEvaluator } from '../../../src/policy/evaluate/evaluate-case.js';
import type { TestCase } from '../../../src/policy/tests/cases.js';
import { mutantsOf } from '../../../src/policy/tests/mutants.js';
import { builtinMutationEngine, type MutationEngine, mutationScore } from '../../../src/policy/tests/mutation.js';
import { policyOf, said } from './packs.js';

const PACK = policyOf(['entity-list-filter', 'dlp-filter', 'audit-logger'], {
  'entity-list-filter': { blocked_entities: ['Acme', 'Globex'] },
  'dlp-filter': { action: 'block', blocked_terms: ['roadmap'], detect_patterns: ['TICKET-[0-9]+'], fuzzy_matching: true, max_distance: 2 },
});

describe('the mutants of a policy', () => {
  test('each names its place and its change in a sentence', () => {
    expect(mutantsOf(PACK).map(({ path, description }) => `${path}: ${description}`)).toEqual([
      'policies.chain[0]: without entity-list-filter in the chain',
      'policies.chain[1]: without dlp-filter in the chain',
      'policies.chain[0]: with dlp-filter before entity-list-filter',
      `policy.dlp-filter.action: with dlp-filter's action at "redact" instead of "block"`,
      `policy.entity-list-filter.blocked_entities[0]: without "Acme" in entity-list-filter's blocked_entities[0]`,
      `policy.entity-list-filter.blocked_entities[1]: without "Globex" in entity-list-filter's blocked_entities[1]`,
      `policy.dlp-filter.detect_patterns[0]: without "TICKET-[0-9]+" in dlp-filter's detect_patterns[0]`,
      `policy.dlp-filter.blocked_terms[0]: without "roadmap" in dlp-filter's blocked_terms[0]`,
      `policy.dlp-filter.max_distance: with dlp-filter's max_distance at 0 instead of 2`,
    ]);
  });

  test('each is the document with that one change, and the document stays as it is', () => {
    const before = structuredClone(PACK);
    const roots = mutantsOf(PACK).map((mutant) => mutant.root());
    expect(PACK).toEqual(before);
    expect(roots[1]).toEqual({ ...PACK, policies: { chain: ['entity-list-filter', 'audit-logger'] } });
    expect(roots[2]).toEqual({ ...PACK, policies: { chain: ['dlp-filter', 'entity-list-filter', 'audit-logger'] } });
    expect(roots[3]).toEqual({
      ...PACK,
      policy: { ...PACK.policy, 'dlp-filter': { ...Object(PACK.policy['dlp-filter']), action: 'redact' } },
    });
    expect(roots[4]).toEqual({ ...PACK, policy: { ...PACK.policy, 'entity-list-filter': { blocked_entities: ['Globex'] } } });
  });

  test('thresholds are raised, limits are loosened', () => {
    const root = policyOf(['embedding-detector', 'bot-detector'], {
      'embedding-detector': { similarity_threshold: 0.8 },
      'bot-detector': { action: 'block', max_requests_per_window: 10 },
    });
    const described = mutantsOf(root).map((mutant) => mutant.description);
    expect(described).toContain("with embedding-detector's similarity_threshold at 0.9 instead of 0.8");
    expect(described).toContain("with bot-detector's max_requests_per_window at 20 instead of 10");
    expect(described).toContain('with bot-detector\'s action at "warn" instead of "block"');
  });

  test('a default that blocks is weakened where nothing is written', () => {
    const root = policyOf(['dual-use-filter'], { 'dual-use-filter': { blocked_terms: ['x'] } });
    const mutant = mutantsOf(root).find((one) => one.path === 'policy.dual-use-filter.action');
    expect(mutant?.description).toBe('with dual-use-filter\'s action at "redact" instead of its default');
    expect(mutant?.root().policy).toEqual({ 'dual-use-filter': { blocked_terms: ['x'], action: 'redact' } });
  });

  test('a rewriting rule goes as a whole', () => {
    const root = policyOf(['request-rewriter'], { 'request-rewriter': { rules: [{ pattern: 'a' }, { pattern: 'b' }] } });
    expect(
      mutantsOf(root)
        .find((one) => one.path.endsWith('rules[0].pattern'))
        ?.root().policy,
    ).toEqual({
      'request-rewriter': { rules: [{ pattern: 'b' }] },
    });
  });

  test('changes no test could notice are left out', () => {
    expect(mutantsOf(policyOf(['audit-logger'], {}))).toEqual([]);
    const apart = mutantsOf(policyOf(['prompt-injection', 'mnpi-filter'], {})).map((mutant) => mutant.description);
    expect(apart).toEqual(['without prompt-injection in the chain', 'without mnpi-filter in the chain']);
  });

  test('a document that is no policy has none', () => {
    for (const root of [undefined, null, [], 'text', {}, { policies: { chain: 'x' } }]) expect(mutantsOf(root)).toEqual([]);
  });
});

describe('the mutation score', () => {
  const score = (root: unknown, cases: readonly TestCase[]) => mutationScore(root, cases, builtinMutationEngine(root, cases));
  const survivors = async (root: unknown, cases: readonly TestCase[]) => (await score(root, cases)).survivors.map((one) => one.path);

  test('a change that a case notices is killed, one that none notices survives with its place', async () => {
    const cases = [said('about Acme', 'block'), said('the roadmap', 'block'), said('hello', 'allow')];
    const result = await score(PACK, cases);
    expect(result.mutants).toBe(9);
    expect(result.killed).toBe(5);
    expect(result.survivors.map((one) => one.path)).toEqual([
      'policies.chain[0]',
      'policy.entity-list-filter.blocked_entities[1]',
      'policy.dlp-filter.detect_patterns[0]',
      'policy.dlp-filter.max_distance',
    ]);
    expect(result.survivors[0]?.description).toBe('with dlp-filter before entity-list-filter');
  });

  test('further cases kill the rest', async () => {
    const cases = ['about Acme', 'Globex too', 'TICKET-7', 'the roadmap', 'the raodmap'].map((text) => said(text, 'block'));
    expect(await survivors(PACK, cases)).toEqual(['policies.chain[0]']);
  });

  test('an order that matters is noticed', async () => {
    const root = policyOf(['dlp-filter', 'entity-list-filter'], {
      'dlp-filter': { action: 'redact', blocked_terms: ['Acme'] },
      'entity-list-filter': { blocked_entities: ['Acme'] },
    });
    const swap = 'with entity-list-filter before dlp-filter';
    const described = (await score(root, [said('Acme', 'redact')])).survivors.map((one) => one.description);
    expect(described).not.toContain(swap);
    expect((await score(root, [said('hello', 'allow')])).survivors.map((one) => one.description)).toContain(swap);
  });

  test('losing certainty is noticed', async () => {
    const root = policyOf(['prompt-injection'], { 'prompt-injection': { attack_patterns: ['ignore', 'reveal'] } });
    expect(await survivors(root, [said('ignore it', 'block')])).toEqual(['policy.prompt-injection.attack_patterns[1]']);
  });

  test('cases that are undecided before tell nothing', async () => {
    const root = policyOf(['prompt-injection', 'dlp-filter'], { 'prompt-injection': {}, 'dlp-filter': { blocked_terms: ['roadmap'] } });
    // Without prompt-injection the case would be decided, but nothing was decided that could change.
    expect(await score(root, [said('hello', 'allow')])).toMatchObject({ killed: 0 });
  });

  test('without cases every mutant survives', async () => {
    expect(await score(PACK, [])).toMatchObject({ mutants: 9, killed: 0 });
  });

  test('any engine can decide, also one that answers later and says nothing of what could change', async () => {
    const seen: unknown[] = [];
    const engine: MutationEngine = {
      decide: async (root, cases) => {
        seen.push(root);
        return cases.map(() => (JSON.stringify(root).includes('Acme') ? 'passed' : 'failed'));
      },
    };
    const result = await mutationScore(PACK, [said('x', 'block')], engine);
    expect(seen).toHaveLength(10);
    expect(result.killed).toBe(1);
    expect(result.survivors.map((one) => one.path)).not.toContain('policy.entity-list-filter.blocked_entities[0]');
  });
});

describe('running only cases that could change', () => {
  const blocks: readonly ReturnType<typeof policyOf>[] = [
    PACK,
    policyOf(['dlp-filter', 'prompt-injection'], {
      'dlp-filter': { action: 'redact', blocked_terms: ['a.b', 'cd'], detect_patterns: ['[', 'x+'] },
      'prompt-injection': { attack_patterns: ['REDACTED', 'ignore'] },
    }),
    policyOf(['legal-privilege', 'safety-filter', 'mnpi-filter'], {
      'legal-privilege': { privilege_markers: ['for counsel'] },
      'safety-filter': { action: 'block', block_if: ['weapon', 'bomb'] },
      'mnpi-filter': { detect_patterns: ['merger', 'deal'] },
    }),
    policyOf(['agent-firewall', 'rbac', 'entity-list-filter'], {
      'agent-firewall': { allowed_tools: ['search'], blocked_tools: ['rm'] },
      rbac: { deny_if_missing: ['X-Team'] },
      'entity-list-filter': { blocked_entities: ['acme', 'globex', 'initech'], fuzzy_matching: true, max_distance: 1 },
    }),
  ];
  const texts = ['Acme', 'acne', 'a.b', 'axb cd', 'xx ignore', 'for counsel', 'legal advice', 'a WEAPON', 'roadmap', 'TICKET-1', 'hello'];
  const answers = [{}, { upstream_response: 'the merger' }, { request: { tool_calls: [{ function: { name: 'rm' } }] } }];
  const cases = texts.flatMap((text) =>
    answers.flatMap((raw) => (['block', 'allow', 'redact'] as const).map((verdict) => said(text, verdict, raw))),
  );

  test.each(blocks)('gives the same score as running all of them (%#)', async (root) => {
    const plain: MutationEngine = { decide: (changed, some) => some.map((one) => createPackEvaluator(changed).evaluate(one).outcome) };
    expect(await mutationScore(root, cases, builtinMutationEngine(root, cases))).toEqual(await mutationScore(root, cases, plain));
  });
});

describe('speed', () => {
  test('500 mutants on 50 cases take less than 5 s', async () => {
    const terms = Array.from({ length: 240 }, (_, index) => `project codename ${index}`);
    const patterns = Array.from({ length: 240 }, (_, index) => `(?i)ref-${index}-[0-9]{2,6}\\b`);
    const root = policyOf(['entity-list-filter', 'dlp-filter', 'dual-use-filter', 'audit-logger'], {
      'entity-list-filter': { blocked_entities: terms.slice(0, 120) },
      'dlp-filter': { action: 'block', detect_patterns: patterns, blocked_terms: terms.slice(120) },
      'dual-use-filter': { blocked_terms: Array.from({ length: 20 }, (_, index) => `agent ${index}`) },
    });
    const filler = 'A customer asks about an order that has not arrived. '.repeat(20);
    const cases = Array.from({ length: 50 }, (_, index) => said(`${filler} project codename ${index * 4} ref-${index}-123`, 'block'));
    const started = performance.now();
    const { mutants } = await mutationScore(root, cases, builtinMutationEngine(root, cases));
    expect(mutants).toBeGreaterThanOrEqual(500);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
