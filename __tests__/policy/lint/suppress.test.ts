import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../../src/policy/document.js';
import { lintPolicy } from '../../../src/policy/lint/lint.js';

const HEAD = 'pack:\n  name: a\n  version: "1.0.0"\n  enabled: true\npolicies:\n  chain:\n';

function found(text: string): string[] {
  return lintPolicy(parsePolicy(text)).map(
    ({ ruleId, severity, range, suppressed }) => `${suppressed === true ? 'suppressed ' : ''}${severity} ${ruleId} ${range?.start.line}`,
  );
}

describe('a suppression', () => {
  test('marks what its rule finds on its own line, and leaves it in the list', () => {
    expect(found(`${HEAD}    - rbac # keeptrusts-lint-disable-line kind-without-block\n`)).toEqual([
      'suppressed warning kind-without-block 7',
    ]);
  });

  test('of the next line passes over comments and blank lines', () => {
    const text = `${HEAD}    # keeptrusts-lint-disable-next-line kind-without-block\n\n    # why: defaults\n    - rbac\n    - dlp-filter\n`;
    expect(found(text)).toEqual(['suppressed warning kind-without-block 10', 'warning kind-without-block 11']);
  });

  test('may name several rules, and give a reason', () => {
    const text = `${HEAD}    - rbak # keeptrusts-lint-disable-line unknown-kind, kind-without-block -- until the rename, unknown-key\n`;
    expect(found(text)).toEqual(['suppressed error unknown-kind 7', 'warning unused-suppression 7']);
  });

  test('keeps the reason, without a secret in it', () => {
    const key = `sk-ant-${'a1B2'.repeat(8)}`;
    const comment = (reason: string) => `${HEAD}    - rbac # keeptrusts-lint-disable-line kind-without-block${reason}\n`;
    const reasonOf = (text: string) => lintPolicy(parsePolicy(text)).find(({ suppressed }) => suppressed === true)?.suppressionReason;
    expect(reasonOf(comment(' -- runs -- with its defaults '))).toBe('runs -- with its defaults');
    expect(reasonOf(comment(''))).toBeUndefined();
    expect(reasonOf(comment(' --'))).toBeUndefined();
    expect(reasonOf(comment(` -- see ${key}`))).toBe('see ***');
  });

  test('holds only in comments', () => {
    const text = `${HEAD}    - rbac\ndescription: "# keeptrusts-lint-disable-line x"\ntext: |\n  # keeptrusts-lint-disable-line y\n`;
    expect(found(text).filter((finding) => finding.includes('unused'))).toEqual([]);
  });

  test('works in a file with CRLF line endings and a byte order mark', () => {
    const text = `\uFEFF${HEAD}    - rbac # keeptrusts-lint-disable-line kind-without-block\n`.replaceAll('\n', '\r\n');
    expect(found(text)).toEqual(['suppressed warning kind-without-block 7']);
  });
});

describe('a suppression without effect is a finding itself', () => {
  const clean = `${HEAD}    - rbac # keeptrusts-lint-disable-line`;
  const end = '\npolicy:\n  rbac: {}\n';

  test.each([
    ['its rule finds nothing there', `${clean} unknown-kind${end}`, "Rule 'unknown-kind' finds nothing on line 7", '7:43'],
    ['there is no such rule', `${clean} unknown-knd${end}`, "There is no rule 'unknown-knd' to suppress", '7:43'],
    ['its rule cannot be suppressed', `${clean} literal-secret${end}`, "Rule 'literal-secret' cannot be suppressed", '7:43'],
    ['identity cannot be suppressed', `${clean} version-reused${end}`, "Rule 'version-reused' cannot be suppressed", '7:43'],
    ['it names no rule', `${clean}${end}`, 'This suppression names no rule', '7:14'],
    [
      'it is misspelt',
      `${HEAD}    - rbac # keeptrusts-lint-disable-lines x${end}`,
      "'keeptrusts-lint-disable-lines' suppresses nothing",
      '7:14',
    ],
  ])('%s', (_, text, message, place) => {
    const [finding, ...others] = lintPolicy(parsePolicy(text));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ ruleId: 'unused-suppression', severity: 'warning' });
    expect(finding?.message).toContain(message);
    expect(`${finding?.range?.start.line}:${finding?.range?.start.column}`).toBe(place);
  });

  test('a misspelt rule gets the right one as an edit', () => {
    const text = `${clean} unknown-knd${end}`;
    const [finding] = lintPolicy(parsePolicy(text));
    expect(finding?.help).toBe("Did you mean 'unknown-kind'?");
    expect(finding?.fix).toEqual({ offset: text.indexOf('unknown-knd'), length: 'unknown-knd'.length, text: 'unknown-kind' });
  });

  test('not when the rule is off, for then nothing can be said of it', () => {
    const text = `${clean} kind-without-block${end}`;
    expect(lintPolicy(parsePolicy(text), { severities: new Map([['kind-without-block', 'off']]) })).toEqual([]);
  });

  test('not while the file cannot be read', () => {
    expect(found(`${clean} unknown-kind${end}broken: [\n`)).toEqual(['error yaml-syntax 10']);
  });
});

describe('an anchored block', () => {
  const shared = `shared: &shared\n  action: redact\n  nonsense: 1\n${HEAD}    - pii-detector\n    - hipaa-phi-detector\npolicy:\n`;

  test('gets its finding once, at its own text', () => {
    const findings = lintPolicy(parsePolicy(`${shared}  pii-detector: *shared\n  hipaa-phi-detector:\n    <<: *shared\n`));
    const unknown = findings.filter(({ ruleId }) => ruleId === 'unknown-key');
    expect(unknown.map(({ range }) => range?.start)).toEqual([{ line: 3, column: 3 }]);
    expect(unknown[0]?.message).toContain("Unknown key 'nonsense'");
  });
});
