import type { CauseId, Match, PackView, PatternSource } from './decision.js';
import type { Exchange } from './exchange.js';

/** A piece of text of the exchange that a policy reads. */
export interface Passage {
  readonly where: 'message' | 'answer';
  readonly index: number;
  readonly text: string;
}

/** Every message, whoever it is from. */
export function messagePassages(exchange: Exchange): readonly Passage[] {
  return exchange.messages.map((message, index) => ({ where: 'message', index, text: message.content }));
}

export function answerPassages(exchange: Exchange): readonly Passage[] {
  return exchange.answer === undefined ? [] : [{ where: 'answer', index: 0, text: exchange.answer }];
}

export interface Unsure {
  readonly item: string;
  readonly cause: Extract<CauseId, 'bad-pattern' | 'too-costly' | 'undocumented'>;
  readonly reason?: string;
}

export interface Found {
  readonly matches: readonly Match[];
  /** Items of which it is not known whether they match. */
  readonly unsure: readonly Unsure[];
  /** False when there may be more matches of items that do match. */
  readonly complete: boolean;
}

/** Matches of regular expressions; `field` names the list in the kind's block. */
export function findPatterns(
  passages: readonly Passage[],
  patterns: readonly string[],
  field: string,
  source: PatternSource,
  ignoreCase = false,
): Found {
  const matches: Match[] = [];
  const unsure: Unsure[] = [];
  let complete = true;
  for (const [position, written] of patterns.entries()) {
    const item = `${field}[${position}]`;
    const pattern = source.compile(written, { ignoreCase });
    if (pattern === undefined) {
      unsure.push({ item, cause: 'bad-pattern', reason: `${item} does not compile` });
      continue;
    }
    for (const { where, index, text } of passages) {
      const { spans, missing } = pattern.findAll(text);
      for (const { start, end } of spans) matches.push({ where, index, start, end, item });
      if (missing === 'all') unsure.push({ item, cause: 'too-costly', reason: `${item} is too large for a text this long` });
      // Whether a match without text counts is not documented: it would redact nothing and block everything.
      if (missing === 'empty') unsure.push({ item, cause: 'undocumented', reason: `${item} also matches where no text is` });
      if (missing !== undefined) complete = false;
    }
  }
  return { matches, unsure, complete };
}

/** Matches of literal terms without regard to case, anywhere in the text. */
export function findTerms(passages: readonly Passage[], terms: readonly string[], field: string, pack: Pick<PackView, 'patterns'>): Found {
  return findPatterns(passages, terms.map(quoteTerm), field, pack.patterns, true);
}

/** The expression that matches exactly this text. */
export function quoteTerm(term: string): string {
  return term.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** Replaces the matched parts of messages and answer; for all that is known, a gateway's own marker may be any text. */
export const UNKNOWN_MARKER = '\uFFFC';

export function withoutMatches(exchange: Exchange, matches: readonly Match[], marker = UNKNOWN_MARKER): Exchange {
  const inMessages = new Map<number, Match[]>();
  const inAnswer: Match[] = [];
  for (const match of matches) {
    if (match.where === 'answer') inAnswer.push(match);
    if (match.where !== 'message') continue;
    const own = inMessages.get(match.index);
    if (own === undefined) inMessages.set(match.index, [match]);
    else own.push(match);
  }
  const messages = exchange.messages.map((message, index) => {
    const own = inMessages.get(index);
    return own === undefined ? message : { ...message, content: blank(message.content, own, marker) };
  });
  return { ...exchange, messages, ...(exchange.answer !== undefined && { answer: blank(exchange.answer, inAnswer, marker) }) };
}

function blank(text: string, matches: readonly Match[], marker: string): string {
  let result = '';
  let done = 0;
  for (const { start, end } of matches.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (start >= done) result += text.slice(done, start) + marker;
    done = Math.max(done, end);
  }
  return result + text.slice(done);
}

/** The texts of a list in a block; anything else in it is left out, since lint reports it. */
export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
