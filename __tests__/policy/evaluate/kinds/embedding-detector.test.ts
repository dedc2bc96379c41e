import { decided, kindTable, open } from './table.js';

const OWN = { categories: [{ label: 'trade_secret', reference_text: 'secret recipe' }] };

kindTable('embedding-detector', [
  ['similarity needs the embedding; it redacts by default', OWN, 'secret recipe', open('needs-model', ['allow', 'redact'])],
  ['action block blocks', { ...OWN, action: 'block' }, 'secret recipe', open('needs-model', ['allow', 'block'])],
  ['without a category, the default, there is nothing to compare with', {}, 'secret recipe', decided('allow')],
]);
kindTable(
  'embedding-detector',
  [['the page has it read the answer too', OWN, { answer: 'secret recipe' }, open('needs-model', ['allow', 'redact'])]],
  {
    phase: 'output',
  },
);
