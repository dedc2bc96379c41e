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
