import type { OptionSpec } from '../table.js';

/** Options that only deploy takes. */
export const OF_DEPLOY = {
  phase: {
    type: 'choice',
    choices: ['all', 'stage', 'promote'],
    default: 'all',
    stages: ['deploy'],
    text: '`stage` stops after the staging gateway is proven; `promote` goes on from there in a later job.',
  },
  'staging-gateway': {
    type: 'text',
    stages: ['deploy'],
    text: 'Gateway that gets the policy first: `id=url`, or an id of the inventory.',
  },
  'production-gateways': {
    type: 'lines',
    default: [],
    stages: ['deploy'],
    text: 'Gateways to promote to: lines `id=url` or ids of the inventory.',
  },
  canary: {
    type: 'lines',
    default: [],
    stages: ['deploy'],
    text: 'Globs of golden test files sent through the first gateway before the others get the policy.',
  },
  waves: {
    type: 'text',
    default: '1, 25%, 100%',
    stages: ['deploy'],
    text: 'How many of the production gateways have the new policy after each wave, in their order: numbers or percentages, rising. Percentages are rounded up, and each wave takes at least one gateway more.',
  },
  'bake-time': {
    type: 'duration',
    minimum: '0s',
    maximum: '1h',
    default: '0s',
    stages: ['deploy'],
    text: 'How long the gateways of a wave are watched before the next wave begins.',
  },
  rollback: {
    type: 'boolean',
    default: true,
    stages: ['deploy'],
    text: 'Give gateways changed in this run their former policy back when the roll-out fails. Refused beforehand where no source for it is found.',
  },
  'previous-policy-file': {
    type: 'path',
    stages: ['deploy'],
    text: 'Policy file that is served now, to go back to. Default: the commit in Git history whose file has the served name and version.',
  },
  'promote-with': {
    type: 'choice',
    choices: ['auto', 'deploy', 'push'],
    default: 'auto',
    stages: ['deploy'],
    text: '`deploy` promotes with `kt policy deploy` from the staging gateway; `push` gives each gateway the same bytes; `auto` takes `deploy` where staging and production share a control plane.',
  },
  'allow-downgrade': {
    type: 'boolean',
    default: false,
    stages: ['deploy'],
    text: 'Deploy a lower pack.version than is served, or a commit behind the served one.',
  },
  'allow-drift': {
    type: 'boolean',
    default: false,
    stages: ['deploy'],
    text: 'Overwrite a policy that no commit of this file had.',
  },
  'keep-staging': {
    type: 'boolean',
    default: false,
    stages: ['deploy'],
    text: 'Leave the new policy on the staging gateway when it is taken back elsewhere.',
  },
  emergency: {
    type: 'text',
    stages: ['deploy'],
    text: '`ticket: reason`. Skips canary, bake time, drift and version checks, and says so wherever the deploy is reported; never lint errors, digest or reading back.',
  },
  'rollback-to': {
    type: 'text',
    stages: ['deploy'],
    text: 'Commit whose policy file stage `rollback` brings back.',
  },
  'dry-run': {
    type: 'boolean',
    default: false,
    stages: ['deploy'],
    text: 'Stop before the first write and report what would change. In a pull request nothing is read from the gateways either.',
  },
  'release-record': {
    type: 'path',
    stages: ['deploy'],
    text: 'Where to write the release record: what was deployed, by whom, on what evidence, as an in-toto predicate.',
  },
  'allow-inconclusive': {
    type: 'boolean',
    default: false,
    stages: ['deploy'],
    text: 'Deploy although validation could not decide everything.',
  },
  'deploy-timeout': {
    type: 'duration',
    minimum: '1s',
    maximum: '1h',
    default: '150s',
    stages: ['deploy'],
    text: 'How long gateways may take to serve the new policy. Managed gateways poll every 30 s by default.',
  },
} as const satisfies Readonly<Record<string, OptionSpec>>;
