import { describe, expect, test } from '@jest/globals';
import { COMMENT_LIMIT, commentMarker, renderComment } from '../../src/report/comment.js';
import { HIDDEN_CHARACTER, HOSTILE_CASES } from './hostile.js';
import { deploy, finding, gateway, pack, plan, planned, RUN, report, reportFullOf, testCase, validate, verify } from './samples.js';

const MARKER = commentMarker('validate');

function rendered(...parts: Parameters<typeof report>): string {
  return renderComment(report(...parts), MARKER, undefined) ?? '';
}

describe('a comment', () => {
  test('begins with its marker, what it remembers, and the result', () => {
    const lines = rendered([validate()]).split('\n');
    expect(lines.slice(0, 3)).toEqual([
      '<!-- keeptrusts-policy:validate: -->',
      '<!-- keeptrusts-policy-state:bad:42/2 -->',
      '## ❌ validate failed: 1 error and 1 failed test in 1 of 1 packs',
    ]);
  });

  test('shows the worst findings and failed tests with links, and folds the rest away', () => {
    const findings = [
      ...Array.from({ length: 7 }, (_one, index) =>
        finding({ fingerprint: `w${index}`, severity: 'warning', message: `warning ${index}` }),
      ),
      finding({ message: 'the error' }),
    ];
    const [top = '', folded = ''] = rendered([validate({ packs: [pack({ findings })] })]).split('<details>', 2);
    const link = 'https://github.com/acme/policies/blob/c0ffee0123456789c0ffee0123456789c0ffee01/packs/support/policy-config.yaml#L12';
    expect(top).toContain(`- error: [\`packs/support/policy-config.yaml:12\`](${link}) the error`);
    expect(top.indexOf('the error')).toBeLessThan(top.indexOf('warning 0'));
    expect(top).not.toContain('warning 4');
    expect(top).toContain('- and 3 more findings below');
    expect(top).toContain('- failed test: [`blocks a request without sources`]');
    expect(folded).toContain('warning 6');
  });

  test('says what each gateway serves', () => {
    expect(rendered([deploy(), verify()])).toContain('serves what was asked for');
  });

  test('shows the plan of a dry run, and no gateway as one that was left out', () => {
    const stage = deploy({
      result: 'planned',
      plan: plan([planned()]),
      gateways: [gateway({ state: 'untouched', proof: 'none' })],
      canary: [],
    });
    const text = rendered([stage]);
    expect(text).toContain('<summary>deploy: planned, nothing was written (1.2 s)</summary>');
    expect(text).toContain('flowchart LR');
    expect(text).toContain('| `prod-eu` | production | wave 1 | write |');
    expect(text).not.toContain('not written to');
  });

  test('tells above the fold which checks somebody said not to make', () => {
    const [top = ''] = rendered([deploy({ bypasses: [{ check: 'drift', because: 'allow-drift: true' }] })]).split('<details>');
    expect(top).toContain('> - drift (what no commit of this file had is written over): `allow-drift: true`');
  });

  test('warns of emulated results before anything but the result line', () => {
    expect(rendered([verify()], { emulated: true }).split('\n').slice(3, 7).join(' ')).toMatch(/WARNING.*Emulated/);
  });

  test('names commit and run', () => {
    expect(rendered([validate()])).toContain(`[run attempt 2](${RUN.url})`);
  });

  test('says why a run ended before a stage did', () => {
    const failure = { kind: 'bad-input', message: 'reading a.yaml: it is a directory. Name a file.' };
    expect(rendered([], { result: 'incomplete', failure })).toContain('## ❌ incomplete: reading a.yaml: it is a directory');
  });
});

describe('an edited comment', () => {
  const at = (run: number, attempt: number) => ({
    run: { ...RUN, attempt, url: `https://github.com/acme/policies/actions/runs/${run}/attempts/${attempt}` },
  });
  const failed = (run: number, attempt = 1) => report([validate()], at(run, attempt));
  const passed = (run: number, attempt = 1) => report([validate({ result: 'passed' })], at(run, attempt));
  const undecided = (run: number) => report([validate({ result: 'inconclusive' })], at(run, 1));
  const edit = (...reports: readonly ReturnType<typeof report>[]) =>
    reports.reduce<string | undefined>((before, one) => renderComment(one, MARKER, before), undefined) ?? '';

  test('says that what was reported is resolved, once', () => {
    expect(edit(failed(1), passed(2))).toContain('**Resolved:**');
    expect(edit(undecided(1), passed(2))).toContain('**Resolved:**');
    expect(edit(failed(1), passed(2), passed(3))).not.toContain('**Resolved:**');
    expect(edit(passed(1))).not.toContain('**Resolved:**');
    expect(edit(failed(1), undecided(2))).not.toContain('**Resolved:**');
  });

  test('stays when a newer run wrote it', () => {
    const newer = renderComment(passed(9, 2), MARKER, undefined);
    expect(renderComment(failed(8, 3), MARKER, newer)).toBeUndefined();
    expect(renderComment(failed(9, 1), MARKER, newer)).toBeUndefined();
    expect(renderComment(failed(9, 2), MARKER, newer)).toContain('❌');
    expect(renderComment(failed(10, 1), MARKER, newer)).toContain('❌');
  });

  test('survives an edit in the browser, which changes the line breaks', () => {
    const before = edit(failed(5)).replaceAll('\n', '\r\n');
    expect(renderComment(passed(6), MARKER, before)).toContain('**Resolved:**');
    expect(renderComment(passed(4), MARKER, before)).toBeUndefined();
  });

  test('is written anew over a text that remembers nothing', () => {
    expect(renderComment(passed(4), MARKER, `${MARKER}\nsomething else`)).toContain('✅');
  });
});

describe('the marker', () => {
  test('tells actions and keys apart', () => {
    const markers = [commentMarker('validate'), commentMarker('deploy'), commentMarker('validate', 'a'), commentMarker('validate', 'b')];
    expect(new Set(markers).size).toBe(4);
    expect(commentMarker('validate', `${'x'.repeat(200)}a`)).not.toBe(commentMarker('validate', `${'x'.repeat(200)}b`));
  });

  test.each(HOSTILE_CASES)('is one HTML comment on one line whatever the key: %s', (_name, key) => {
    expect(commentMarker('validate', key)).toMatch(/^<!-- keeptrusts-policy:validate:[\w.!~*'()%]* -->$/);
  });
});

describe('the size of a comment', () => {
  test('stays within what GitHub takes, and what is left out is said', () => {
    const findings = Array.from({ length: 5000 }, (_one, index) =>
      finding({ fingerprint: `f${index}`, message: `fault ${index} ${'x'.repeat(100)}` }),
    );
    const cases = Array.from({ length: 3000 }, (_one, index) => testCase({ name: `case ${index}` }));
    const gateways = Array.from({ length: 500 }, (_one, index) => gateway({ id: `gateway-${index}` }));
    const packs = [pack({ findings, tests: { passed: 0, failed: 3000, undecided: 0, cases } })];
    const text = rendered([validate({ packs }), verify({ gateways })]);
    expect(text.length).toBeLessThanOrEqual(COMMENT_LIMIT);
    expect(text).toMatch(/Left out, because a comment holds 65,536 characters: .*findings/);
    expect(text).toContain('fault 0');
  });
});

describe('a comment of hostile text', () => {
  /** The tags outside code blocks and code spans, which https://spec.commonmark.org/0.31.2/#code-spans end at a run of as many backticks. */
  const shape = (text: string): string[] =>
    text
      .replace(/^(`{3,})[^`\n]*\n[\s\S]*?\n\1$/gm, '')
      .replace(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, '')
      .match(/<[^>]*>/g) ?? [];
  const harmless = shape(renderComment(reportFullOf('harmless'), MARKER, undefined) ?? '').toSorted();

  test.each(HOSTILE_CASES)('holds nothing hidden and no tag of its own: %s', (_name, hostile) => {
    const text = renderComment(reportFullOf(hostile), MARKER, undefined) ?? '';
    expect(text.replaceAll('\u200b', '')).not.toMatch(HIDDEN_CHARACTER);
    expect(text.length).toBeLessThanOrEqual(COMMENT_LIMIT);
    const allowed = new Set([...harmless, '<code>', '</code>', '<!-- keeptrusts-policy-state:bad:0/2 -->']);
    expect(shape(text).filter((tag) => !allowed.has(tag))).toEqual([]);
    expect(text.split('\n')[0]).toBe(MARKER);
  });
});
