import { decided, kindTable, open } from './table.js';

const OWN = { additional_patterns: ['AKIA[0-9A-Z]{4}'] };
const code = (text: string) => ({ answer: `Here:\n\`\`\`sh\n${text}\n\`\`\`\n` });

kindTable(
  'code-sanitizer',
  [
    [
      'an own expression in a code block is replaced by [REDACTED]; the built-in table may take more',
      OWN,
      code('k=AKIAABCD'),
      decided('redact', {
        found: ['additional_patterns[0]: AKIAABCD @ 14'],
        leaves: 'Here:\n```sh\nk=[REDACTED]\n```\n',
        doubts: { answer: 'less' },
      }),
    ],
    [
      'block_on_match blocks',
      { ...OWN, block_on_match: true },
      code('k=AKIAABCD'),
      decided('block', { found: ['additional_patterns[0]: AKIAABCD @ 14'] }),
    ],
    ['a bare (?i) prefix ignores case', { additional_patterns: ['(?i)akia'], block_on_match: true }, code('AKIA'), decided('block')],
    ['enabled false switches it off', { ...OWN, enabled: false }, code('k=AKIAABCD'), decided('allow')],
    ['it reads code blocks, so an answer without code passes', OWN, { answer: 'AKIAABCD' }, decided('allow')],
    ['the built-in table is not readable', OWN, code('ls'), open('unpublished-list', ['allow', 'redact'])],
    ['with block_on_match it may block', { block_on_match: true }, code('ls'), open('unpublished-list', ['allow', 'block'])],
    ['what else counts as code is not documented', OWN, { answer: 'Here:\n\n    AKIAABCD\n' }, open('undocumented', ['allow', 'redact'])],
    ['a pattern that does not compile', { additional_patterns: ['('] }, code('ls'), open('bad-pattern', ['allow', 'redact'])],
    ['it needs an answer', OWN, 'Hi', open('no-answer', ['allow', 'redact'])],
  ],
  { phase: 'output' },
);
