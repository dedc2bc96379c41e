import { kindTable, open } from './table.js';

kindTable('case-privacy', [
  ['categories have names and no patterns', {}, 'Summarize the ruling in case A123-456-789', open('unpublished-list', ['allow', 'redact'])],
  [
    'detect_patterns names categories, it holds no expressions',
    { detect_patterns: ['docket_number'] },
    'docket_number',
    open('unpublished-list', ['allow', 'redact']),
  ],
]);
