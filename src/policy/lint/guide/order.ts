import { type Guides, PACK } from './entry.js';

const CHAIN_OF_TWO = `${PACK}policies:
  chain:
    - prompt-injection
    - audit-logger
policy:
  prompt-injection: {}
  audit-logger: {}
`;

export const ORDER_GUIDE = {
  'chain-order': {
    what: 'A policy stands where the documentation advises against it.',
    why: '`prompt-injection` first sees the request as it was sent, a redaction hides text from what follows it, output policies see the answer, and `audit-logger` comes last.',
    wrong: CHAIN_OF_TWO.replace('    - prompt-injection\n    - audit-logger\n', '    - audit-logger\n    - prompt-injection\n'),
    right: CHAIN_OF_TWO,
  },
  'duplicate-kind': {
    what: 'The chain names the same kind twice under the same conditions.',
    why: 'What happens then is not documented: the file may be refused, or the policy run twice.',
    wrong: CHAIN_OF_TWO.replace('    - audit-logger\n', '    - prompt-injection\n    - audit-logger\n'),
    right: CHAIN_OF_TWO,
  },
} as const satisfies Guides;
