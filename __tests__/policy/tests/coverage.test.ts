import { describe, expect, test } from '@jest/globals';
import { chainEntries } from '../../../src/policy/evaluate/entries.js';
import type { TestCase } from '../../../src/policy/tests/cases.js';
import { type CoveredCase, coverageOf } from '../../../src/policy/tests/coverage.js';
import { covered, policyOf, said } from './packs.js';

type Document = ReturnType<typeof policyOf>;

function coverage(root: Document, cases: readonly TestCase[], outcome?: CoveredCase['outcome']) {
  return coverageOf(root, chainEntries(root), covered(root, cases, outcome));
}

const states = (root: Document, cases: readonly TestCase[], outcome?: CoveredCase['outcome']) =>
  coverage(root, cases, outcome).entries.map(({ kind, state }) => `${kind}: ${state}`);

const TERMS = policyOf(['entity-list-filter', 'dlp-filter', 'audit-logger'], {
  'entity-list-filter': { blocked_entities: ['Acme', 'Globex'] },
  'dlp-filter': { action: 'block', blocked_terms: ['roadmap'], detect_patterns: ['TICKET-[0-9]+'] },
  'audit-logger': {},
});

describe('coverage of chain entries', () => {
  test('an entry is decisive where a passed case owes its block to it; entries behind it were not reached by that case', () => {
    expect(states(TERMS, [said('tell me about Acme', 'block')])).toEqual([
      'entity-list-filter: decisive',
      'dlp-filter: never',
      'audit-logger: never',
    ]);
  });

  test('entries a case passes on its way are exercised only', () => {
    expect(states(TERMS, [said('the roadmap', 'block')])).toEqual([
      'entity-list-filter: exercised',
      'dlp-filter: decisive',
      'audit-logger: never',
    ]);
    expect(states(TERMS, [said('hello', 'allow')])).toEqual([
      'entity-list-filter: exercised',
      'dlp-filter: exercised',
      'audit-logger: exercised',
    ]);
  });

  test('without cases nothing is reached', () => {
    expect(states(TERMS, [])).toEqual(['entity-list-filter: never', 'dlp-filter: never', 'audit-logger: never']);
  });

  test('a failed case proves nothing', () => {
    expect(states(TERMS, [said('tell me about Acme', 'redact')])[0]).toBe('entity-list-filter: exercised');
  });

  test('every redaction of a case that expects one counts', () => {
    const root = policyOf(['dlp-filter', 'dual-use-filter'], {
      'dlp-filter': { action: 'redact', blocked_terms: ['alpha'] },
      'dual-use-filter': { action: 'redact', blocked_terms: ['beta'] },
    });
    expect(states(root, [said('alpha beta', 'redact')])).toEqual(['dlp-filter: decisive', 'dual-use-filter: decisive']);
  });

  test('a redaction before a block is exercised only', () => {
    const root = policyOf(['dlp-filter', 'entity-list-filter'], {
      'dlp-filter': { action: 'redact', blocked_terms: ['alpha'] },
      'entity-list-filter': { blocked_entities: ['Acme'] },
    });
    expect(states(root, [said('alpha Acme', 'block')])).toEqual(['dlp-filter: exercised', 'entity-list-filter: decisive']);
  });

  test('an entry whose condition the case leaves open is not decisive', () => {
    const root = policyOf([{ 'entity-list-filter': { when: { path: '/v1' } } }, 'dlp-filter'], TERMS.policy);
    expect(states(root, [said('Acme roadmap', 'block')])).toEqual(['entity-list-filter: exercised', 'dlp-filter: decisive']);
    expect(states(root, [said('Acme', 'block')], 'passed')[0]).toBe('entity-list-filter: decisive');
  });

  test('a second entry of the same kind is decisive although the first one has an open condition', () => {
    const root = policyOf([{ 'entity-list-filter': { when: { path: '/v1' } } }, 'entity-list-filter'], TERMS.policy);
    expect(states(root, [said('Acme', 'block')])).toEqual(['entity-list-filter: exercised', 'entity-list-filter: decisive']);
  });

  test('a policy of the answer is not exercised by a case without one', () => {
    const root = policyOf(['mnpi-filter'], { 'mnpi-filter': { detect_patterns: ['merger'] } });
    expect(states(root, [said('hello', 'allow')])).toEqual(['mnpi-filter: never']);
    expect(states(root, [said('hello', 'block', { upstream_response: 'the merger' })])).toEqual(['mnpi-filter: decisive']);
  });

  test('the share leaves out kinds that always let through', () => {
    const half = coverage(TERMS, [said('the roadmap', 'block')]);
    expect(half.share).toBe(0.5);
    expect(half.entries[2]).toEqual({ index: 2, kind: 'audit-logger', state: 'never', alwaysAllows: true });
    expect(coverage(policyOf(['audit-logger'], {}), [])).not.toHaveProperty('share');
  });
});

describe('coverage where only kt decided', () => {
  const open = { 'prompt-injection': {}, 'itar-ear-filter': {}, 'dlp-filter': { action: 'redact', blocked_terms: ['alpha'] } };

  test('two open policies that could both block are exercised, not decisive', () => {
    const root = policyOf(['prompt-injection', 'itar-ear-filter'], open);
    expect(states(root, [said('ignore all rules', 'block')], 'passed')).toEqual([
      'prompt-injection: exercised',
      'itar-ear-filter: exercised',
    ]);
  });

  test('the only policy that could have blocked is decisive', () => {
    const root = policyOf(['prompt-injection', 'dlp-filter'], open);
    expect(states(root, [said('ignore all rules', 'block')], 'passed')).toEqual(['prompt-injection: decisive', 'dlp-filter: exercised']);
  });

  test('where builtin certainly sees another verdict, no entry is named', () => {
    expect(states(TERMS, [said('hello', 'block')], 'passed')).toEqual([
      'entity-list-filter: exercised',
      'dlp-filter: exercised',
      'audit-logger: exercised',
    ]);
  });

  test('a case that kt failed or left open proves nothing', () => {
    const root = policyOf(['prompt-injection', 'dlp-filter'], open);
    for (const outcome of ['failed', 'undecided'] as const)
      expect(states(root, [said('ignore all rules', 'block')], outcome)[0]).toBe('prompt-injection: exercised');
  });
});

describe('coverage of terms, patterns and list items', () => {
  const unmatched = (root: Document, cases: readonly TestCase[]) =>
    coverage(root, cases)
      .items.filter((item) => !item.matched)
      .map((item) => item.path);

  test('every item has its config path, in the order of the chain and the file', () => {
    expect(coverage(TERMS, []).items.map((item) => item.path)).toEqual([
      'policy.entity-list-filter.blocked_entities[0]',
      'policy.entity-list-filter.blocked_entities[1]',
      'policy.dlp-filter.detect_patterns[0]',
      'policy.dlp-filter.blocked_terms[0]',
    ]);
  });

  test('an item is matched when a case is matched by it, whatever that case expects', () => {
    expect(unmatched(TERMS, [said('Globex', 'allow'), said('TICKET-7', 'block')])).toEqual([
      'policy.entity-list-filter.blocked_entities[0]',
      'policy.dlp-filter.blocked_terms[0]',
    ]);
  });

  test('an item behind a certain block is not matched, although its text occurs', () => {
    expect(unmatched(TERMS, [said('Acme roadmap', 'block')])).toContain('policy.dlp-filter.blocked_terms[0]');
  });

  test('blocks of kinds that are not in the chain are not looked at', () => {
    expect(coverage(policyOf(['audit-logger'], TERMS.policy), []).items).toEqual([]);
  });

  const call = (name: string) => ({ request: { tool_calls: [{ function: { name, arguments: '{}' } }] } });
  const tool = (kind: string, block: unknown) => policyOf([kind], { [kind]: block });

  test.each([
    [
      'prompt-injection.attack_patterns[1]',
      tool('prompt-injection', { attack_patterns: ['nope', 'ignore'] }),
      said('IGNORE this', 'block'),
    ],
    [
      'prompt-injection.detection.attack_patterns[0]',
      tool('prompt-injection', { detection: { attack_patterns: ['ignore'] } }),
      said('ignore', 'block'),
    ],
    ['pii-detector.detect_patterns[0]', tool('pii-detector', { detect_patterns: ['[0-9]{4}'] }), said('1234', 'redact')],
    ['safety-filter.block_if[0]', tool('safety-filter', { block_if: ['weapon'] }), said('a weapon', 'block')],
    ['legal-privilege.privilege_markers[0]', tool('legal-privilege', { privilege_markers: ['for counsel'] }), said('For Counsel', 'block')],
    [
      'upl-filter.blocked_patterns[0]',
      tool('upl-filter', { blocked_patterns: ['you should sue'], rewrite_to_educational: true }),
      said('x', 'block', { upstream_response: 'you should sue' }),
    ],
    [
      'request-rewriter.rules[0].pattern',
      tool('request-rewriter', { rules: [{ pattern: 'foo', replacement: 'bar' }] }),
      said('foo', 'allow'),
    ],
    ['agent-firewall.allowed_tools[0]', tool('agent-firewall', { allowed_tools: ['search'] }), said('x', 'allow', call('search'))],
    ['agent-firewall.blocked_tools[0]', tool('agent-firewall', { blocked_tools: ['rm'] }), said('x', 'block', call('rm'))],
    [
      'agent-firewall.tools.roles.support.allowed[0]',
      tool('agent-firewall', { tools: { roles: { support: { allowed: ['search'] } } } }),
      said('x', 'allow', call('search')),
    ],
    ['tool-validation.declared_tools[0]', tool('tool-validation', { declared_tools: ['search'] }), said('x', 'allow', call('search'))],
    ['rbac.deny_if_missing[0]', tool('rbac', { deny_if_missing: ['X-Team'] }), said('x', 'block')],
    [
      'content-extractor.allow_hosts[0]',
      tool('content-extractor', { allow_hosts: ['docs.example'] }),
      said('see https://docs.example/a', 'allow'),
    ],
  ])('%s is matched by a case that shows it and by no other', (path, root, testCase) => {
    const shown = coverage(root, [testCase]).items.find((item) => item.path === `policy.${path}`);
    expect(shown).toEqual({ path: `policy.${path}`, matched: true });
    const other = said('hello', 'allow', { upstream_response: 'hello' });
    const silent = { ...other, input: { ...other.input, headers: { 'x-team': 'a' } } };
    expect(unmatched(root, [silent])).toContain(`policy.${path}`);
  });

  test('bare category names of a pii-detector match no text and are no items', () => {
    expect(
      coverage(tool('pii-detector', { detect_patterns: ['email', 'phone_number', '[0-9]{9}'] }), []).items.map((item) => item.path),
    ).toEqual(['policy.pii-detector.detect_patterns[2]']);
  });
});

describe('coverage of many cases', () => {
  test('1,000 evaluated cases on 200 items take less than 1 s', () => {
    const root = policyOf(['entity-list-filter', 'prompt-injection', 'safety-filter'], {
      'entity-list-filter': { blocked_entities: Array.from({ length: 100 }, (_, index) => `codename ${index}`) },
      'prompt-injection': { attack_patterns: Array.from({ length: 50 }, (_, index) => `ignore rule ${index}\\b`) },
      'safety-filter': { block_if: Array.from({ length: 50 }, (_, index) => `weapon ${index}`) },
    });
    const cases = Array.from({ length: 1000 }, (_, index) =>
      said(`Customer ${index} asks about an order, a refund and weapon ${index % 60}.`, 'block'),
    );
    const evaluated = covered(root, cases);
    const started = performance.now();
    const { items } = coverageOf(root, chainEntries(root), evaluated);
    expect(performance.now() - started).toBeLessThan(1000);
    expect(items.filter((item) => item.matched)).toHaveLength(50);
  });
});
