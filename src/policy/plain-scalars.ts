/** Thrown where a text leaves the plain part of YAML. */
export const GIVE_UP: unique symbol = Symbol('the full reader must read this');

/** A colon: after the digits, before the letters. */
const AFTER_DIGITS = 58;

/** What follows a backslash in double quotes, as far as the plain reader goes. */
export const ESCAPES: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/', n: '\n', t: '\t' };

/** Words that are no texts. Source: https://yaml.org/spec/1.2.2/#103-core-schema */
const WORDS: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['null', 'Null', 'NULL', '~'].map((word) => [word, null] as const),
]);

/** What a plain text may be besides a text. Numbers that need more than this (exponents, other bases, many digits) go to the full reader. */
const INTEGER = /^[-+]?[0-9]{1,15}$/;
const DECIMAL = /^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/;
const OTHER_NUMBER =
  /^(?:0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|[-+]?[0-9]{16,})$/;

/** What a text without quotes stands for, by YAML's core schema. */
export function scalarOf(source: string): unknown {
  const first = source.charCodeAt(0);
  // A letter: a text, or one of the words.
  if (first >= AFTER_DIGITS) return wordOf(source);
  if (INTEGER.test(source) || DECIMAL.test(source)) return Number(source);
  if (OTHER_NUMBER.test(source)) throw GIVE_UP;
  return source;
}

function wordOf(source: string): unknown {
  const word = WORDS.get(source);
  return word === undefined ? source : word;
}
