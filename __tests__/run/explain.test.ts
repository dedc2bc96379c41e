import { describe, expect, test } from '@jest/globals';
import { RULES } from '../../src/policy/lint/rules.js';
import { explainCommand } from '../../src/run/explain.js';

function run(...args: string[]): { readonly code: number; readonly out: string; readonly err: string } {
  let [out, err] = ['', ''];
  const code = explainCommand(args, {
    stdout: (text) => {
      out += text;
    },
    stderr: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}

describe('keeptrusts-policy explain', () => {
  test('of a rule says what, why, both examples, its severity and its source', () => {
    const { code, out } = run('unknown-kind');
    expect(code).toBe(0);
    expect(out).toMatch(/^unknown-kind \(error, kt calls it E001\)\n\nThere is no policy of this kind\.\n/);
    expect(out).toMatch(/\nWrong:\n\n {2}pack:\n[\s\S]*- prompt-injections\n[\s\S]*\nRight:\n\n {2}pack:\n[\s\S]*- prompt-injection\n/);
    expect(out).toContain('`unknown-kind: error|warning|info|off`');
    expect(out).toMatch(/\nSource: https:\/\/docs\.keeptrusts\.com\/docs\/cli\/policy-lint\n$/);
  });

  test('of a rule that cannot be suppressed says so', () => {
    expect(run('literal-secret').out).toContain('It cannot be suppressed, and the option `rules` can only make it graver.');
    expect(run('version-reused').out).toContain('No comment suppresses it. The option `rules` sets it');
  });

  test("takes kt's code for the rule, and several ids", () => {
    expect(run('e001').out).toBe(run('unknown-kind').out);
    expect(run('unknown-kind', 'no-tests').out).toBe(`${run('unknown-kind').out}\n${run('no-tests').out}`);
  });

  test('without an id lists every rule on a line', () => {
    const { code, out } = run();
    expect(code).toBe(0);
    const lines = out.trimEnd().split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual(expect.arrayContaining(RULES.map(({ id }) => id)));
    for (const line of lines) expect(line).toMatch(/^[a-z-]+ +(?:error|warning|info) +\S.*\.$/);
  });

  test('knows what a run reports beside the rules', () => {
    expect(run('kt-lint').out).toMatch(/^kt-lint \(error\)\n/);
  });

  test('guesses at an unknown id, and explains nothing then', () => {
    expect(run('unknown-kind', 'unknwon-key')).toEqual({
      code: 1,
      out: '',
      err: 'keeptrusts-policy explain: there is no rule "unknwon-key"; did you mean unknown-key?\n',
    });
    expect(run('nothing-like-it').err).toBe(
      'keeptrusts-policy explain: there is no rule "nothing-like-it"; without an id, all are listed\n',
    );
  });
});
