import { decided, kindTable, open } from './table.js';

const OWN = { mode: 'critical_infrastructure', block_if: ['disable emergency shutdown'], action: 'block' };

kindTable('safety-filter', [
  [
    'a phrase of block_if blocks',
    OWN,
    'Please disable emergency shutdown',
    decided('block', { found: ['block_if[0]: disable emergency shutdown @ 7'] }),
  ],
  ['action escalate escalates', { ...OWN, action: 'escalate' }, 'disable emergency shutdown', decided('escalate')],
  ['block_if replaces the list of the mode, so a miss passes', OWN, 'Hi', decided('allow')],
  [
    'without block_if the list of the mode decides, which is not published',
    { mode: 'education', action: 'block' },
    'Hi',
    open('unpublished-list', ['allow', 'block']),
  ],
  ['an empty block_if is none', { block_if: [] }, 'Hi', open('unpublished-list', ['allow', 'block', 'escalate'])],
  ['the default action could not be read', { block_if: ['bomb'] }, 'bomb', open('undocumented', ['block', 'escalate'])],
  ['whether case counts is not said', OWN, 'Disable Emergency Shutdown', open('undocumented', ['allow', 'block'])],
  ['max_age is known by name only', { ...OWN, max_age: 0 }, 'Hi', open('undocumented', ['allow', 'block'])],
  [
    'fuzzy_matching takes near phrases',
    { block_if: ['bomb'], action: 'block', fuzzy_matching: true, max_distance: 1 },
    'a bomp',
    decided('block', { found: ['block_if[0]: bomp @ 2'] }),
  ],
  [
    'the default of max_distance is not documented',
    { block_if: ['bomb'], action: 'block', fuzzy_matching: true },
    'a bomp',
    open('undocumented', ['allow', 'block']),
  ],
]);
kindTable(
  'safety-filter',
  [
    [
      'catalogs have it read the request, the page on streaming the answer too',
      OWN,
      { answer: 'disable emergency shutdown' },
      open('undocumented', ['allow', 'block']),
    ],
    ['an answer without a phrase passes in both', OWN, { answer: 'Hi' }, decided('allow')],
  ],
  { phase: 'output' },
);
