import { decided, kindTable, open } from './table.js';

const OWN = { provider: 'openai-moderation', threshold: 0.5 };

kindTable('external-moderation', [['it calls the provider for the request', OWN, 'Hi', open('needs-network', ['allow', 'block'])]]);
kindTable(
  'external-moderation',
  [
    ['and for the answer', OWN, { answer: 'Hi' }, open('needs-network', ['allow', 'block'])],
    ['without an answer there is nothing to send', OWN, 'Hi', decided('allow')],
  ],
  { phase: 'output' },
);
