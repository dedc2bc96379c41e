import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { contentDigest } from '../../src/policy/content.js';
import { parsePolicy } from '../../src/policy/document.js';

const digestOf = (text: string): string => contentDigest(parsePolicy(text).value);

describe('what is no difference', () => {
  const PLAIN = 'pack:\n  name: a\n  version: "1.0.0"\npolicies:\n  chain: [x, y]\n';

  test.each([
    ['comments and blank lines', '# top\n\npack: # here\n  name: a\n\n  version: "1.0.0"\npolicies:\n  chain: [x, y] # end\n'],
    ['quotes', 'pack:\n  name: \'a\'\n  version: 1.0.0\npolicies:\n  chain: ["x", y]\n'],
    ['indentation and style', 'pack: {name: a, version: "1.0.0"}\npolicies:\n    chain:\n    - x\n    - y\n'],
    ['the order of keys', 'policies:\n  chain: [x, y]\npack:\n  version: "1.0.0"\n  name: a\n'],
    ['line ends', PLAIN.replaceAll('\n', '\r\n')],
    ['anchors and merge keys', 'pack: &p\n  name: &n a\n  version: "1.0.0"\npolicies:\n  chain: [x, y]\n'],
  ])('%s', (_, text) => {
    expect(digestOf(text)).toBe(digestOf(PLAIN));
  });

  test.each([
    ['a value', PLAIN.replace('name: a', 'name: b')],
    ['a type', PLAIN.replace('name: a', 'name: 1').replace('1.0.0', '1.0.0')],
    ['the order of a list', PLAIN.replace('[x, y]', '[y, x]')],
    ['an entry more', `${PLAIN}history: {}\n`],
    ['an empty value', `${PLAIN}history:\n`],
  ])('but %s is', (_, text) => {
    expect(digestOf(text)).not.toBe(digestOf(PLAIN));
  });
});

const SCALAR = fc.oneof(fc.string(), fc.integer(), fc.double({ noDefaultInfinity: false }), fc.boolean(), fc.constant(null));
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    SCALAR,
    fc.array(tie('tree'), { maxLength: 5 }),
    fc.dictionary(fc.string({ minLength: 1 }), tie('tree'), { maxKeys: 5, noNullPrototype: true }),
  ),
}));

/** The same values, with every mapping's keys the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, entry]) => [key, reversed(entry)]),
  );
}

describe('for any values', () => {
  test('the order of keys makes no difference', () => {
    fc.assert(
      fc.property(tree, (value) => contentDigest(reversed(value)) === contentDigest(value)),
      { seed: 1 },
    );
  });

  test('two lists are equal exactly when their items are', () => {
    fc.assert(
      fc.property(fc.array(SCALAR), fc.array(SCALAR), (one, other) => {
        const equal =
          one.length === other.length &&
          one.every((item, index) => item === other[index] || (Number.isNaN(item) && Number.isNaN(other[index])));
        return (contentDigest(one) === contentDigest(other)) === equal;
      }),
      { seed: 2 },
    );
  });

  test('a list of one is not its item, and a text is not the number it shows', () => {
    fc.assert(
      fc.property(tree, (value) => contentDigest([value]) !== contentDigest(value)),
      { seed: 3 },
    );
    fc.assert(
      fc.property(fc.integer(), (value) => contentDigest(String(value)) !== contentDigest(value)),
      { seed: 4 },
    );
  });
});

describe('for any policy file', () => {
  const file = fc.record({
    pack: fc.record({ name: fc.stringMatching(/^[a-z]{1,9}$/), version: fc.constant('1.0.0'), enabled: fc.boolean() }),
    policies: fc.record({ chain: fc.array(fc.constantFrom('rbac', 'audit-logger', 'pii-detector')) }),
    policy: fc.dictionary(fc.stringMatching(/^[a-z-]{1,12}$/), fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string()))),
  });
  const comment = fc.string({ maxLength: 20 }).map((text) => `# ${text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ')}`);

  test('comments, wherever they stand, and another style of writing never make a difference', () => {
    fc.assert(
      fc.property(file, fc.array(comment, { minLength: 1, maxLength: 5 }), fc.nat(), fc.boolean(), (values, comments, at, quoted) => {
        // Block scalars would take a comment between their lines as text.
        const lines = stringify(values, { blockQuote: false, lineWidth: 0 }).split('\n');
        for (const [index, text] of comments.entries()) lines.splice((at + index * 7) % lines.length, 0, text);
        const styled = stringify(reversed(values), {
          indent: 4,
          blockQuote: false,
          lineWidth: 0,
          defaultStringType: quoted ? 'QUOTE_DOUBLE' : 'PLAIN',
          collectionStyle: quoted ? 'flow' : 'block',
        });
        const digest = contentDigest(values);
        expect(digestOf(lines.join('\n'))).toBe(digest);
        expect(digestOf(styled)).toBe(digest);
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});

test('a long text that a hundred thousand aliases repeat is read once', () => {
  const long = 'x'.repeat(500_000);
  const value = Array.from({ length: 100_000 }, () => ({ a: long }));
  const shared = { list: [long, long], map: value };
  const started = performance.now();
  contentDigest([shared, shared, shared]);
  expect(performance.now() - started).toBeLessThan(5_000);
});
