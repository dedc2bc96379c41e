import { type Guides, PACK } from './entry.js';

const DLP = `${PACK}policies:
  chain:
    - dlp-filter
policy:
  dlp-filter:
    detect_patterns:
      - '(?i)project-[0-9]{4}'
`;

export const PATTERNS_GUIDE = {
  'bad-pattern': {
    what: 'A regular expression does not compile in a linear-time engine.',
    why: 'Such an engine keeps hostile text from stalling the gateway, and has no look-around, back-references or atomic groups. What only some engines refuse is a warning.',
    wrong: DLP.replace('(?i)project-[0-9]{4}', '(?<!internal-)project-[0-9]{4}'),
    right: DLP,
    source: 'https://docs.rs/regex/latest/regex/#syntax',
  },
} as const satisfies Guides;
