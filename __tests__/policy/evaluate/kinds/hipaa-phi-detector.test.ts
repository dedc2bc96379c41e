import { decided, kindTable, open } from './table.js';

kindTable('hipaa-phi-detector', [
  [
    'the 18 categories have names and no patterns',
    { mode: 'hipaa_18', action: 'redact' },
    'MRN 123',
    open('unpublished-list', ['allow', 'redact']),
  ],
  ['action block blocks', { mode: 'hipaa_18', action: 'block' }, 'MRN 123', open('unpublished-list', ['allow', 'block'])],
  ['its default action could not be read', {}, 'Hi', open('unpublished-list', ['allow', 'redact', 'block'])],
]);
kindTable(
  'hipaa-phi-detector',
  [
    ['its own page has it read the answer', { action: 'redact' }, { answer: 'MRN 123' }, open('unpublished-list', ['allow', 'redact'])],
    ['without an answer there is nothing more to see', { action: 'redact' }, 'MRN 123', decided('allow')],
  ],
  { phase: 'output' },
);
