import { type Guides, inFile, PACK } from './entry.js';

const CLEAN = inFile('');

/** A configuration of one kind with this block. */
function withBlock(kind: string, block: string): string {
  return `${PACK}policies:\n  chain:\n    - ${kind}\npolicy:\n  ${kind}:\n${block.replace(/^(?=.)/gm, '    ')}`;
}

export const VALUES_GUIDE = {
  'wrong-value': {
    what: 'A value is not one of the documented values.',
    why: 'The strict reader refuses the file. Where the list is not published in full, only a near miss of a known value is told, as a warning.',
    wrong: withBlock('pii-detector', 'action: redcat\n'),
    right: withBlock('pii-detector', 'action: redact\n'),
  },
  'out-of-range': {
    what: 'A number is outside its documented range.',
    why: 'The setting is refused, or does the opposite of what it looks like.',
    wrong: withBlock('audit-logger', 'retention_days: 0\n'),
    right: withBlock('audit-logger', 'retention_days: 365\n'),
    source: 'https://docs.keeptrusts.com/docs/policies/audit-logger',
  },
  'too-long': {
    what: 'A text is longer than its documented limit.',
    why: 'The file is refused when it is loaded.',
    wrong: CLEAN.replace('name: support-desk', `name: ${'support-desk-'.repeat(16)}`),
    right: CLEAN,
  },
  'mixed-forms': {
    what: 'A block mixes keys of two forms that exclude each other.',
    why: 'The block is read in exactly one form; with keys of both it fits neither, or part of it has no effect.',
    wrong: withBlock('agent-firewall', 'allowed_tools: [search]\nrate_limits:\n  default: 60\n'),
    right: withBlock('agent-firewall', 'tools:\n  roles:\n    analyst:\n      allowed: [search]\nrate_limits:\n  default: 60\n'),
  },
} as const satisfies Guides;
