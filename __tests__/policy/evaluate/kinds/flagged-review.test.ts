import { decided, kindTable, open } from './table.js';

kindTable(
  'flagged-review',
  [
    ['audit_only always allows', { mode: 'audit_only' }, { answer: 'Hi' }, decided('allow', { doubts: {} })],
    ['review_and_return annotates', { mode: 'review_and_return' }, { answer: 'Hi' }, decided('allow', { doubts: { answer: 'any' } })],
    ['judge decides allow or block with a model', { mode: 'judge' }, { answer: 'Hi' }, open('needs-model', ['allow', 'block'])],
    ['escalate hands over to a person if flagged', { mode: 'escalate' }, { answer: 'Hi' }, open('needs-model', ['allow', 'escalate'])],
    ['its default mode is not known', {}, { answer: 'Hi' }, open('needs-model', ['allow', 'block', 'escalate'])],
  ],
  { phase: 'output' },
);
