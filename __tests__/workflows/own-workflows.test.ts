import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';

const FOLDER = '.github/workflows';

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly 'continue-on-error'?: boolean;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly needs?: string | readonly string[];
  readonly steps: readonly Step[];
}

interface OwnWorkflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly concurrency: { readonly group: string };
  readonly jobs: Readonly<Record<string, Job>>;
}

const textOf = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');
const workflowOf = (file: string): OwnWorkflow => parse(textOf(file));

// What holds for examples too is in __tests__/examples/workflow-rules.ts.
describe.each(readdirSync(FOLDER))('%s', (file) => {
  test('says of every permission what it is for', () => {
    const unexplained = textOf(file)
      .split('\n')
      .filter((line) => /^\s+[a-z-]+: (?:read|write)$/.test(line));
    expect(unexplained).toEqual([]);
  });

  test('does not run twice at once for one thing', () => {
    expect(workflowOf(file).concurrency.group).not.toBe('');
  });

  test('runs no code of a pull request with rights', () => {
    expect(Object.keys(workflowOf(file).on)).not.toContain('pull_request_target');
    expect(Object.keys(workflowOf(file).on)).not.toContain('workflow_run');
  });
});

test('an action has one version in all workflows', () => {
  const used = readdirSync(FOLDER).flatMap((file) => [...textOf(file).matchAll(/uses: ([\w.-]+\/[\w.-]+)[\w./-]*@(\S+ # \S+)/g)]);
  const versions = new Map<string, Set<string>>();
  for (const [, action = '', version = ''] of used) versions.set(action, (versions.get(action) ?? new Set()).add(version));
  expect([...versions].filter(([, all]) => all.size > 1)).toEqual([]);
});

describe('ci', () => {
  const { jobs } = workflowOf('ci.yml');

  test('uses all four actions of this repository, each as it was checked out', () => {
    const uses = new Set(
      Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ uses: name }) => (name?.startsWith('./') ? [name] : []))),
    );
    expect([...uses].sort()).toEqual(['./', './deploy', './validate', './verify']);
  });

  test('asserts the outcome of every step that may fail', () => {
    for (const { steps } of Object.values(jobs)) {
      const allowed = steps.filter((step) => step['continue-on-error'] === true);
      const asserted = JSON.stringify(steps.at(-1));
      for (const { id } of allowed) expect(asserted).toContain(`steps.${id}.outcome`);
    }
  });

  test('has one job that fails when any other did, for the branch rule', () => {
    const { ok, ...others } = jobs;
    expect([ok?.needs].flat()).toEqual(Object.keys(others));
  });
});

describe('release', () => {
  const { jobs } = workflowOf('release.yml');

  test('publishes last, with an approval, what was checked and signed before', () => {
    const needs = Object.fromEntries(Object.entries(jobs).map(([name, job]) => [name, [job.needs ?? []].flat()]));
    expect(needs).toEqual({
      package: [],
      draft: ['package'],
      check: ['draft'],
      platforms: ['draft'],
      attest: ['package', 'check', 'platforms'],
      publish: ['draft', 'attest'],
    });
    expect(jobs.publish?.environment).toBe('release');
  });

  test('gives the right to write contents only to the jobs that run no code of the repository', () => {
    const writers = Object.entries(jobs).filter(([, { permissions }]) => permissions?.contents === 'write');
    expect(writers.map(([name]) => name)).toEqual(['draft', 'publish']);
    for (const [, { steps }] of writers) expect(steps.some(({ uses }) => uses?.startsWith('actions/checkout@') === true)).toBe(false);
  });
});
