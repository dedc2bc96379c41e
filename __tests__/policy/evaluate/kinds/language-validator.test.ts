import { decided, kindTable, open } from './table.js';

kindTable('language-validator', [
  ['the detector is not named', { allowed_languages: ['en'], action: 'block' }, 'Guten Tag', open('needs-model', ['allow', 'block'])],
  [
    'apply_to both reads the request',
    { allowed_languages: ['en'], apply_to: 'both' },
    'Guten Tag',
    open('needs-model', ['allow', 'block']),
  ],
  ['apply_to output does not', { allowed_languages: ['en'], apply_to: 'output' }, { says: 'Guten Tag', answer: 'Hello' }, decided('allow')],
  ['and needs an answer', { allowed_languages: ['en'], apply_to: 'output' }, 'Guten Tag', open('no-answer', ['allow', 'block'])],
]);
kindTable(
  'language-validator',
  [
    [
      'apply_to both reads the answer',
      { denied_languages: ['de'], apply_to: 'both' },
      { answer: 'Guten Tag' },
      open('needs-model', ['allow', 'block']),
    ],
    ['apply_to input does not', { denied_languages: ['de'], apply_to: 'input' }, { answer: 'Guten Tag' }, decided('allow')],
  ],
  { phase: 'output' },
);
