import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { editDistance } from '../../../src/edit-distance.js';
import { didYouMean } from '../../../src/policy/lint/suggest.js';

describe('did you mean', () => {
  test.each([
    ['agent', ['agents', 'routes'], 'agents'],
    ['polciy', ['policy', 'pack'], 'policy'],
    ['corse', ['cors', 'cache'], 'cors'],
    ['id', ['if', 'ip'], undefined],
    ['cat', ['car', 'can'], undefined],
    ['anything', ['providers'], undefined],
  ])('%s among %j: %s', (word, candidates, meant) => {
    expect(didYouMean(word, candidates)).toBe(meant);
  });

  test('the distance counts a swap as one edit and stops at its limit', () => {
    expect(editDistance('abcd', 'abdc', 3)).toBe(1);
    expect(editDistance('kitten', 'sitting', 5)).toBe(3);
    expect(editDistance('aaaaaaaa', 'bbbbbbbb', 2)).toBe(3);
  });

  test('finds every word that is one edit away, whatever its letters are', () => {
    const letter = fc.constantFrom(...'a b c d e k m n o q s t v x z - _ 0 9 é'.split(' '));
    fc.assert(
      fc.property(fc.array(letter, { minLength: 4, maxLength: 12 }), letter, fc.nat(), (letters, other, position) => {
        const word = letters.join('');
        const at = position % letters.length;
        const replaced = word.slice(0, at) + other + word.slice(at + 1);
        const inserted = word.slice(0, at) + other + word.slice(at);
        // Several separators read as one, so that two of them together are shorter than they look.
        fc.pre([word, replaced, inserted].every((text) => !/[-_]{2}/.test(text)));
        expect(didYouMean(replaced, [word])).toBe(word);
        expect(didYouMean(inserted, [word])).toBe(word);
      }),
    );
  });
});
