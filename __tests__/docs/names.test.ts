import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { parsePolicy } from '../../src/policy/document.js';
import { lintPolicy } from '../../src/policy/lint/lint.js';
import { wrongNames } from './action-names.js';
import { codeBlocks, markdownFiles } from './markdown.js';

const YAML_BLOCKS = markdownFiles()
  // The page of rules shows wrong files on purpose, and its own test runs each through the linter.
  .filter((file) => file !== 'docs/rules.md')
  .flatMap(codeBlocks)
  .filter(({ language }) => language === 'yaml' || language === 'yml');

const WORKFLOW_FILES = ['examples/workflows', '.github/workflows']
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));

/** A block that shows a policy file from its first key to its last. */
function isWholePolicy(text: string): boolean {
  const value: unknown = parse(text);
  return typeof value === 'object' && value !== null && 'pack' in value && 'policies' in value;
}

function errorsOf(text: string): readonly string[] {
  return lintPolicy(parsePolicy(text))
    .filter(({ severity }) => severity !== 'info')
    .map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

describe('what YAML in the documentation and in workflows says of our actions', () => {
  test.each(YAML_BLOCKS)('$file:$line names only inputs and outputs that exist', ({ text }) => {
    expect(wrongNames(text)).toEqual([]);
  });

  test.each(WORKFLOW_FILES)('%s names only inputs and outputs that exist', (file) => {
    expect(wrongNames(readFileSync(file, 'utf8'))).toEqual([]);
  });

  test('is compared with the metadata of the very action that is used', () => {
    const text = [
      'steps:',
      '  - id: check',
      '    uses: your-org/keeptrusts-policy-action/validate@v1',
      '    with: { tests: required, waves: 100% }',
      '  - uses: somebody/else@v1',
      '    with: { anything: goes }',
      '  - run: echo "${{ steps.check.outputs.coverage }} ${{ steps.check.outputs.promoted }}"',
    ].join('\n');
    expect(wrongNames(text)).toEqual([
      'your-org/keeptrusts-policy-action/validate@v1 takes no input waves',
      'your-org/keeptrusts-policy-action/validate@v1 gives no output promoted',
    ]);
    expect(wrongNames(text.replaceAll('/validate@v1', '@v1'))).toEqual([]);
    expect(wrongNames('- uses: ./deploy\n  with: { engine: kt }\n')).toEqual(['./deploy takes no input engine']);
  });
});

describe('whole policy files in the documentation', () => {
  test('pass our own linter', () => {
    const whole = YAML_BLOCKS.filter(({ text }) => isWholePolicy(text));
    expect(whole.flatMap(({ file, line, text }) => errorsOf(text).map((error) => `${file}:${line}: ${error}`))).toEqual([]);
  });

  test('would be told from pieces, and faults in them found', () => {
    const text = readFileSync('examples/support-desk/policy-config.yaml', 'utf8');
    expect([isWholePolicy(text), isWholePolicy('policies:\n  chain: [rbac]\n')]).toEqual([true, false]);
    expect([errorsOf(text), errorsOf(text.replace('- prompt-injection', '- prompt-injections'))]).toEqual([
      [],
      [expect.stringMatching(/^unknown-kind: /)],
    ]);
  });
});
