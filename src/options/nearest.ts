import { editDistance } from '../edit-distance.js';

/** Longest word compared: distance costs the product of the lengths, and no name in this project is longer. */
const COMPARED_LENGTH = 60;

/** The candidate a writer of `word` most likely meant: same letters but for case, `_` for `-`, or a few slips. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase().replaceAll('_', '-');
  if (wanted === '' || wanted.length > COMPARED_LENGTH) return undefined;
  const allowedSlips = Math.max(1, Math.floor(wanted.length / 3));
  let best: { readonly candidate: string; readonly slips: number } | undefined;
  for (const candidate of candidates) {
    const slips = editDistance(wanted, candidate.toLowerCase().replaceAll('_', '-').slice(0, COMPARED_LENGTH), allowedSlips);
    if (slips <= allowedSlips && slips < (best?.slips ?? Number.POSITIVE_INFINITY)) best = { candidate, slips };
  }
  return best?.candidate;
}

/** `; did you mean x?`, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const candidate = nearest(word, candidates);
  return candidate === undefined ? '' : `; did you mean ${candidate}?`;
}
