import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../../src/policy/document.js';
import type { LintFinding } from '../../../src/policy/lint/finding.js';
import type { Guide } from '../../../src/policy/lint/guide/entry.js';
import { GUIDE } from '../../../src/policy/lint/guide.js';
import { lintPolicy } from '../../../src/policy/lint/lint.js';
import { RULES } from '../../../src/policy/lint/rules.js';
import { parseGoldenFile } from '../../../src/policy/tests/golden.js';
import { inlineSuites } from '../../../src/policy/tests/inline.js';

function guideOf(id: (typeof RULES)[number]['id']): Guide {
  return GUIDE[id];
}

/** Everything that is said of an example, whichever kind of file it is. */
function findingsIn(text: string, form: Guide['form']): readonly LintFinding[] {
  if (form === 'test-file') return parseGoldenFile(text).problems;
  const document = parsePolicy(text);
  return [...lintPolicy(document), ...inlineSuites(document).problems];
}

const GUIDES = RULES.map((rule) => ({ ...rule, guide: guideOf(rule.id) }));
const SHOWN = GUIDES.filter(({ guide }) => guide.form !== 'transcript');

describe('the guide', () => {
  test('explains exactly the rules there are', () => {
    expect(Object.keys(GUIDE).sort()).toEqual(RULES.map(({ id }) => id).sort());
  });

  test.each(GUIDES)('$id: says what and why in sentences', ({ guide }) => {
    expect(guide.what).toMatch(/^[A-Z`].*\.$/);
    expect(guide.why).toMatch(/^[A-Z`].*\.$/);
    expect(guide.wrong).toMatch(/\S\n$/);
    expect(guide.right).toMatch(/\S\n$/);
    expect(guide.wrong).not.toBe(guide.right);
  });

  test.each(SHOWN)('$id: the wrong example yields it, and nothing else beside what is stated', ({ id, severity, guide }) => {
    const findings = findingsIn(guide.wrong, guide.form);
    const own = findings.filter(({ ruleId }) => ruleId === id);
    expect(own.length).toBeGreaterThan(0);
    const weight = { error: 0, warning: 1, info: 2 };
    for (const finding of own) expect(weight[finding.severity]).toBeGreaterThanOrEqual(weight[severity]);
    const others = findings.filter((finding) => finding.ruleId !== id && finding.severity !== 'info').map(({ ruleId }) => ruleId);
    expect([...new Set(others)].sort()).toEqual([...(guide.also ?? [])].sort());
  });

  test.each(GUIDES.filter(({ guide }) => guide.form !== 'transcript' || guide.right.startsWith('pack:')))(
    '$id: the right example is clean',
    ({ id, guide }) => {
      const findings = findingsIn(guide.right, guide.form);
      const open = findings.filter(({ suppressed }) => suppressed !== true);
      expect(open.filter((finding) => finding.ruleId === id || finding.severity !== 'info')).toEqual([]);
    },
  );
});
