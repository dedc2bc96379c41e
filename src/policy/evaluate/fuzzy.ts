import type { Match } from './decision.js';
import type { Passage } from './find.js';
import { foldCase } from './literal.js';

const { min } = Math;

/**
 * Ways to cut a text into words. The documentation compares "tokens" and does not say what one is: only what all of these find is certain, and
 * only what none finds is certainly not there (https://docs.keeptrusts.com/docs/policies/entity-list-filter).
 */
const CUTS: readonly RegExp[] = [/\S+/g, /[\p{L}\p{N}_'-]+/gu, /[\p{L}\p{N}]+/gu];

export interface FuzzyMatches {
  readonly certain: readonly Match[];
  /** Items that match in one reading and not in another. */
  readonly open: readonly string[];
}

/**
 * Words within an edit distance of a term, case ignored.
 *
 * @param runs where a term has several words, compare runs of as many words too. Whether a gateway does is not documented, so such a match
 * is open.
 */
export function findFuzzyTerms(
  passages: readonly Passage[],
  terms: readonly string[],
  field: string,
  distance: number,
  runs: boolean,
): FuzzyMatches {
  const certain: Match[] = [];
  const open: string[] = [];
  const cut = CUTS.map((words) => passages.map((passage) => tokensOf(passage, words)));
  for (const [position, term] of terms.entries()) {
    const wanted = foldCase(term);
    if (wanted === '') continue;
    const search: Search = { wanted, distance, isNear: nearTo(wanted, distance), item: `${field}[${position}]` };
    const byCut = cut.map((tokens) => tokens.flatMap((passage) => matchesOf(passage, search, 1)));
    if (byCut.every((matches) => matches.length > 0)) for (const match of byCut.at(-1) ?? []) certain.push(match);
    else if (byCut.some((matches) => matches.length > 0) || (runs && matchesAsRun(cut, search))) open.push(search.item);
  }
  return { certain, open };
}

interface Tokens {
  readonly passage: Passage;
  readonly folded: string;
  readonly spans: readonly { readonly start: number; readonly end: number }[];
}

interface Search {
  readonly wanted: string;
  readonly distance: number;
  readonly isNear: (word: string) => boolean;
  readonly item: string;
}

function tokensOf(passage: Passage, words: RegExp): Tokens {
  const spans = [...passage.text.matchAll(words)].map((word) => ({ start: word.index, end: word.index + word[0].length }));
  return { passage, folded: foldCase(passage.text), spans };
}

function matchesOf({ passage, folded, spans }: Tokens, { wanted, distance, isNear, item }: Search, length: number): readonly Match[] {
  const matches: Match[] = [];
  for (let first = 0; first + length <= spans.length; first += 1) {
    const start = spans[first]?.start ?? 0;
    const end = spans[first + length - 1]?.end ?? start;
    if (Math.abs(end - start - wanted.length) > distance || !isNear(folded.slice(start, end))) continue;
    matches.push({ where: passage.where, index: passage.index, start, end, item });
  }
  return matches;
}

function matchesAsRun(cut: readonly (readonly Tokens[])[], search: Search): boolean {
  return CUTS.some((words, number) => {
    const length = [...search.wanted.matchAll(words)].length;
    return length > 1 && (cut[number] ?? []).some((tokens) => matchesOf(tokens, search, length).length > 0);
  });
}

/**
 * Whether words are within a Levenshtein distance of a term: in a band of that width, so linear in the text for the limits a policy may set
 * (0 to 8). The two rows of the table are kept from word to word.
 */
export function nearTo(term: string, limit: number): (word: string) => boolean {
  const far = limit + 1;
  let row = new Uint32Array(term.length + 1);
  let next = new Uint32Array(term.length + 1);
  return (word) => {
    if (Math.abs(word.length - term.length) > limit) return false;
    for (let j = 0; j <= term.length; j += 1) row[j] = min(j, far);
    for (let i = 1; i <= word.length; i += 1) {
      const from = i > limit ? i - limit : 1;
      const to = min(i + limit, term.length);
      const letter = word.charCodeAt(i - 1);
      // The cells beside the band are out of reach; those further away are never looked at.
      next[from - 1] = from === 1 && i < far ? i : far;
      let least = next[from - 1] ?? far;
      for (let j = from; j <= to; j += 1) {
        let value = (row[j - 1] ?? far) + (letter === term.charCodeAt(j - 1) ? 0 : 1);
        const dropped = (row[j] ?? far) + 1;
        const added = (next[j - 1] ?? far) + 1;
        if (dropped < value) value = dropped;
        if (added < value) value = added;
        next[j] = min(value, far);
        if (value < least) least = value;
      }
      if (to < term.length) next[to + 1] = far;
      if (least > limit) return false;
      [row, next] = [next, row];
    }
    return (row[term.length] ?? far) <= limit;
  };
}
