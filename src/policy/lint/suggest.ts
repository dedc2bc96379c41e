import { editDistance } from '../../edit-distance.js';

/**
 * Names the documentation uses in places for what the schema calls otherwise, too different to be recognised as a slip of the keyboard.
 * Source: https://docs.keeptrusts.com/docs/policies/code-sanitation (the page of the kind code-sanitizer)
 */
const OTHER_NAMES: Readonly<Record<string, string>> = { 'code-sanitation': 'code-sanitizer' };

/** Letters that may differ, per letters of the word: one in four keeps `cors` and `cache` apart. */
const LETTERS_PER_SLIP = 4;
const MOST_SLIPS = 3;

/** The candidate that was probably meant; undefined when none is near, and when two are equally near. */
export function didYouMean(word: string, candidates: readonly string[]): string | undefined {
  const known = Object.hasOwn(OTHER_NAMES, word) ? OTHER_NAMES[word] : undefined;
  if (known !== undefined && candidates.includes(known)) return known;
  const normal = normalise(word);
  const allowed = Math.min(MOST_SLIPS, Math.floor(Math.max(normal.length, LETTERS_PER_SLIP) / LETTERS_PER_SLIP));
  let best: string | undefined;
  let bestDistance = allowed;
  let tied = false;
  const normals = normalisedOf(candidates);
  const letters = lettersOf(normal);
  for (const [index, candidate] of normals.entries()) {
    if (!mayBeWithin(bestDistance, letters, candidate.letters)) continue;
    const distance = editDistance(normal, candidate.word, bestDistance);
    if (distance > bestDistance) continue;
    tied = best !== undefined && distance === bestDistance;
    best = candidates[index];
    bestDistance = distance;
  }
  return tied || normal.length <= 2 ? undefined : best;
}

interface Normal {
  readonly word: string;
  readonly letters: number;
}

/** The lists are few and long-lived, the words many. */
const normalised = new WeakMap<readonly string[], readonly Normal[]>();

function normalisedOf(candidates: readonly string[]): readonly Normal[] {
  const known = normalised.get(candidates) ?? candidates.map(normalise).map((word) => ({ word, letters: lettersOf(word) }));
  normalised.set(candidates, known);
  return known;
}

/** Which letters a word has, one bit each. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at += 1) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

/** One edit changes at most two letters of the set, so that words with more different ones need not be compared. */
function mayBeWithin(limit: number, from: number, to: number): boolean {
  let different = from ^ to;
  let count = 0;
  for (; different !== 0; different &= different - 1) count += 1;
  return count <= 2 * limit;
}

function normalise(word: string): string {
  return word.toLowerCase().replaceAll(/[_\s-]+/g, '-');
}
