import { expect } from '@jest/globals';
import { outputOf } from './act-log.js';
import { type Execution, mustBeAttested, onlyIn, PRODUCTION, RELEASE, unknownKind, uploadedRecord, validated } from './execution.js';

const ONE_STEP: readonly Execution[] = [
  {
    file: 'one-step.yml',
    that: 'brings the file to the gateway after a push to main',
    gateways: ['production'],
    event: 'push',
    jobs: { policy: 'success' },
    serving: ['production'],
  },
  {
    file: 'one-step.yml',
    that: 'plans for a pull request from a fork, without any secret',
    gateways: ['production'],
    event: 'pull_request',
    given: () => ({ secrets: {}, variables: {} }),
    jobs: { policy: 'success' },
    serving: [],
    also: (ran) => expect(outputOf(ran, 'policy', '1', 'result')).toBe('planned'),
  },
  {
    file: 'one-step.yml',
    that: 'writes nothing of a file with an error',
    gateways: ['production'],
    change: unknownKind,
    event: 'push',
    jobs: { policy: 'failure' },
    serving: [],
  },
];

const TWO_JOBS: readonly Execution[] = [
  {
    file: 'two-jobs.yml',
    that: 'brings what validate saw to staging and then to production, and has the record of it signed',
    gateways: RELEASE,
    event: 'push',
    given: onlyIn('staging', 'production'),
    jobs: { validate: 'success', stage: 'success', promote: 'success' },
    serving: RELEASE,
    also: (ran, policies) => mustBeAttested(policies, validated(ran), 'verified'),
  },
  {
    file: 'two-jobs.yml',
    that: 'goes no further than a file with an error',
    gateways: RELEASE,
    change: unknownKind,
    event: 'push',
    given: onlyIn('staging', 'production'),
    jobs: { validate: 'failure', stage: 'skipped', promote: 'skipped' },
    serving: [],
  },
  {
    file: 'two-jobs.yml',
    that: 'does not come to production when staging answers a canary request otherwise than its test says',
    gateways: RELEASE,
    faults: { staging: { kind: 'policies-off' } },
    event: 'push',
    given: onlyIn('staging', 'production'),
    jobs: { validate: 'success', stage: 'failure', promote: 'skipped' },
    serving: [],
  },
  {
    file: 'two-jobs.yml',
    that: 'does not come to production without the token of its environment',
    gateways: RELEASE,
    event: 'push',
    given: onlyIn('staging'),
    jobs: { validate: 'success', stage: 'success', promote: 'failure' },
    serving: ['staging'],
  },
  {
    file: 'two-jobs.yml',
    that: 'takes production back when its second wave fails, and has the record of that signed',
    gateways: RELEASE,
    faults: { 'production-us': { kind: 'reload-fails' } },
    event: 'push',
    given: onlyIn('staging', 'production'),
    jobs: { validate: 'success', stage: 'success', promote: 'failure' },
    serving: ['staging'],
    also: (ran, policies) => mustBeAttested(policies, validated(ran), 'rolled-back'),
  },
];

const ATTEST: readonly Execution[] = [
  {
    file: 'attest.yml',
    that: 'has the record of a release signed in a job of its own',
    gateways: PRODUCTION,
    event: 'push',
    given: onlyIn('production'),
    jobs: { release: 'success', sign: 'success' },
    serving: PRODUCTION,
    also: (ran, policies) => mustBeAttested(policies, outputOf(ran, 'release', 'release', 'digest'), 'verified'),
  },
  {
    file: 'attest.yml',
    that: 'has the record of a release that was taken back signed as well',
    gateways: PRODUCTION,
    faults: { 'production-us': { kind: 'reload-fails' } },
    event: 'push',
    given: onlyIn('production'),
    jobs: { release: 'failure', sign: 'success' },
    serving: [],
    also: (ran, policies) => mustBeAttested(policies, outputOf(ran, 'release', 'release', 'digest'), 'rolled-back'),
  },
];

const EU = ['eu-central', 'eu-west'];
const US = ['us-east', 'us-west'];

/** One control plane plays both: what is tested is the order of the regions, and that each has a token of its own. */
const TWO_CONTROL_PLANES: readonly Execution[] = [
  {
    file: 'two-control-planes.yml',
    that: 'brings what validate saw to one region and then to the other',
    gateways: [...EU, ...US],
    event: 'push',
    given: onlyIn('production-eu', 'production-us'),
    jobs: { validate: 'success', eu: 'success', us: 'success' },
    serving: [...EU, ...US],
  },
  {
    file: 'two-control-planes.yml',
    that: 'does not begin with the second region when the first was taken back',
    gateways: [...EU, ...US],
    faults: { 'eu-west': { kind: 'reload-fails' } },
    event: 'push',
    given: onlyIn('production-eu', 'production-us'),
    jobs: { validate: 'success', eu: 'failure', us: 'skipped' },
    serving: [],
  },
];

const PACKS = ['claims', 'desk', 'sales'];

const MANY_PACKS: readonly Execution[] = [
  {
    file: 'many-packs.yml',
    that: 'brings the two packs of three that the push changed to their own gateways, each in a job of its own',
    packs: PACKS,
    change: (text, pack) => (pack === 'desk' ? undefined : text),
    event: 'push',
    given: onlyIn('staging', 'production'),
    jobs: { validate: 'success', stage: ['success', 'success'], approve: 'success', promote: ['success', 'success'] },
    serving: ['claims-staging', 'claims-eu', 'sales-staging', 'sales-eu'],
  },
  {
    file: 'many-packs.yml',
    that: 'asks for no approval when one pack fails on staging, where the other stays',
    packs: PACKS,
    change: (text, pack) => (pack === 'desk' ? undefined : text),
    faults: { 'sales-staging': { kind: 'reload-fails' } },
    event: 'push',
    given: onlyIn('staging', 'production'),
    jobs: { validate: 'success', stage: ['failure', 'success'], approve: 'skipped', promote: 'skipped' },
    serving: ['claims-staging'],
  },
  {
    file: 'many-packs.yml',
    that: 'stages no pack when one has an error',
    packs: PACKS,
    change: (text, pack) => (pack === 'desk' ? unknownKind(text) : text),
    event: 'push',
    given: onlyIn('staging', 'production'),
    jobs: { validate: 'failure', stage: 'skipped', approve: 'skipped', promote: 'skipped' },
    serving: [],
  },
  {
    file: 'many-packs.yml',
    that: 'is green, and makes no job, when a push changed no pack',
    packs: PACKS,
    change: () => undefined,
    event: 'push',
    given: onlyIn('staging', 'production'),
    jobs: { validate: 'success', stage: 'skipped', approve: 'skipped', promote: 'skipped' },
    serving: [],
  },
];

const ROLLBACK: readonly Execution[] = [
  {
    file: 'rollback.yml',
    that: 'brings the file of the commit that was asked for back to every gateway',
    gateways: RELEASE,
    released: true,
    event: 'workflow_dispatch',
    given: (policies) => ({ ...onlyIn('production')(policies), inputs: { commit: policies.formerCommit } }),
    jobs: { rollback: 'success' },
    serving: [],
    also: async (_ran, policies) => expect(await uploadedRecord(policies)).toMatchObject({ result: 'promoted', emergency: null }),
  },
  {
    file: 'rollback.yml',
    that: 'says in the record for which emergency',
    gateways: RELEASE,
    released: true,
    event: 'workflow_dispatch',
    given: ({ formerCommit }) => ({ inputs: { commit: formerCommit, emergency: 'INC-4711: the roadmap leaks' } }),
    jobs: { rollback: 'success' },
    serving: [],
    also: async (_ran, policies) => expect(await uploadedRecord(policies)).toMatchObject({ emergency: 'INC-4711: the roadmap leaks' }),
  },
  {
    file: 'rollback.yml',
    that: 'writes nothing when there is no such commit',
    gateways: RELEASE,
    released: true,
    event: 'workflow_dispatch',
    given: () => ({ inputs: { commit: 'c0ffee0' } }),
    jobs: { rollback: 'failure' },
    serving: RELEASE,
  },
];

export const RELEASES: readonly Execution[] = [...ONE_STEP, ...TWO_JOBS, ...ATTEST, ...TWO_CONTROL_PLANES, ...MANY_PACKS, ...ROLLBACK];
