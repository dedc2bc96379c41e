import { kindTable, open } from './table.js';

kindTable(
  'bias-monitor',
  [
    [
      'how it scores is not published',
      { threshold: 0.85, action: 'escalate' },
      { answer: 'Hi' },
      open('needs-model', ['allow', 'escalate']),
    ],
    ['action block blocks', { action: 'block' }, { answer: 'Hi' }, open('needs-model', ['allow', 'block'])],
    ['its default action could not be read', {}, { answer: 'Hi' }, open('needs-model', ['allow', 'block', 'escalate'])],
    ['it needs an answer', {}, 'Hi', open('no-answer', ['allow', 'block', 'escalate'])],
  ],
  { phase: 'output' },
);
