import { type Guides, PACK } from './entry.js';

const WITHOUT_BLOCK = `${PACK}policies:
  chain:
    - audit-logger # keeptrusts-lint-disable-line kind-without-block
`;

export const SUPPRESSIONS_GUIDE = {
  'unused-suppression': {
    what: 'A `# keeptrusts-lint-disable-line rule-id` (or `…-disable-next-line`) comment switches nothing off: its rule finds nothing there, does not exist, or cannot be suppressed.',
    why: 'It says something about the line that is not true, and it would hide the next fault there.',
    wrong: `${WITHOUT_BLOCK}policy:
  audit-logger: {}
`,
    right: WITHOUT_BLOCK.replace('disable-line kind-without-block', 'disable-line kind-without-block -- runs with its defaults'),
  },
} as const satisfies Guides;
