import { CHAIN, type Guides, PACK } from './entry.js';

const CLEAN = `${PACK}${CHAIN}`;

export const CHAIN_GUIDE = {
  'unknown-kind': {
    what: 'There is no policy of this kind.',
    why: 'The control would not run.',
    wrong: `${PACK}policies:\n  chain:\n    - prompt-injections\npolicy:\n  prompt-injection: {}\n`,
    right: `${PACK}policies:\n  chain:\n    - prompt-injection\npolicy:\n  prompt-injection: {}\n`,
  },
  'kind-without-block': {
    what: 'The chain names a kind that has no `policy.<kind>` block.',
    why: 'The reference calls this an error, while official examples do it; which kinds can run without settings is not documented.',
    wrong: `${PACK}policies:\n  chain:\n    - audit-logger\n`,
    right: CLEAN,
  },
  'block-not-in-chain': {
    what: 'A `policy.<kind>` block is not named by the chain.',
    why: 'It is configured but never runs.',
    wrong: `${CLEAN}  pii-detector: {}\n`,
    right: `${PACK}policies:\n  chain:\n    - pii-detector\n    - audit-logger\npolicy:\n  audit-logger: {}\n  pii-detector: {}\n`,
  },
  'chain-entry': {
    what: 'A chain entry is neither a kind nor one kind with its conditions.',
    why: 'The entry cannot be run.',
    wrong: `${PACK}policies:\n  chain:\n    - audit-logger:\n      stage: pre-request\npolicy:\n  audit-logger: {}\n`,
    right: `${PACK}policies:\n  chain:\n    - audit-logger:\n        stage: pre-request\npolicy:\n  audit-logger: {}\n`,
  },
  'chain-empty': {
    what: 'The chain has no entry.',
    why: 'No policy runs.',
    wrong: `${PACK}policies:\n  chain: []\n`,
    right: CLEAN,
  },
} as const satisfies Guides;
