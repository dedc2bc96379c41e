import { CHAIN, type Guides, inFile, PACK } from './entry.js';

const CLEAN = `${PACK}${CHAIN}`;

export const YAML_GUIDE = {
  'yaml-syntax': {
    what: 'The text is not YAML.',
    why: 'Nothing in the file can be read until this is mended.',
    wrong: inFile('description: "answers customers\n'),
    right: inFile('description: "answers customers"\n'),
  },
  'yaml-tag': {
    what: 'A value carries a YAML tag such as `!name`.',
    why: 'The policy format has no tags, and readers disagree on what to do with them.',
    wrong: CLEAN.replace('name: support-desk', 'name: !name support-desk'),
    right: CLEAN,
  },
  'yaml-duplicate-key': {
    what: 'A key is written twice in one mapping.',
    why: 'One of the two would silently win.',
    wrong: CLEAN.replace('enabled: true', 'enabled: true\n  enabled: false'),
    right: CLEAN,
  },
  'yaml-documents': {
    what: 'The file holds several YAML documents.',
    why: 'A gateway reads one configuration per file.',
    wrong: `${CLEAN}---\n${CLEAN}`,
    right: CLEAN,
  },
  'yaml-limits': {
    what: 'The file is larger or deeper than a policy file can be.',
    why: 'Reading it would cost more than it could be worth.',
    form: 'transcript',
    wrong: 'A file of more than a million characters, values nested more than 64 levels deep, or aliases that expand without end.\n',
    right: CLEAN,
  },
  'empty-file': {
    what: 'The file holds nothing.',
    why: 'A gateway has no policy to enforce.',
    wrong: '# Nothing but a comment.\n',
    right: CLEAN,
  },
  'not-yaml': {
    what: 'The file is binary.',
    why: 'It is not the file that was meant, or its encoding is wrong.',
    form: 'transcript',
    wrong: 'A file with NUL characters, such as an image, or a text that was saved as UTF-16.\n',
    right: CLEAN,
  },
} as const satisfies Guides;
