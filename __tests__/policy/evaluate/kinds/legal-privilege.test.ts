import { decided, kindTable, open } from './table.js';

const OWN = { privilege_markers: ['settlement negotiation'], action: 'block' };

kindTable('legal-privilege', [
  [
    'an own marker blocks',
    OWN,
    'our Settlement Negotiation',
    decided('block', { found: ['privilege_markers[0]: Settlement Negotiation @ 4'] }),
  ],
  [
    'without own ones the published markers block',
    {},
    'This is attorney-client matter',
    decided('block', { found: ['built-in[0]: attorney-client @ 8'] }),
  ],
  ['legal advice is one of them', { privilege_markers: [] }, 'I need legal advice', decided('block')],
  ['a text without one passes', {}, 'Hi', decided('allow')],
  ['with own ones too', OWN, 'Hi', decided('allow')],
  ['whether own markers replace the built-in ones is not stated', OWN, 'I need legal advice', open('undocumented', ['allow', 'block'])],
  ['it has no fuzzy matching', { ...OWN, fuzzy_matching: true, privilege_markers: ['secret'] }, 'sekret', decided('allow')],
]);
