import { kindTable, open } from './table.js';

kindTable('student-privacy', [
  [
    'the patterns of education records are not published',
    {},
    'Look up the GPA of student ID 20240156',
    open('unpublished-list', ['allow', 'redact']),
  ],
  ['action block blocks', { action: 'block' }, 'student ID 20240156', open('unpublished-list', ['allow', 'block'])],
  [
    'where an age comes from, and what the gate does, is not stated',
    { age_gate: true },
    'I am 12',
    open('unpublished-list', ['allow', 'redact', 'block']),
  ],
]);
