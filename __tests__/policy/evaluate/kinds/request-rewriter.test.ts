import { decided, kindTable, open } from './table.js';

const send = (text: string) => ({ says: text });
const rules = (...list: readonly Readonly<Record<string, unknown>>[]) => ({ rules: list });

kindTable(
  'request-rewriter',
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
      decided('allow', { leaves: 'unchanged', doubts: { request: 'any' } }),
    ],
    [
      'nor any other dollar sign',
      rules({ pattern: 'b', replacement: '$$' }),
      send('abc'),
      decided('allow', { doubts: { request: 'any' } }),
    ],
    [
      'a pattern that does not compile',
      rules({ pattern: '(', replacement: 'c' }),
      send('abc'),
      open('bad-pattern', ['allow'], { doubts: { request: 'any' } }),
    ],
  ],
  { phase: 'input' },
);
kindTable('request-rewriter', [
  ['a system message is put first', { system_message: 'Be brief.' }, 'Hi', decided('allow', { leaves: 'Be brief. | Hi' })],
  ['also as an object', { system_message: { content: 'Be brief.' } }, 'Hi', decided('allow', { leaves: 'Be brief. | Hi' })],
]);
