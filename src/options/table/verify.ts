import type { OptionSpec } from '../table.js';

/** Options that only verify takes. */
export const OF_VERIFY = {
  probe: {
    type: 'lines',
    default: [],
    stages: ['verify'],
    text: 'Globs of golden test files sent through every verified gateway, each once.',
  },
  'allow-escalation-probes': {
    type: 'boolean',
    default: false,
    stages: ['verify'],
    text: 'Send probes that expect `escalate` to gateways whose environment is not one for tests (staging, test, dev, …): each puts a case into the review queue.',
  },
  gateways: {
    type: 'lines',
    default: [],
    stages: ['verify'],
    text: 'Gateways to verify: lines `id=url` or ids of the inventory; of one without a URL kt is asked. In the root action it defaults to what deploy used.',
  },
  since: {
    type: 'duration',
    minimum: '1s',
    maximum: '7d',
    default: '5m',
    stages: ['verify'],
    text: 'How far back to look for decision events.',
  },
  'event-limit': {
    type: 'integer',
    minimum: 1,
    maximum: 1000,
    default: 50,
    stages: ['verify'],
    text: 'Events to ask kt for at first; twice as many, up to 1,000, while others hide those looked for.',
  },
  'minimum-events': {
    type: 'integer',
    minimum: 0,
    maximum: 1000,
    stages: ['verify'],
    text: 'Events each gateway must have produced that prove this policy version. Default: 0, or 1 of the probes themselves where they were sent.',
  },
  consecutive: {
    type: 'integer',
    minimum: 1,
    maximum: 20,
    default: 2,
    stages: ['verify'],
    text: 'Good answers in a row before a gateway counts as healthy.',
  },
  'verify-timeout': {
    type: 'duration',
    minimum: '1s',
    maximum: '1h',
    default: '120s',
    stages: ['verify'],
    text: 'How long verification may take in all.',
  },
  doctor: {
    type: 'choice',
    choices: ['auto', 'required', 'off'],
    default: 'auto',
    stages: ['verify'],
    text: '`kt doctor`: report it where there is a kt, require exit code 0, or leave it out.',
  },
  'accept-degraded': {
    type: 'boolean',
    default: false,
    stages: ['verify'],
    text: 'Count a gateway that reports itself degraded as healthy.',
  },
} as const satisfies Readonly<Record<string, OptionSpec>>;
