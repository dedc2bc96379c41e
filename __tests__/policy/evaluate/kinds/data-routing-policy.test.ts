import { decided, kindTable, open } from './table.js';

const STRICT = { require_zero_data_retention: true, require_no_training: true, max_retention_days: 0, on_no_compliant_provider: 'block' };
const GOOD = { data_policy: { zero_data_retention: true, training_opt_out: true, retention_days: 0 } };
const targets = (...list: readonly unknown[]) => ({ root: { providers: { targets: list } } });

kindTable(
  'data-routing-policy',
  [['one target that meets everything is enough', STRICT, 'Hi', decided('allow')]],
  targets({ id: 'b' }, GOOD),
);
kindTable(
  'data-routing-policy',
  [
    ['a target without a declaration is out', STRICT, 'Hi', decided('block')],
    ['what happens then is documented for block only', { require_no_training: true }, 'Hi', open('undocumented', ['allow', 'block'])],
    [
      'whether it is out where nothing is required is not documented',
      { on_no_compliant_provider: 'block' },
      'Hi',
      open('undocumented', ['allow', 'block']),
    ],
  ],
  targets({ id: 'plain' }),
);
kindTable('data-routing-policy', [['no target left is a block', STRICT, 'Hi', decided('block')]]);
kindTable(
  'data-routing-policy',
  [
    ['training_opt_out is false unless declared', { require_no_training: true, on_no_compliant_provider: 'block' }, 'Hi', decided('block')],
    ['so many days at most', { max_retention_days: 30, on_no_compliant_provider: 'block' }, 'Hi', decided('allow')],
    ['more days are out', { max_retention_days: 29, on_no_compliant_provider: 'block' }, 'Hi', decided('block')],
    ['it never reads the prompt', { max_retention_days: 30 }, 'retain this for 99 days', decided('allow')],
    [
      'a requirement that is not known is open',
      { require_local_processing: true, on_no_compliant_provider: 'block' },
      'Hi',
      open('undocumented', ['allow', 'block']),
    ],
  ],
  targets({ data_policy: { retention_days: 30 } }),
);
kindTable(
  'data-routing-policy',
  [
    ['zdr is short for zero retention', { require_zero_data_retention: true, on_no_compliant_provider: 'block' }, 'Hi', decided('allow')],
    [
      'whether it rules out training too is not said',
      { require_no_training: true, on_no_compliant_provider: 'block' },
      'Hi',
      open('undocumented', ['allow', 'block']),
    ],
    [
      'nor whether it declares no days',
      { max_retention_days: 0, on_no_compliant_provider: 'block' },
      'Hi',
      open('undocumented', ['allow', 'block']),
    ],
  ],
  targets({ zdr: true }),
);
kindTable(
  'data-routing-policy',
  [
    [
      'which of two contradicting declarations counts is not documented',
      { require_zero_data_retention: true },
      'Hi',
      open('undocumented', ['allow', 'block']),
    ],
  ],
  targets({ zdr: true, data_policy: { zero_data_retention: false } }),
);
