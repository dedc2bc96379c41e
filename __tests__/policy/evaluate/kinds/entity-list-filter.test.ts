import { decided, kindTable, open } from './table.js';

const OWN = { blocked_entities: ['Kaspersky Lab', 'Huawei'], action: 'block' };

kindTable('entity-list-filter', [
  [
    'an entry anywhere in the request blocks, case ignored',
    OWN,
    'about kaspersky labs',
    decided('block', { found: ['blocked_entities[0]: kaspersky lab @ 6'] }),
  ],
  ['nothing is built in', {}, 'Huawei', decided('allow')],
  ['a miss passes', OWN, 'Kaspersky', decided('allow')],
  ['farther ones pass', { ...OWN, fuzzy_matching: true }, 'buy Huavey now', decided('allow')],
  [
    'within max_distance',
    { ...OWN, fuzzy_matching: true, max_distance: 2 },
    'buy Huawey, now',
    decided('block', { found: ['blocked_entities[1]: Huawey @ 4'] }),
  ],
  ['one by default', { ...OWN, fuzzy_matching: true }, 'buy Huawey now', decided('block')],
  ['a word hardly reaches an entry of two', { ...OWN, fuzzy_matching: true }, 'Kaspersky Lap', decided('allow')],
  [
    'how words are cut is not said',
    { ...OWN, fuzzy_matching: true, max_distance: 1 },
    'buy (Huawey), now',
    open('undocumented', ['allow', 'block']),
  ],
  ['max_distance counts only with fuzzy_matching', { ...OWN, max_distance: 8 }, 'Huawey', decided('allow')],
]);
kindTable(
  'entity-list-filter',
  [['it reads the answer too', OWN, { answer: 'HUAWEI' }, decided('block', { found: ['blocked_entities[1]: HUAWEI @ 0'] })]],
  {
    phase: 'output',
  },
);
