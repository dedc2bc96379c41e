import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../../src/policy/document.js';
import { survivorFindings, UNTESTED_LIMIT, untestedFindings } from '../../../src/policy/tests/untested.js';
import type { Coverage, ItemCoverage, Survivor } from '../../../src/report/model.js';

const DOCUMENT = parsePolicy(`pack: {name: x, version: 1.0.0, enabled: true}
policies:
  chain:
    - rbac
    - dlp-filter:
        stage: pre-request
    - audit-logger
policy:
  rbac:
    deny_if_missing: [X-Team]
  dlp-filter:
    blocked_terms:
      - falcon
      - osprey
  audit-logger: {}
`);

const COVERAGE: Coverage = {
  entries: [
    { index: 0, kind: 'rbac', state: 'never' },
    { index: 1, kind: 'dlp-filter', state: 'exercised' },
    { index: 2, kind: 'audit-logger', state: 'never', alwaysAllows: true },
  ],
  items: [
    { path: 'policy.rbac.deny_if_missing[0]', matched: false },
    { path: 'policy.dlp-filter.blocked_terms[0]', matched: true },
    { path: 'policy.dlp-filter.blocked_terms[1]', matched: false },
  ],
  share: 0,
};

const told = (coverage: Coverage) => untestedFindings(coverage, [], DOCUMENT);

describe('what no test proves', () => {
  test('is told on the line of each chain entry, as advice, with how far tests get and the way out', () => {
    const [never, exercised, ...others] = told(COVERAGE).filter(({ ruleId }) => ruleId === 'entry-untested');
    expect(others).toEqual([]);
    expect(never).toMatchObject({ severity: 'info', path: 'policies.chain[0]', range: { start: { line: 4, column: 7 } } });
    expect(never?.message).toBe("No test reaches 'rbac' (never)");
    expect(never?.help).toBe('Add a test that expects block because of it.');
    expect(exercised?.range?.start.line).toBe(5);
    expect(exercised?.message).toBe("Tests pass through 'dlp-filter', and it decides none of them (exercised)");
  });

  test('is told on the line of each item, where tests reach its kind at all', () => {
    const items = told(COVERAGE).filter(({ ruleId }) => ruleId === 'item-untested');
    expect(items.map(({ path, range, message, severity }) => [path, range?.start.line, message, severity])).toEqual([
      ['policy.dlp-filter.blocked_terms[1]', 14, "No test is matched by blocked_terms[1] of 'dlp-filter'", 'info'],
    ]);
  });

  test('names what decides the cases that stayed open because of a kind', () => {
    const cause = { kind: 'dlp-filter', cause: 'unpublished-list', text: 'x', wayOut: 'Use kt.', cases: 1 };
    const help = untestedFindings(COVERAGE, [cause], DOCUMENT).map((one) => one.help);
    expect(help[1]).toMatch(/^Add a test that expects .* To decide one: Use kt\.$/);
    expect(help[0]).not.toContain('Use kt');
  });

  test('is nothing where everything is proven', () => {
    const entries = COVERAGE.entries.map((entry) => ({ ...entry, state: 'decisive' as const }));
    expect(told({ entries, items: COVERAGE.items.filter(({ matched }) => matched), share: 1 })).toEqual([]);
  });

  test('does not drown other findings: the last one counts the rest', () => {
    const items = Array.from(
      { length: 1000 },
      (_, index): ItemCoverage => ({ path: `policy.dlp-filter.blocked_terms[${index}]`, matched: false }),
    );
    const findings = told({ ...COVERAGE, items }).filter(({ ruleId }) => ruleId === 'item-untested');
    expect(findings).toHaveLength(UNTESTED_LIMIT);
    expect(findings.at(-1)?.message).toMatch(/^And 951 more items of this pack that no test matches/);
  });
});

describe('changes that no test notices', () => {
  const removed: Survivor = { path: 'policies.chain[0]', description: 'without rbac in the chain', change: 'entry-removed' };
  const swapped: Survivor = { path: 'policies.chain[0]', description: 'with dlp-filter before rbac', change: 'neighbours-swapped' };
  const weakened: Survivor = { path: 'policy.dlp-filter.action', description: 'with less', change: 'action-weakened' };
  const mutation = { mutants: 3, killed: 0, survivors: [removed, swapped, weakened] };

  test('are told on their lines; a value that is not written, at the block it belongs to', () => {
    expect(
      survivorFindings(mutation, [], DOCUMENT).map(({ ruleId, severity, message, range }) => [
        ruleId,
        severity,
        message,
        range?.start.line,
      ]),
    ).toEqual([
      ['mutant-survived', 'info', 'No test notices the policy without rbac in the chain', 4],
      ['mutant-survived', 'info', 'No test notices the policy with dlp-filter before rbac', 4],
      ['mutant-survived', 'info', 'No test notices the policy with less', 11],
    ]);
  });

  test('are not told a second time where the entry or item that goes is known to be untested', () => {
    const messages = survivorFindings(mutation, told(COVERAGE), DOCUMENT).map(({ message }) => message);
    expect(messages).toEqual(['No test notices the policy with dlp-filter before rbac', 'No test notices the policy with less']);
  });
});
