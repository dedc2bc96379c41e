import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { optionNames } from '../../src/options/lookup.js';
import { OPTIONS, OUTPUTS } from '../../src/options/table.js';
import { anchorLinks, anchorsIn, codeBlocks, markdownFiles, relativeLinks } from './markdown.js';
import { ourSteps, readmeWorkflows } from './workflow.js';

const README = readFileSync('README.md', 'utf8');
const SCRIPTS: Readonly<Record<string, string>> = JSON.parse(readFileSync('package.json', 'utf8')).scripts;

describe('every Markdown file', () => {
  test.each(markdownFiles())('%s links only to files that exist', (file) => {
    expect(relativeLinks(file).filter((target) => !existsSync(join(dirname(file), target)))).toEqual([]);
  });

  test.each(markdownFiles())('%s links only to headings that exist', (file) => {
    const lost = anchorLinks(file).filter(({ page, anchor }) => {
      const path = page === '' ? file : join(dirname(file), page);
      return !existsSync(path) || !anchorsIn(path).has(anchor);
    });
    expect(lost.map(({ target }) => target)).toEqual([]);
  });

  test.each(
    // The page of rules shows wrong files on purpose, and its own test runs each through the linter.
    markdownFiles()
      .filter((file) => file !== 'docs/rules.md')
      .flatMap(codeBlocks)
      .filter(({ language }) => language === 'yaml' || language === 'yml'),
  )('$file:$line is YAML', ({ text }) => {
    expect(parseAllDocuments(text).flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
  });

  test.each(
    // The page of rules shows wrong files on purpose, and its own test runs each through the linter.
    markdownFiles()
      .filter((file) => file !== 'docs/rules.md')
      .flatMap(codeBlocks)
      .filter(({ language }) => language === 'sh'),
  )('$file:$line runs only scripts that package.json has', ({ text }) => {
    const scripts = [...text.matchAll(/npm (?:run )?([a-z]+)/g)].map(([, name = '']) => name);
    const own = scripts.filter((name) => !['ci', 'install'].includes(name));
    expect(own.filter((name) => !(name in SCRIPTS))).toEqual([]);
  });
});

describe('README.md', () => {
  test('is short enough to be read', () => {
    expect(README.split('\n').length - 1).toBeLessThan(400);
  });

  test('shows how to use it first, then the two commands, which exist', () => {
    const places = ['# Keeptrusts Policy Action', '```yaml', 'npm run demo', 'npm ci && npm test', '## Inputs', '## Outputs', '## Limits'];
    const found = places.map((text) => README.indexOf(text));
    expect(found).toEqual([...found].sort((a, b) => a - b));
    expect(found).not.toContain(-1);
    expect(SCRIPTS).toMatchObject({ demo: expect.any(String), test: expect.any(String) });
  });

  test('names only options, outputs and rule words that exist', () => {
    const prose = README.replace(/<!-- generated:[\s\S]*?<!-- \/generated:\w+ -->/g, '').replace(/^```[\s\S]*?^```/gm, '');
    const words = [...prose.matchAll(/`([a-z]+(?:-[a-z]+)+)(?::[^`]*)?`/g)].map(([, word = '']) => word);
    const known = new Set([
      ...Object.keys(OPTIONS),
      ...Object.keys(OUTPUTS),
      'policy-config',
      'timed-out',
      'fetch-depth',
      'pull-requests',
      'security-events',
      'id-token',
    ]);
    expect(words.filter((word) => !known.has(word))).toEqual([]);
  });
});

describe("README's workflows", () => {
  const workflows = readmeWorkflows();

  test('are the small one and the one with an approval', () => {
    expect(workflows.map(({ name }) => name)).toEqual(['policy', 'policy release']);
  });

  test.each(workflows)('$name needs to read the repository and nothing else, and never cancels a deployment', (workflow) => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(workflow.concurrency['cancel-in-progress']).toBe(false);
  });

  test.each(workflows.flatMap(ourSteps))('the $entry step of job $job sets only options that action takes', ({ entry, inputs }) => {
    const names: readonly string[] = Object.keys(inputs);
    const known: readonly string[] = optionNames(entry);
    expect(names.filter((name) => !known.includes(name))).toEqual([]);
  });

  test('the release waits for an approval between staging and production, and hands the digest on', () => {
    const jobs = workflows[1]?.jobs ?? {};
    expect(Object.entries(jobs).map(([name, { needs, environment }]) => [name, needs, environment])).toEqual([
      ['validate', undefined, undefined],
      ['stage', 'validate', 'staging'],
      ['promote', ['validate', 'stage'], 'production'],
    ]);
  });
});
