import type { Pattern } from './decision.js';

/** From this length on a search that compares letter by letter may need length times length; a shorter term bounds that by itself. */
const LONG_TERM = 64;

/** Matches per term and text that are kept; beyond them the list is not complete. */
const MATCH_LIMIT = 10_000;

/** One length before and after, so that offsets hold: of all letters only `İ` grows when lower-cased. Both forms of a small sigma are one. */
export function foldCase(text: string): string {
  return text.replaceAll('İ', 'i').toLowerCase().replaceAll('ς', 'σ');
}

/** The text a pattern stands for when it is nothing but letters and quoted signs; undefined when it is more. */
export function literalOf(pattern: string): string | undefined {
  return /^(?:[^\\^$.|?*+()[\]{}]|\\[^\p{L}\p{N}_\s])+$/u.test(pattern) ? pattern.replace(/\\(.)/gsu, '$1') : undefined;
}

/** A search for a plain text: several times faster than any expression. */
export function literalPattern(term: string, ignoreCase: boolean): Pattern {
  const wanted = ignoreCase ? foldCase(term) : term;
  return {
    findAll: (text) => {
      const starts = startsOf(ignoreCase ? foldOf(text) : text, wanted);
      const spans = starts.map((start) => ({ start, end: start + wanted.length, groups: [] }));
      return starts.length === MATCH_LIMIT ? { spans, missing: 'more' } : { spans };
    },
  };
}

/** The terms of a list are looked for one after another in one text, which need not be folded for each. */
let folded = { text: '', fold: '' };

function foldOf(text: string): string {
  if (folded.text !== text) folded = { text, fold: foldCase(text) };
  return folded.fold;
}

function startsOf(text: string, term: string): readonly number[] {
  if (term.length >= LONG_TERM) return startsOfLong(text, term);
  const starts: number[] = [];
  for (let at = text.indexOf(term); at >= 0 && starts.length < MATCH_LIMIT; at = text.indexOf(term, at + term.length)) starts.push(at);
  return starts;
}

/** The search of Knuth, Morris and Pratt: linear whatever the term repeats. */
function startsOfLong(text: string, term: string): readonly number[] {
  const borders = bordersOf(term);
  const starts: number[] = [];
  let matched = 0;
  for (let at = 0; at < text.length && starts.length < MATCH_LIMIT; at += 1) {
    while (matched > 0 && text[at] !== term[matched]) matched = borders[matched - 1] ?? 0;
    if (text[at] === term[matched]) matched += 1;
    if (matched === term.length) {
      starts.push(at + 1 - term.length);
      matched = 0;
    }
  }
  return starts;
}

/** For each prefix the length of its longest part that it both begins and ends with. */
function bordersOf(term: string): readonly number[] {
  const borders = [0];
  for (let at = 1, length = 0; at < term.length; at += 1) {
    while (length > 0 && term[at] !== term[length]) length = borders[length - 1] ?? 0;
    if (term[at] === term[length]) length += 1;
    borders.push(length);
  }
  return borders;
}
