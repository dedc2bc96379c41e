import { kindTable, open } from './table.js';

kindTable(
  'human-oversight',
  [
    [
      'a page sends some answers to review, an article all',
      { require_human_for: ['medical_decisions'] },
      { answer: 'Hi' },
      open('undocumented', ['allow', 'escalate']),
    ],
    ['action block blocks', { action: 'block' }, { answer: 'Hi' }, open('undocumented', ['allow', 'block'])],
    ['it needs an answer', {}, 'Hi', open('no-answer', ['allow', 'escalate'])],
  ],
  { phase: 'output' },
);
