import { decided, kindTable, open } from './table.js';

const OWN = { blocked_patterns: ['you must sue'] };

kindTable(
  'upl-filter',
  [
    [
      'an own phrase in the answer blocks',
      OWN,
      { answer: 'Well, you must sue.' },
      decided('block', { found: ['blocked_patterns[0]: you must sue @ 6'] }),
    ],
    [
      'built-in phrases are known by example only',
      OWN,
      { answer: 'Hello' },
      open('unpublished-list', ['allow', 'block'], { doubts: { answer: 'any' } }),
    ],
    [
      'without the disclaimer the text stays',
      { ...OWN, require_disclaimer: false },
      { answer: 'Hello' },
      open('unpublished-list', ['allow', 'block'], { doubts: {} }),
    ],
    ['whether case counts is not said', OWN, { answer: 'You must sue.' }, open('undocumented', ['allow', 'block'])],
    [
      'rewriting goes before blocking',
      { ...OWN, rewrite_to_educational: true },
      { answer: 'you must sue' },
      decided('allow', { doubts: { answer: 'any' } }),
    ],
    ['it needs an answer', OWN, 'you must sue', open('no-answer', ['allow', 'block'])],
  ],
  { phase: 'output' },
);
