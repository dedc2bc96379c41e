import { decided, kindTable, open } from './table.js';

const send = (text: string) => ({ answer: text });
const rules = (...list: readonly Readonly<Record<string, unknown>>[]) => ({ rules: list });

kindTable(
  'response-rewriter',
  [
    [
      'a rule replaces its matches and lets through',
      rules({ pattern: '\\bAcme\\b', replacement: '[BRAND]' }),
      send('Acme, not Acmes'),
      decided('allow', { leaves: '[BRAND], not Acmes', doubts: {} }),
    ],
    [
      'prepend puts the text before the match',
      rules({ pattern: 'b', replacement: '<', position: 'prepend' }),
      send('abc'),
      decided('allow', { leaves: 'a<bc' }),
    ],
    ['append after it', rules({ pattern: 'b', replacement: '>', position: 'append' }), send('abc'), decided('allow', { leaves: 'ab>c' })],
    [
      'rules run in order',
      rules({ pattern: 'a', replacement: 'b' }, { pattern: 'b', replacement: 'c' }),
      send('a'),
      decided('allow', { leaves: 'c' }),
    ],
    [
      '$1 is a capture group',
      rules({ pattern: '(\\w+)@(\\w+)', replacement: '$2 at $1' }),
      send('me@home'),
      decided('allow', { leaves: 'home at me' }),
    ],
    [
      'a text without a match stays',
      rules({ pattern: 'x', replacement: 'y' }),
      send('abc'),
      decided('allow', { leaves: 'unchanged', doubts: {} }),
    ],
    [
      'what a condition compares is not documented',
      rules({ pattern: 'b', replacement: 'c', condition: 'dangerous' }),
      send('abc'),
      decided('allow', { leaves: 'unchanged', doubts: { answer: 'any' } }),
    ],
    ['nor any other dollar sign', rules({ pattern: 'b', replacement: '$$' }), send('abc'), decided('allow', { doubts: { answer: 'any' } })],
    [
      'a pattern that does not compile',
      rules({ pattern: '(', replacement: 'c' }),
      send('abc'),
      open('bad-pattern', ['allow'], { doubts: { answer: 'any' } }),
    ],
  ],
  { phase: 'output' },
);
kindTable(
  'response-rewriter',
  [
    [
      'of JSON only the texts are rewritten, unless it is told otherwise',
      rules({ pattern: 'b', replacement: 'c' }),
      send('{"b": "b"}'),
      decided('allow', { doubts: { answer: 'any' } }),
    ],
    [
      'preserve_structure false rewrites it as text',
      { ...rules({ pattern: 'b', replacement: 'c' }), preserve_structure: false },
      send('{"b": "b"}'),
      decided('allow', { leaves: '{"c": "c"}' }),
    ],
    ['without an answer there is nothing to rewrite', rules({ pattern: 'b', replacement: 'c' }), 'abc', open('no-answer', ['allow'])],
  ],
  { phase: 'output' },
);
