import { CHAIN, type Guides, PACK } from './entry.js';

export const BLOCKS_GUIDE = {
  'unknown-key': {
    what: 'A policy block has a key that its kind does not know.',
    why: 'The setting would have no effect, or the file would be refused.',
    wrong: `${PACK}${CHAIN.replace('audit-logger: {}', 'audit-logger:\n    retention_day: 365')}`,
    right: `${PACK}${CHAIN.replace('audit-logger: {}', 'audit-logger:\n    retention_days: 365')}`,
  },
} as const satisfies Guides;
