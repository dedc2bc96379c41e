import { describe, expect, test } from '@jest/globals';
import { planAnnotations } from '../../src/github/annotations.js';
import type { PackReport, UndecidedCause } from '../../src/report/model.js';
import { renderSummary } from '../../src/report/summary.js';
import { renderTerminal } from '../../src/report/terminal.js';
import { finding, pack, report, testCase, validate } from './samples.js';

const CAUSE: UndecidedCause = {
  kind: 'pii-detector',
  cause: 'unpublished-list',
  text: 'its built-in pattern list is not published',
  wayOut: 'Use kt.',
  cases: 2,
};

const PACK: PackReport = pack({
  findings: [],
  tests: {
    passed: 1,
    failed: 0,
    undecided: 2,
    cases: [
      testCase({ name: 'a', outcome: 'passed' }),
      testCase({ name: 'b', outcome: 'undecided' }),
      testCase({ name: 'c', outcome: 'undecided' }),
    ],
    causes: [CAUSE],
  },
  coverage: {
    entries: [
      { index: 0, kind: 'pii-detector', state: 'exercised' },
      { index: 1, kind: 'dlp-filter', state: 'decisive' },
      { index: 2, kind: 'rbac', state: 'never' },
      { index: 3, kind: 'audit-logger', state: 'exercised', alwaysAllows: true },
    ],
    items: [
      { path: 'policy.dlp-filter.blocked_terms[0]', matched: true },
      { path: 'policy.dlp-filter.blocked_terms[1]', matched: false },
    ],
    share: 1 / 3,
  },
  mutation: { mutants: 10, killed: 9, survivors: [{ path: 'policies.chain[0]', description: 'without pii-detector in the chain' }] },
});

const summary = (one: PackReport): string => renderSummary(report([validate({ packs: [one] })]));
const terminal = (one: PackReport): string => renderTerminal(report([validate({ packs: [one] })]), { colour: false });

describe('undecided tests in the summary', () => {
  test('it first says how many were decided, then each cause with its way out, before the tests themselves', () => {
    const markdown = summary(PACK);
    const order = [
      '1 of 3 tests decided.',
      '| `pii-detector` | its built-in pattern list is not published | 2 | Use kt. |',
      '| ⚠️ [`b`]',
    ].map((text) => markdown.indexOf(text));
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  test('it says nothing of it where all are decided', () => {
    expect(summary(pack({ tests: { ...PACK.tests, undecided: 0 } }))).not.toContain('decided.');
  });

  test('the terminal says each cause in a line', () => {
    expect(terminal(PACK)).toContain('! 2 tests undecided because of pii-detector: its built-in pattern list is not published. Use kt.\n');
  });
});

describe('coverage in the summary', () => {
  test('says the share, and what tests show of every chain entry to who opens it', () => {
    const markdown = summary(PACK);
    expect(markdown).toContain(
      '<details><summary><code>packs/support/policy-config.yaml</code>: tests prove 1 of 3 chain entries (33 %). 1 of 2 configured items matched by a test.</summary>',
    );
    expect(markdown).toContain('| `pii-detector` | ⚠️ looks at tests, decides no passing one |');
    expect(markdown).toContain('| `dlp-filter` | ✅ decides a test |');
    expect(markdown).toContain('| `rbac` | ❌ reached by no test |');
    expect(markdown).toContain('| `audit-logger` | always lets through, reached |');
    expect(markdown).toContain('\n1 configured item that no test matches:\n\n- `policy.dlp-filter.blocked_terms[1]`\n');
  });

  test('the terminal says it in a line', () => {
    expect(terminal(PACK)).toContain(
      'tests prove 1 of 3 chain entries (33 %): pii-detector looks at tests, decides no passing one; rbac reached by no test; 1 configured item matched by none\n',
    );
  });

  test('a share that is not all is never 100 %', () => {
    const entries = Array.from({ length: 1000 }, (_, index) => ({ index, kind: 'rbac', state: 'decisive' as const }));
    const nearly = pack({ coverage: { entries, items: [], share: 0.9999 } });
    expect(summary(nearly)).toContain('(99 %)');
    expect(summary(pack({ coverage: { entries, items: [], share: 1 } }))).toContain('(100 %)');
    expect(summary(pack({ coverage: { entries, items: [], share: 0.29 } }))).toContain('(29 %)');
  });

  test('without coverage nothing is said', () => {
    expect(summary(pack())).not.toContain('tests prove');
    expect(terminal(pack())).not.toContain('tests prove');
  });

  test('what is left out of a long list is named', () => {
    const items = Array.from({ length: 50_000 }, (_, index) => ({ path: `policy.dlp-filter.blocked_terms[${index}]`, matched: false }));
    expect(summary(pack({ coverage: { entries: [{ index: 0, kind: 'rbac', state: 'never' }], items, share: 0 } }))).toContain(
      'left out: 1 test, 50,000 configured items.',
    );
    const entries = Array.from({ length: 30_000 }, (_, index) => ({ index, kind: 'rbac', state: 'never' as const }));
    expect(summary(pack({ coverage: { entries, items: [], share: 0 } }))).toContain('28,000 chain entries');
  });
});

describe('lines that no test proves', () => {
  const untested = (count: number, severity: 'info' | 'warning' = 'info') =>
    Array.from({ length: count }, (_, index) =>
      finding({
        ruleId: 'item-untested',
        severity,
        message: `No test is matched by item ${index}`,
        path: `policy.dlp-filter.blocked_terms[${index}]`,
        range: { start: { line: index + 30, column: 9 }, end: { line: index + 30, column: 15 } },
        fingerprint: `u${index}`,
      }),
    );

  test('are linked from the coverage, not listed among the findings, whose number they still count in', () => {
    const markdown = summary(pack({ ...PACK, findings: untested(2) }));
    expect(markdown).toContain('| 2 info |');
    expect(markdown).not.toContain('| info |');
    expect(markdown).toMatch(/- \[`policy\.dlp-filter\.blocked_terms\[1\]`\]\(\S+policy-config\.yaml#L31\)/);
  });

  test('that somebody made a warning are findings like others', () => {
    expect(summary(pack({ ...PACK, findings: untested(1, 'warning') }))).toContain('| warning |');
    expect(terminal(pack({ ...PACK, findings: untested(9, 'warning') }))).toContain('item 8');
  });

  test('stand in a terminal after everything else, few of them', () => {
    const text = terminal(
      pack({ ...PACK, findings: [...untested(7), finding({ severity: 'info', ruleId: 'chain-order', message: 'order' })] }),
    );
    expect(text.indexOf('order')).toBeLessThan(text.indexOf('tests: 1 passed'));
    expect(text).toContain('policy-config.yaml:34:9 info No test is matched by item 4 (item-untested)');
    expect(text).not.toContain('matched by item 5');
    expect(text).toContain('… and 2 more lines that no test proves, in the JSON report');
    expect(text.indexOf('matched by item 0')).toBeGreaterThan(text.indexOf('tests notice'));
  });

  test('take no slot of an annotation before other notes', () => {
    const note = finding({
      severity: 'info',
      ruleId: 'chain-order',
      message: 'order',
      range: { start: { line: 99, column: 1 }, end: { line: 99, column: 2 } },
    });
    const [first] = planAnnotations([...untested(20), note]);
    expect(first?.message).toContain('order');
  });
});

describe('mutation in the summary', () => {
  test('says how many changes tests notice and names the others', () => {
    expect(summary(PACK)).toContain('tests notice 9 of 10 changes of the policy (90 %).');
    expect(summary(PACK)).toContain('| `policies.chain[0]` | without pii-detector in the chain |');
    expect(terminal(PACK)).toContain(
      'tests notice 9 of 10 changes of the policy (90 %)\n      ! policies.chain[0] unnoticed: without pii-detector in the chain\n',
    );
  });

  test('the terminal names the line of a change that no test notices', () => {
    const survived = finding({
      ruleId: 'mutant-survived',
      severity: 'info',
      path: 'policies.chain[0]',
      range: { start: { line: 7, column: 7 }, end: { line: 7, column: 19 } },
    });
    expect(terminal({ ...PACK, findings: [survived] })).toContain(`! ${survived.workspaceFile}:7:7 policies.chain[0] unnoticed:`);
  });

  test('says what was not tried or not answered', () => {
    const some = { mutants: 150, killed: 120, survivors: [], engine: 'kt', leftOut: 52, unanswered: 1 } as const;
    const words =
      'tests notice 120 of 150 changes of the policy (80 %); 1 change kt gave no usable answer about; 52 changes left out, since kt is asked about a limited number';
    expect(summary(pack({ mutation: some }))).toContain(words);
    expect(terminal(pack({ mutation: some }))).toContain(words);
    expect(terminal(pack({ mutation: { ...some, mutants: 0, killed: 0 } }))).toContain('no change of the policy was judged');
  });

  test('a policy with nothing to change gets no score', () => {
    expect(summary(pack({ mutation: { mutants: 0, killed: 0, survivors: [] } }))).toContain('there is nothing to change.');
  });
});
