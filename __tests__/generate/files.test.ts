import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { ACTIONS, actionYaml, outputsOf } from '../../scripts/generate/action.js';
import { generate } from '../../scripts/generate/main.js';
import { rulesDocument } from '../../scripts/generate/rules.js';
import { inputTable, optionsDocument, outputTable, replaceSection } from '../../scripts/generate/tables.js';
import { optionNames, specOf } from '../../src/options/lookup.js';
import { docsAnchor, RULES } from '../../src/policy/lint/rules.js';

/** The repository. */
const ROOT = join(import.meta.dirname, '../..');

const ENTRIES = ['root', 'validate', 'deploy', 'verify'] as const;

describe('action.yml', () => {
  test.each(ENTRIES)('%s: declares exactly the inputs and outputs of the table', (entry) => {
    const action = parse(actionYaml(entry));
    expect(Object.keys(action.inputs)).toEqual(optionNames(entry, 'inputs'));
    expect(Object.keys(action.outputs)).toEqual(outputsOf(entry).map(([name]) => name));
    for (const name of optionNames(entry, 'inputs')) {
      expect(action.inputs[name]).toEqual({ description: expect.stringContaining(specOf(name).text), required: false });
    }
  });

  test.each(ENTRIES)('%s: has what the runner and the Marketplace need', (entry) => {
    const action = parse(actionYaml(entry));
    expect(action.runs.using).toBe('node24');
    expect(join(dirname(ACTIONS[entry].file), action.runs.main)).toBe(`dist/${entry === 'root' ? 'main' : entry}.mjs`);
    expect(Object.keys(action)).toEqual(['name', 'description', 'author', 'branding', 'inputs', 'outputs', 'runs']);
    expect(action.description.length).toBeLessThan(125);
  });

  test('descriptions state defaults, choices and ranges', () => {
    const { inputs } = parse(actionYaml('root'));
    expect(inputs.phase.description).toMatch(/One of `all`, `stage`, `promote`\. Default: `all`\.$/);
    expect(inputs['event-limit'].description).toMatch(/From 1 to 1000\. Default: `50`\.$/);
    expect(inputs['allow-inconclusive'].description).toMatch(/`true` or `false`\. Default: `false`\.$/);
  });
});

describe('Markdown tables', () => {
  test.each(ENTRIES)('%s: one row an option, and no cell ends early', (entry) => {
    const rows = inputTable(entry).split('\n');
    expect(rows).toHaveLength(optionNames(entry, 'inputs').length + 2);
    const bars = rows.map((row) => row.match(/(?<!\\)\|/g)?.length);
    expect(new Set(bars)).toEqual(new Set([entry === 'root' ? 4 : 3]));
    expect(outputTable(entry).split('\n')).toHaveLength(outputsOf(entry).length + 2);
  });

  test('docs/options.md has the tables of every action', () => {
    const text = optionsDocument();
    for (const entry of ENTRIES) expect(text).toContain(`${inputTable(entry)}\n\n### Outputs\n\n${outputTable(entry)}`);
  });
});

describe('docs/rules.md', () => {
  const text = rulesDocument();

  test.each(RULES)('has a section at the anchor of $id, with its severity', ({ id, severity }) => {
    expect(docsAnchor(id)).toBe(`docs/rules.md#${id}`);
    const [, section = ''] = text.split(`\n## ${id}\n`);
    expect(section.split('\n## ')[0]).toMatch(new RegExp(`\n\nWrong:\n\n\`\`\`[^]*\n\nRight:\n\n\`\`\`[^]*\n\nSeverity: ${severity}\\.`));
    expect(text).toContain(`\n| [\`${id}\`](#${id}) | ${severity} |`);
  });

  test('closes every fence it opens', () => {
    const fences = text.split('\n').filter((line) => line.startsWith('```'));
    for (const [index, fence] of fences.entries()) expect(fence).toMatch(index % 2 === 0 ? /^```(?:yaml|json|text)$/ : /^```$/);
    expect(fences.length % 2).toBe(0);
  });
});

describe('a generated section', () => {
  const text = 'a\n<!-- generated:x -->\nold\n<!-- /generated:x -->\nb\n';

  test('is replaced between its markers, and again', () => {
    const once = replaceSection(text, 'x', 'new $& $1');
    expect(once).toBe('a\n<!-- generated:x -->\nnew $& $1\n<!-- /generated:x -->\nb\n');
    expect(replaceSection(once, 'x', 'old')).toBe(text);
  });

  test.each([
    ['no marker', 'a'],
    ['no end', '<!-- generated:x -->'],
    ['end first', '<!-- /generated:x --><!-- generated:x -->'],
    ['two starts', '<!-- generated:x --><!-- generated:x --><!-- /generated:x -->'],
    ['two ends', `${text}<!-- /generated:x -->`],
  ])('%s is an error', (_title, broken) => {
    expect(() => replaceSection(broken, 'x', 'new')).toThrow('exactly one <!-- generated:x -->');
  });
});

describe('generating', () => {
  const FILES = [
    'action.yml',
    'validate/action.yml',
    'deploy/action.yml',
    'verify/action.yml',
    'action-types.yml',
    'validate/action-types.yml',
    'deploy/action-types.yml',
    'verify/action-types.yml',
    'docs/options.md',
    'docs/rules.md',
    'schema/policy-config.schema.json',
    'schema/release-record.schema.json',
  ];
  let root = '';

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'generate-'));
  });

  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  test('writes every file once, and check then finds nothing', () => {
    expect(generate(root, 'check', ROOT)).toEqual(FILES);
    expect(generate(root, 'write', ROOT)).toEqual(FILES);
    expect(generate(root, 'check', ROOT)).toEqual([]);
    expect(readFileSync(join(root, 'deploy/action.yml'), 'utf8')).toBe(actionYaml('deploy'));
  });

  test('check finds a changed file and leaves it', () => {
    generate(root, 'write', ROOT);
    writeFileSync(join(root, 'verify/action.yml'), 'changed');
    expect(generate(root, 'check', ROOT)).toEqual(['verify/action.yml']);
    expect(readFileSync(join(root, 'verify/action.yml'), 'utf8')).toBe('changed');
    expect(generate(root, 'write', ROOT)).toEqual(['verify/action.yml']);
  });

  test('fills the sections README.md has, and leaves the rest of it alone', () => {
    mkdirSync(root, { recursive: true });
    const readme = '# T\n<!-- generated:inputs -->\n<!-- /generated:inputs -->\nmine\n';
    writeFileSync(join(root, 'README.md'), readme);
    expect(generate(root, 'write', ROOT)).toEqual([...FILES, 'README.md']);
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toBe(
      `# T\n<!-- generated:inputs -->\n${inputTable('root')}\n<!-- /generated:inputs -->\nmine\n`,
    );
    expect(generate(root, 'check', ROOT)).toEqual([]);
  });
});
