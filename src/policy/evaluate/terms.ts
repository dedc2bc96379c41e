import type { Verdict } from '../../report/model.js';
import { type Block, type Decision, type Match, type PackView, type Phase, undecided } from './decision.js';
import type { Exchange } from './exchange.js';
import { answerPassages, type Found, findPatterns, findTerms, messagePassages, type Passage, textsOf, type Unsure } from './find.js';
import { findFuzzyTerms } from './fuzzy.js';

/** The largest documented `max_distance`: https://docs.keeptrusts.com/docs/policies/entity-list-filter */
const LARGEST_DISTANCE = 8;

/** What the documentation says of how a kind compares its own terms. */
export interface TermRules {
  /** `known`: case is ignored, by the kind's page or those of its siblings; `unknown`: what matches only without case is open. */
  readonly caseRule: 'known' | 'unknown';
  /** `tokens`: each word is compared with each entry; `unsaid`: fuzzy matching exists, not what it compares; `none`: the kind has no such setting. */
  readonly fuzzy: 'tokens' | 'unsaid' | 'none';
  /** `max_distance` where it is not set; undefined where that could not be read. */
  readonly defaultDistance?: number;
}

/** What a policy reads in a phase: the messages of the request, or the answer. */
export function passagesOf(exchange: Exchange, phase: Phase): readonly Passage[] {
  return phase === 'input' ? messagePassages(exchange) : answerPassages(exchange);
}

/** Matches of a list of own terms: anywhere in the text, and with `fuzzy_matching` also within the edit distance. */
export function findOwnTerms(settings: Block, field: string, exchange: Exchange, phase: Phase, pack: PackView, rules: TermRules): Found {
  const terms = textsOf(settings[field]);
  if (terms.length === 0) return { matches: [], unsure: [], complete: true };
  const passages = passagesOf(exchange, phase);
  const found = findTerms(passages, terms, field, pack);
  const literal = rules.caseRule === 'known' ? found : exactCase(found, passages, terms, field);
  if (settings.fuzzy_matching !== true || rules.fuzzy === 'none') return literal;
  return withFuzzy(literal, settings, passages, terms, field, rules);
}

function exactCase(found: Found, passages: readonly Passage[], terms: readonly string[], field: string): Found {
  const written = new Map(terms.map((term, position) => [`${field}[${position}]`, term]));
  const texts = new Map(passages.map((passage) => [`${passage.where} ${passage.index}`, passage.text]));
  const isExact = ({ where, index, start, end, item }: Match): boolean =>
    texts.get(`${where} ${index}`)?.slice(start, end) === written.get(item ?? '');
  const exact = found.matches.filter(isExact);
  const others = new Set(found.matches.filter((match) => !isExact(match)).map((match) => match.item ?? field));
  const unsure = [...others].map(
    (item): Unsure => ({
      item,
      cause: 'undocumented',
      reason: `${item} matches but for its case, and whether case counts is not documented`,
    }),
  );
  return { matches: exact, unsure: [...found.unsure, ...unsure], complete: found.complete && others.size === 0 };
}

function withFuzzy(
  literal: Found,
  settings: Block,
  passages: readonly Passage[],
  terms: readonly string[],
  field: string,
  rules: TermRules,
): Found {
  const set = distanceOf(settings.max_distance) ?? rules.defaultDistance;
  const fuzzy = findFuzzyTerms(passages, terms, field, set ?? LARGEST_DISTANCE, rules.fuzzy === 'unsaid');
  const certain = set === undefined ? [] : fuzzy.certain;
  const openItems = new Set(set === undefined ? [...fuzzy.open, ...fuzzy.certain.map((match) => match.item ?? field)] : fuzzy.open);
  const unsure = [...openItems].map(
    (item): Unsure => ({
      item,
      cause: 'undocumented',
      reason: `whether ${item} is near enough depends on ${set === undefined ? 'the default of max_distance' : 'how words are cut'}, which is not documented`,
    }),
  );
  return {
    matches: [...literal.matches, ...certain],
    unsure: [...literal.unsure, ...unsure],
    complete: literal.complete && unsure.length === 0,
  };
}

function distanceOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= LARGEST_DISTANCE ? value : undefined;
}

/** Matches of a list of own regular expressions, case as written. */
export function findOwnPatterns(settings: Block, field: string, exchange: Exchange, phase: Phase, pack: PackView): Found {
  return findPatterns(passagesOf(exchange, phase), textsOf(settings[field]), field, pack.patterns);
}

export function joinFound(...parts: readonly Found[]): Found {
  return {
    matches: parts.flatMap((part) => part.matches),
    unsure: parts.flatMap((part) => part.unsure),
    complete: parts.every((part) => part.complete && part.unsure.length === 0),
  };
}

/** The decision on items of which it is not known whether they match; undefined when there is none. What can be corrected comes first. */
export function undecidedItems(found: Found, could: readonly Verdict[]): Decision | undefined {
  const first = found.unsure.find((one) => one.cause === 'bad-pattern') ?? found.unsure[0];
  return first === undefined ? undefined : undecided(first.cause, could, first.reason);
}
