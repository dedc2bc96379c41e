import { parsePolicy } from '../../../src/policy/document.js';
import { type PackPast, pastPack } from '../../../src/policy/lint/identity.js';
import { type Mutate, type Mutations, only, rewrite } from './mutant.js';

const FILES = ['injection.json', 'hours.json', 'card.json'];
const CONFIGS = ['support.yaml', 'trading.yaml', 'clinic.yaml'];

const COMMIT = 'c'.repeat(40);

/** The file as it was; how is told by a change of the text. */
function was(change: (text: string) => string, place: 'base' | 'history', now: (text: string) => string = (text) => text): Mutate {
  return only(CONFIGS, ({ text }) => {
    const earlier = pastPack(parsePolicy(change(text)), COMMIT);
    if (earlier === undefined) return undefined;
    const past: PackPast = place === 'base' ? { base: earlier, history: [] } : { history: [earlier] };
    const mutated = now(text);
    return { text: mutated, past, line: mutated.slice(0, mutated.search(/version: /)).split('\n').length };
  });
}

const lessInChain = (text: string): string => text.replace(/ {4}- prompt-injection\n|prompt-injection, /, '');
const otherSetting = (text: string): string =>
  text.replace(/(embedding_threshold: 0)\.\d+|(default): 60/, '$1$2: 61').replace('0: 61', '0.61');
const otherName = (text: string): string => text.replace(/author: .*|model: gpt-\w+/, 'author: somebody@example.com');
const older = (text: string): string => text.replace(/version: (["']?)\d+\.(\d+)\.\d+(?:-rc\.1)?/, 'version: $10.$2.0');
const newer = (text: string): string => text.replace(/version: (["']?)\d+/, 'version: $199');

/** Faults of behaviour tests, and of a pack's identity. */
export const CASE_MUTATIONS: Mutations = {
  'test-file': [
    only(FILES, rewrite(/\}\s$/, '')),
    only(FILES, rewrite(/"name": ("[^"]*"),/, '"name": $1;')),
    only(FILES, rewrite(/"name": "([^"]*)"/, '"name": \'$1\'')),
  ],
  'test-file-array': [
    only(FILES, ({ text }) => ({ text: `[\n${text}]\n`, line: 1 })),
    only(FILES, ({ text }) => ({ text: `[${text}]`, line: 1 })),
  ],
  'test-case': [
    only(FILES, rewrite(/^ {2}"expected": (\{ "verdict": [^}]*\}|\{\n[^}]*\})/m, '  "expected": {}')),
    // What is missing is told where the case begins.
    only(FILES, rewrite(/^\{\n((?:.*\n)*?) {2}"expected": /m, '⟦{\n$1  "expects": ')),
    only(FILES, rewrite(/^\{\n((?:.*\n)*?) {2}"input": /m, '⟦{\n$1  "inputs": ')),
    only(FILES, ({ text }) => ({ text: JSON.stringify(text), line: 1 })),
  ],
  'test-case-name': [
    only(FILES, rewrite(/^\{\n {2}"name": .*\n/m, '⟦{\n')),
    only(FILES, rewrite(/"name": "[^"]*"/, '"name": ""')),
    only(FILES, rewrite(/"name": "[^"]*"/, '"name": "  "')),
  ],
  'test-key': [
    only(['card.json', 'hours.json'], rewrite(/"content": ("[^"]*")( *\} *\])/, '"content": $1$2, "header": {}')),
    only(FILES, rewrite(/"verdict": ("\w+")/, '"verdict": $1, "reason": "x"')),
    only(FILES, rewrite(/\n {2}"name"/, '\n  "assertion": [],\n  "name"')),
  ],
  'test-verdict': [
    only(FILES, rewrite(/"verdict": "(\w+)"/, '"verdict": "$1ed"')),
    only(['support.yaml', 'clinic.yaml'], rewrite(/verdict: \w+/, 'verdict: pass')),
    only(FILES, rewrite(/"verdict": "(\w+)"/, '"verdict": "flagged"')),
  ],
  'test-suite': [
    only(['support.yaml'], rewrite(/^ {4}- name: (everyday-questions|personal-data)\n {6}cases/m, '⟦    - cases')),
    only(['support.yaml'], rewrite(/^( {4}- name: )personal-data$/m, '$1everyday-questions')),
    only(['clinic.yaml'], rewrite(/^( {4}- name: "visits")\n(?: {6,}.*\n)+/m, '$1\n')),
  ],
  'version-not-bumped': [was(lessInChain, 'base'), was(otherSetting, 'base'), was(otherName, 'base')],
  'version-reused': [was(lessInChain, 'history'), was(otherSetting, 'history'), was(otherName, 'history')],
  'version-lowered': [was((text) => text, 'base', older), was(newer, 'base'), was((text) => newer(lessInChain(text)), 'base')],
};
