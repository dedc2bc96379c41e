import { kindTable, open } from './table.js';

kindTable('eu-ai-act', [
  [
    'nothing says what it does',
    { risk_class: 'high', articles: [9] },
    'Hi',
    open('undocumented', ['allow', 'block', 'redact', 'escalate'], { doubts: { request: 'any', answer: 'any' } }),
  ],
]);
