import type { PackPast } from '../../../src/policy/lint/identity.js';
import type { RuleId } from '../../../src/policy/lint/rules.js';

/** A clean file of __tests__/policy/clean. */
export interface Clean {
  readonly name: string;
  readonly text: string;
}

/** A clean file with one fault in it. */
export interface Mutant {
  readonly rule: RuleId;
  readonly file: string;
  readonly text: string;
  /** Where the fault stands, counted from 1. */
  readonly line: number;
  /** For the rules that look at a file's past. */
  readonly past?: PackPast;
}

/** Whole numbers below `limit`, the same in every run. */
export type Random = (limit: number) => number;

/** Puts one fault into a file, at a place of its choice; undefined where the file has no such place. */
export type Mutate = (clean: Clean, random: Random) => Pick<Mutant, 'text' | 'line' | 'past'> | undefined;

/** Every rule's ways to be broken. A rule without one does not compile. */
export type Mutations = Readonly<Partial<Record<RuleId, readonly Mutate[]>>>;

/** Stands in a replacement right before what is wrong; removed. Without it the start of the replacement is. */
const MARK = '⟦';

/**
 * Rewrites one match of a pattern, chosen at random.
 * @param write the replacement, in which `$1` … are the groups; or a function of the match.
 */
export function rewrite(pattern: RegExp, write: string | ((match: RegExpMatchArray, random: Random) => string | undefined)): Mutate {
  return ({ text }, random) => {
    const matches = [...text.matchAll(new RegExp(pattern.source, `${pattern.flags.replace('g', '')}g`))];
    const match = matches[random(Math.max(1, matches.length))];
    if (match === undefined) return undefined;
    const written =
      typeof write === 'string' ? write.replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '') : write(match, random);
    if (written === undefined) return undefined;
    const before = text.slice(0, match.index);
    const mark = written.indexOf(MARK);
    const lead = mark === -1 ? (/^\s*/.exec(written)?.[0] ?? '') : written.slice(0, mark);
    const mutated = before + written.replace(MARK, '') + text.slice(match.index + match[0].length);
    return mutated === text ? undefined : { text: mutated, line: before.split('\n').length + lead.split('\n').length - 1 };
  };
}

/** Only in the files named. */
export function only(names: readonly string[], mutate: Mutate): Mutate {
  return (clean, random) => (names.includes(clean.name) ? mutate(clean, random) : undefined);
}

/** Two neighbouring letters of a word, exchanged: a slip of the fingers that leaves no other word. */
export function misspelt(word: string, random: Random): string | undefined {
  const places = word
    .slice(1, -1)
    .split('')
    .flatMap((letter, index) => {
      const next = word[index + 2];
      return next !== undefined && /[a-z]/.test(letter) && /[a-z]/.test(next) && letter !== next ? [index + 1] : [];
    });
  const at = places[random(Math.max(1, places.length))];
  return at === undefined ? undefined : `${word.slice(0, at)}${word[at + 1]}${word[at]}${word.slice(at + 2)}`;
}

/** https://en.wikipedia.org/wiki/Linear_congruential_generator with the constants of Numerical Recipes. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}
