import { decided, kindTable, open } from './table.js';

const OWN = { blocked_terms: ['scramjet propulsion'], action: 'block' };

kindTable('itar-ear-filter', [
  [
    'an own term blocks, case ignored as in its sibling filters',
    OWN,
    'On Scramjet Propulsion',
    decided('block', { found: ['blocked_terms[0]: Scramjet Propulsion @ 3'] }),
  ],
  ['own terms are merged with a list that is not published', OWN, 'Hi', open('unpublished-list', ['allow', 'block'])],
  ['an empty list means the built-in one', {}, 'Hi', open('unpublished-list', ['allow', 'block'])],
  [
    'fuzzy_matching reaches one edit by default',
    { blocked_terms: ['scramjet'], fuzzy_matching: true },
    'a scranjet',
    decided('block', { found: ['blocked_terms[0]: scranjet @ 2'] }),
  ],
  ['max_distance widens it', { blocked_terms: ['scramjet'], fuzzy_matching: true, max_distance: 2 }, 'a skranjet', decided('block')],
]);
kindTable(
  'itar-ear-filter',
  [
    [
      'it reads responses too',
      OWN,
      { answer: 'scramjet propulsion' },
      decided('block', { found: ['blocked_terms[0]: scramjet propulsion @ 0'] }),
    ],
  ],
  {
    phase: 'output',
  },
);
