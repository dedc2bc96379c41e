import { decided, kindTable, open } from './table.js';

const OWN = { blocked_patterns: ['guaranteed (return|profit|gain)'], required_disclaimers: ['No advice.'] };

kindTable(
  'financial-compliance',
  [
    [
      'an own pattern in the answer blocks; the examples are expressions',
      OWN,
      { answer: 'A guaranteed profit!' },
      decided('block', { found: ['blocked_patterns[0]: guaranteed profit @ 2'] }),
    ],
    [
      'built-in defaults exist and are not published',
      OWN,
      { answer: 'Hello' },
      open('unpublished-list', ['allow', 'block'], { doubts: { answer: 'any' } }),
    ],
    [
      'without a disclaimer the text stays',
      { required_disclaimers: [] },
      { answer: 'Hello' },
      open('unpublished-list', ['allow', 'block'], { doubts: {} }),
    ],
    ['whether case counts is not readable', OWN, { answer: 'Guaranteed Profit' }, open('unpublished-list', ['allow', 'block'])],
    ['a pattern that does not compile', { blocked_patterns: ['('] }, { answer: 'Hello' }, open('bad-pattern', ['allow', 'block'])],
    ['it needs an answer', OWN, 'A guaranteed profit', open('no-answer', ['allow', 'block'])],
  ],
  { phase: 'output' },
);
