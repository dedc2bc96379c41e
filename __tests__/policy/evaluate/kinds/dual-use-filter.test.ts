import { decided, kindTable, open } from './table.js';

const OWN = { blocked_terms: ['centrifuge'] };

kindTable('dual-use-filter', [
  [
    'an own term blocks by default, case ignored as in its sibling filters',
    OWN,
    'A Centrifuge',
    decided('block', { found: ['blocked_terms[0]: Centrifuge @ 2'] }),
  ],
  ['action redact redacts', { ...OWN, action: 'redact' }, 'a centrifuge!', decided('redact', { leaves: 'a *!', doubts: {} })],
  ['a miss passes: nothing is built in', OWN, 'uranium', decided('allow')],
  ['fuzzy_matching reaches one edit by default', { ...OWN, fuzzy_matching: true }, 'a centrifugo', decided('block')],
  ['two are too many', { ...OWN, fuzzy_matching: true }, 'a cendrifugo', decided('allow')],
  [
    'whether it compares runs of words is not said',
    { blocked_terms: ['gas centrifuge'], fuzzy_matching: true, action: 'redact' },
    'a gas centrifugo',
    open('undocumented', ['allow', 'redact']),
  ],
]);
