import { decided, kindTable, open } from './table.js';

const OWN = { detect_patterns: ['pending acquisition of', 'Q[1-4] earnings'] };

kindTable(
  'mnpi-filter',
  [
    [
      'an own phrase in the answer blocks',
      OWN,
      { answer: 'the pending acquisition of X' },
      decided('block', { found: ['detect_patterns[0]: pending acquisition of @ 4'] }),
    ],
    [
      'a built-in example is an expression, so own ones are',
      OWN,
      { answer: 'Q3 earnings' },
      decided('block', { found: ['detect_patterns[1]: Q3 earnings @ 0'] }),
    ],
    ['own phrases are merged with built-in ones, known by example', OWN, { answer: 'Hello' }, open('unpublished-list', ['allow', 'block'])],
    ['whether case counts is not said', OWN, { answer: 'Pending Acquisition Of X' }, open('unpublished-list', ['allow', 'block'])],
    ['a pattern that does not compile', { detect_patterns: ['*'] }, { answer: 'Hello' }, open('bad-pattern', ['allow', 'block'])],
    ['it does not read the prompt', OWN, { says: 'pending acquisition of X', answer: 'No.' }, open('unpublished-list', ['allow', 'block'])],
    ['without an answer it is open', OWN, 'pending acquisition of X', open('no-answer', ['allow', 'block'])],
  ],
  { phase: 'output' },
);
