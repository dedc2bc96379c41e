import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';

const FOLDER = '.github/workflows';

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly 'continue-on-error'?: boolean;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly needs?: string | readonly string[];
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly Step[];
}

interface OwnWorkflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency: { readonly group: string };
  readonly jobs: Readonly<Record<string, Job>>;
}

const textOf = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');
const workflowOf = (file: string): OwnWorkflow => parse(textOf(file));

describe.each(readdirSync(FOLDER))('%s', (file) => {
  const workflow = workflowOf(file);
  const jobs = Object.entries(workflow.jobs);

  test('grants nothing by itself; each job says what it needs, and why', () => {
    expect(workflow.permissions).toEqual({});
    expect(jobs.filter(([, { permissions }]) => permissions === undefined)).toEqual([]);
    const unexplained = textOf(file)
      .split('\n')
      .filter((line) => /^\s+[a-z-]+: (?:read|write)$/.test(line));
    expect(unexplained).toEqual([]);
  });

  test('ends each job some time, and does not run twice at once for one thing', () => {
    expect(jobs.filter(([, job]) => typeof job['timeout-minutes'] !== 'number')).toEqual([]);
    expect(workflow.concurrency.group).not.toBe('');
  });

  test('pins what it uses to a commit, with the version for readers', () => {
    const foreign = textOf(file)
      .split('\n')
      .filter((line) => /\buses: /.test(line) && !/uses: \.\//.test(line));
    expect(foreign.filter((line) => !/uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  test('leaves no token in the checkout', () => {
    const checkouts = jobs.flatMap(([, { steps }]) => steps).filter(({ uses }) => uses?.startsWith('actions/checkout@') === true);
    for (const checkout of checkouts) expect(checkout.with).toMatchObject({ 'persist-credentials': false });
  });

  test('runs no code of a pull request with rights, and puts no expression into a script', () => {
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
    expect(Object.keys(workflow.on)).not.toContain('workflow_run');
    const scripts = jobs.flatMap(([, { steps }]) => steps.flatMap(({ run }) => run ?? []));
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
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
