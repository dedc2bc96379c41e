import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { workflowFiles } from './workflow-files.js';

/**
 * Programs that check workflows: `ACTIONLINT` and `ZIZMOR` name them. They come from other package managers than npm, so they are not there for
 * everybody; `.ci/run` installs them.
 */
const { ACTIONLINT, ZIZMOR } = process.env;

const PATHS = workflowFiles().map(({ path }) => path);
const directory = mkdtempSync(join(tmpdir(), 'workflow-checkers-'));
afterAll(() => rmSync(directory, { recursive: true }));

interface Checker {
  readonly name: string;
  readonly program: string | undefined;
  readonly args: readonly string[];
  /** Replacements that make one of our examples wrong, and what is said then. */
  readonly faults: readonly (readonly [from: string, to: string, said: RegExp])[];
}

const CHECKERS: readonly Checker[] = [
  {
    name: 'actionlint',
    program: ACTIONLINT,
    // `queue` of concurrency is newer than this actionlint; the language service knows it.
    // https://github.blog/changelog/2026-05-07-github-actions-concurrency-groups-now-allow-larger-queues
    args: ['-no-color', '-shellcheck=', '-pyflakes=', '-ignore', 'unexpected key "queue" for "concurrency" section'],
    faults: [
      ['needs.validate.outputs.digest', 'needs.validate.outputs.digst', /property "digst" is not defined/],
      ['runs-on: ubuntu-latest', 'runs-on: ubuntu-newest', /label "ubuntu-newest" is unknown/],
      ["hashFiles('release-record.json')", "hashFile('release-record.json')", /undefined function "hashFile"/],
    ],
  },
  {
    name: 'zizmor',
    program: ZIZMOR,
    args: [
      '--offline',
      '--strict-collection',
      '--no-progress',
      '--color=never',
      '--format=plain',
      '--config=__tests__/examples/zizmor.yml',
    ],
    faults: [
      ['actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1', 'actions/checkout@v7', /unpinned-uses/],
      ['          persist-credentials: false\n', '', /artipacked/],
      ['    permissions:\n      contents: read\n    outputs', '    permissions: write-all\n    outputs', /excessive-permissions/],
      [
        '      # Also after a failure',
        '      - run: echo "$' + '{{ github.event.head_commit.message }}"\n      # Also after a failure',
        /template-injection/,
      ],
      ['on:\n  push:', 'on:\n  pull_request_target:', /dangerous-triggers/],
    ],
  },
];

function check({ program = '', args }: Checker, paths: readonly string[]): { readonly status: number | null; readonly said: string } {
  const { status, stdout, stderr, error } = spawnSync(program, [...args, ...paths], { encoding: 'utf8' });
  if (error !== undefined) throw error;
  return { status, said: `${stdout}${stderr}` };
}

describe.each(CHECKERS)('$name', (checker) => {
  const wherever = checker.program === undefined || checker.program === '' ? test.skip : test;

  wherever('finds nothing in any workflow', () => {
    const { status, said } = check(checker, PATHS);
    expect({ status, said: status === 0 ? '' : said }).toEqual({ status: 0, said: '' });
  });

  wherever.each(checker.faults)('finds what is wrong with %j replaced by %j', (from, to, said) => {
    const right = readFileSync('examples/workflows/two-jobs.yml', 'utf8');
    expect(right).toContain(from);
    const path = join(directory, 'wrong.yml');
    writeFileSync(path, right.replace(from, to));
    const outcome = check(checker, [path]);
    expect(outcome.status).not.toBe(0);
    expect(outcome.said).toMatch(said);
  });
});
