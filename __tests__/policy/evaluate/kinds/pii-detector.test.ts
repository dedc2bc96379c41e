import { decided, kindTable, open } from './table.js';

const OWN = { detect_patterns: ['EMP-[0-9]{6}'] };

kindTable('pii-detector', [
  [
    'an own expression redacts by default; what the built-in ones take besides is not known',
    OWN,
    'I am EMP-123456.',
    decided('redact', { found: ['detect_patterns[0]: EMP-123456 @ 5'], leaves: 'I am *.', doubts: { request: 'less' } }),
  ],
  [
    'action block blocks',
    { ...OWN, action: 'block' },
    'I am EMP-123456.',
    decided('block', { found: ['detect_patterns[0]: EMP-123456 @ 5'] }),
  ],
  ['case counts in an expression', OWN, 'I am emp-123456.', open('unpublished-list', ['allow', 'redact'])],
  ['the built-in expressions are not published', {}, 'My SSN is 123-45-6789', open('unpublished-list', ['allow', 'redact'])],
  [
    'not even that a text holds nothing of the kind is certain',
    { action: 'block' },
    'What is the capital of France?',
    open('unpublished-list', ['allow', 'block']),
  ],
  [
    'a bare category name may be a label or an expression',
    { detect_patterns: ['victim_name'] },
    'the victim_name field',
    open('unpublished-list', ['allow', 'redact']),
  ],
  ['a pattern that does not compile leaves it open', { detect_patterns: ['('] }, 'Hi', open('bad-pattern', ['allow', 'redact'])],
  [
    'it reads the joined text, so that an expression for a whole message may find nothing',
    { detect_patterns: ['^EMP-[0-9]{6}$'] },
    {
      messages: [
        { role: 'user', content: 'Who?' },
        { role: 'user', content: 'EMP-123456' },
      ],
    },
    open('unpublished-list', ['allow', 'redact']),
  ],
  [
    'an expression that finds something in the joined text decides',
    { detect_patterns: ['EMP-[0-9]{6}$'] },
    {
      messages: [
        { role: 'user', content: 'Who?' },
        { role: 'user', content: 'EMP-123456' },
      ],
    },
    decided('redact', { found: ['detect_patterns[0]: #1 EMP-123456 @ 0'] }),
  ],
  [
    'it redacts the answer as well, with a verdict that is not stated',
    { action: 'block' },
    { says: 'Hi', answer: 'Call 555-0100' },
    open('unpublished-list', ['allow', 'block', 'redact'], { doubts: { request: 'less', answer: 'less' } }),
  ],
]);
