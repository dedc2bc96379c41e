import { decided, kindTable, open } from './table.js';

kindTable(
  'citation-verifier',
  [
    [
      'anything but block lets an unverified answer through',
      { output_action: { unverified_action: 'flag' } },
      { answer: 'See [1].' },
      decided('allow'),
    ],
    [
      'block blocks an unverified one, and how it verifies is not published',
      { output_action: { unverified_action: 'block' } },
      { answer: 'See [1].' },
      open('needs-model', ['allow', 'block']),
    ],
    ['the default of unverified_action is not known', {}, { answer: 'See [1].' }, open('undocumented', ['allow', 'block'])],
    [
      'nor what hallucination_action does',
      { output_action: { unverified_action: 'flag', hallucination_action: 'block' } },
      { answer: 'See [1].' },
      open('undocumented', ['allow', 'block']),
    ],
    ['it needs an answer', { output_action: { unverified_action: 'block' } }, 'Hi', open('no-answer', ['allow', 'block'])],
  ],
  { phase: 'output' },
);
