import { decided, kindTable, open } from './table.js';

const OWN = { detect_patterns: ['AKIA[0-9A-Z]{16}'], blocked_terms: ['project-orion'] };
const KEY = 'AKIAABCDEFGHIJKLMNOP';

kindTable('dlp-filter', [
  [
    'an own pattern redacts by default',
    OWN,
    `key ${KEY}!`,
    decided('redact', { found: [`detect_patterns[0]: ${KEY} @ 4`], leaves: 'key *!' }),
  ],
  ['action block blocks', { ...OWN, action: 'block' }, `key ${KEY}`, decided('block', { found: [`detect_patterns[0]: ${KEY} @ 4`] })],
  [
    'terms are literal and ignore case',
    OWN,
    'About Project-Orion',
    decided('redact', { found: ['blocked_terms[0]: Project-Orion @ 6'], leaves: 'About *' }),
  ],
  ['the signs of a term mean themselves', { blocked_terms: ['a.b'] }, 'axb', decided('allow')],
  ['patterns heed case', { detect_patterns: ['AKIA'] }, 'akia', decided('allow')],
  ['at standard nothing is built in, so a miss passes', { ...OWN, sensitivity_level: 'standard' }, 'confidential', decided('allow')],
  ['a missing sensitivity_level is standard', {}, 'confidential', decided('allow')],
  ['at high a check for markings is built in', { ...OWN, sensitivity_level: 'high' }, 'Hi', open('unpublished-list', ['allow', 'redact'])],
  ['at restricted too', { action: 'block', sensitivity_level: 'restricted' }, 'Hi', open('unpublished-list', ['allow', 'block'])],
  [
    'a match decides at any level, and markings may be taken out as well',
    { ...OWN, sensitivity_level: 'high' },
    'project-orion',
    decided('redact', { doubts: { request: 'less' } }),
  ],
  ['a standard redaction is certain in full', OWN, 'project-orion', decided('redact', { doubts: {} })],
  [
    'fuzzy_matching takes terms within max_distance',
    { ...OWN, fuzzy_matching: true, max_distance: 1, action: 'block', blocked_terms: ['orion'] },
    'about oryon',
    decided('block', { found: ['blocked_terms[0]: oryon @ 6'] }),
  ],
  ['farther ones pass', { fuzzy_matching: true, max_distance: 1, blocked_terms: ['orion'] }, 'about oryyn', decided('allow')],
  ['fuzzy_matching is off by default', { blocked_terms: ['orion'] }, 'about oryon', decided('allow')],
  [
    'the default of max_distance could not be read',
    { fuzzy_matching: true, blocked_terms: ['orion'] },
    'oryon',
    open('undocumented', ['allow', 'redact']),
  ],
  [
    'how words of several are compared is not documented',
    { fuzzy_matching: true, max_distance: 1, blocked_terms: ['big secret'] },
    'a big sekret',
    open('undocumented', ['allow', 'redact']),
  ],
  [
    'a pattern that does not compile leaves a miss open',
    { detect_patterns: ['['], action: 'block' },
    'Hi',
    open('bad-pattern', ['allow', 'block']),
  ],
  ['and a redaction incomplete', { detect_patterns: ['[', 'Hi'] }, 'Hi', decided('redact', { doubts: { request: 'less' } })],
  [
    'a pattern that also matches nothing is open where it matches nothing else',
    { detect_patterns: ['x*'] },
    'Hi',
    open('undocumented', ['allow', 'redact']),
  ],
  ['an empty term is open', { blocked_terms: [''] }, 'Hi', open('undocumented', ['allow', 'redact'])],
]);
kindTable(
  'dlp-filter',
  [
    ['whether it reads the answer is documented both ways', OWN, { answer: 'project-orion' }, open('undocumented', ['allow', 'redact'])],
    ['an answer that holds nothing passes in both', OWN, { answer: 'Hello' }, decided('allow')],
  ],
  { phase: 'output' },
);
