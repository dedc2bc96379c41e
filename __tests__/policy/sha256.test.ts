import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sha256 } from '../../src/policy/sha256.js';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const nodes = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('sha256', () => {
  // https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values
  test.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq', '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1'],
  ])('gives the published value for %j', (text, expected) => {
    expect(sha256(bytesOf(text))).toBe(expected);
  });

  test('agrees with node:crypto at every length around the block boundaries', () => {
    for (let length = 0; length <= 260; length += 1) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 37 + length) & 0xff);
      expect([length, sha256(bytes)]).toEqual([length, nodes(bytes)]);
    }
  });

  test('agrees with node:crypto on any bytes, also in a part of a larger buffer', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), fc.nat(100), (bytes, start) => {
        const part = bytes.subarray(Math.min(start, bytes.length));
        expect(sha256(part)).toBe(nodes(part));
      }),
    );
  });

  test('agrees on 16 MiB, more than a policy file may have', () => {
    const bytes = new Uint8Array(16 * 1024 * 1024).fill(0xa5);
    expect(sha256(bytes)).toBe(nodes(bytes));
  });
});
