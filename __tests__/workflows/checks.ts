import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { SarifLog } from '../../src/report/sarif-model.js';
import { keptOf } from './act.js';
import { type Execution, PRODUCTION, unknownKind } from './execution.js';
import type { Policies } from './scene.js';

/** Rules of the findings that went to code scanning. */
async function scannedRules({ scene }: Policies): Promise<readonly (string | undefined)[]> {
  const { log }: { readonly log: SarifLog } = JSON.parse(await readFile(join(keptOf(scene), 'code-scanning.json'), 'utf8'));
  return log.runs.flatMap(({ results }) => (results ?? []).map(({ ruleId }) => ruleId));
}

function forkOf(base: string): Readonly<Record<string, unknown>> {
  const head = { ref: 'work', repo: { id: 2, full_name: 'someone/policies' } };
  return { number: 7, pull_request: { number: 7, head, base: { ref: 'main', sha: base, repo: { id: 1, full_name: 'octo/policies' } } } };
}

const PULL_REQUEST: readonly Execution[] = [
  {
    file: 'pull-request.yml',
    that: 'shows an error in the comment, in a check run and in code scanning, and is red',
    gateways: ['production'],
    change: unknownKind,
    event: 'pull_request',
    given: () => ({ secrets: { GITHUB_TOKEN: 'ghs_of_the_pull_request' } }),
    jobs: { validate: 'failure' },
    serving: [],
    also: async (_ran, policies) => {
      expect(policies.github.comments.map(({ body }) => body)).toEqual([expect.stringContaining('validate failed')]);
      expect(policies.github.checkRuns.map(({ request }) => request.conclusion)).toEqual(['failure']);
      expect(await scannedRules(policies)).toContain('unknown-kind');
    },
  },
  {
    file: 'pull-request.yml',
    that: 'is green for a good policy',
    gateways: ['production'],
    event: 'pull_request',
    jobs: { validate: 'success' },
    serving: [],
    also: (_ran, { github }) => expect(github.checkRuns.map(({ request }) => request.conclusion)).toEqual(['success']),
  },
  {
    file: 'pull-request.yml',
    that: 'uploads nothing for a pull request from a fork, whose token may not',
    gateways: ['production'],
    change: unknownKind,
    event: 'pull_request',
    given: ({ formerCommit }) => ({ payload: forkOf(formerCommit) }),
    jobs: { validate: 'failure' },
    serving: [],
    also: async (_ran, policies) => expect(scannedRules(policies)).rejects.toThrow('ENOENT'),
  },
];

const CHANGED_ONLY: readonly Execution[] = [
  {
    file: 'changed-only.yml',
    that: 'is green for a change to a good pack, whatever is wrong with another',
    packs: ['desk', 'sales'],
    before: (text, pack) => (pack === 'desk' ? unknownKind(text) : text),
    change: (text, pack) => (pack === 'desk' ? undefined : text),
    event: 'pull_request',
    jobs: { validate: 'success' },
    serving: [],
  },
  {
    file: 'changed-only.yml',
    that: 'is red for an error in a pack that the pull request changed',
    packs: ['desk', 'sales'],
    change: (text, pack) => (pack === 'desk' ? unknownKind(text) : undefined),
    event: 'pull_request',
    jobs: { validate: 'failure' },
    serving: [],
  },
];

const CODE_SCANNING: readonly Execution[] = [
  {
    file: 'code-scanning.yml',
    that: 'hands over what is wrong with a pack, and is red',
    packs: ['desk'],
    change: unknownKind,
    event: 'schedule',
    jobs: { scan: 'failure' },
    serving: [],
    also: async (_ran, policies) => expect(await scannedRules(policies)).toContain('unknown-kind'),
  },
];

/** What `gh` was asked besides the label and the list of issues. */
async function issueCommands(policies: Policies): Promise<readonly string[]> {
  return (await policies.ghAsked()).filter((line) => !/^(?:label create|issue list) /.test(line));
}

const DRIFT: readonly Execution[] = [
  {
    file: 'drift.yml',
    that: 'closes the issue when every gateway serves the file',
    gateways: PRODUCTION,
    released: true,
    event: 'schedule',
    jobs: { verify: 'success', issue: 'success' },
    serving: PRODUCTION,
    also: async (_ran, policies) => expect(await issueCommands(policies)).toEqual([expect.stringMatching(/^issue close 41 /)]),
  },
  {
    file: 'drift.yml',
    that: 'brings the issue up to date when the gateways serve another file, and is red',
    gateways: PRODUCTION,
    event: 'schedule',
    jobs: { verify: 'failure', issue: 'success' },
    serving: [],
    also: async (_ran, policies) => expect(await issueCommands(policies)).toEqual([expect.stringMatching(/^issue edit 41 --body-file /)]),
  },
  {
    file: 'drift.yml',
    that: 'leaves the issue alone when a gateway does not answer, and is red',
    gateways: PRODUCTION,
    faults: { 'production-us': { kind: 'status', status: 503 } },
    released: true,
    event: 'schedule',
    jobs: { verify: 'failure', issue: 'skipped' },
    serving: PRODUCTION,
    also: async (_ran, policies) => expect(await policies.ghAsked()).toEqual([]),
  },
];

export const CHECKS: readonly Execution[] = [...PULL_REQUEST, ...CHANGED_ONLY, ...CODE_SCANNING, ...DRIFT];
