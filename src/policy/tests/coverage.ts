import type { Coverage, EntryCoverage, ItemCoverage, Verdict } from '../../report/model.js';
import type { Step } from '../evaluate/chain.js';
import type { PatternSource } from '../evaluate/decision.js';
import type { ChainEntry } from '../evaluate/entries.js';
import type { CaseEvaluation } from '../evaluate/evaluate-case.js';
import { findPatterns, findTerms } from '../evaluate/find.js';
import { createPatternSource } from '../evaluate/patterns.js';
import { passagesOf } from '../evaluate/terms.js';
import { formatPath } from '../path.js';
import { kindFacts } from '../schema/catalog.js';
import type { TestCase } from './cases.js';
import { type ListItem, listItems } from './list-fields.js';

/** A case with what the builtin evaluator makes of it and how it ended, whichever engine had the last word. */
export interface CoveredCase {
  readonly testCase: TestCase;
  readonly evaluation: CaseEvaluation;
  readonly outcome: 'passed' | 'failed' | 'undecided';
}

/**
 * How much of a pack its tests prove. An entry is decisive when a passed case that expects block, redact or escalate owes its verdict to it. Where
 * only kt decided, the builtin steps name it when they leave just one entry that could have given the verdict. An item is matched when an
 * entry that looked at a case found it.
 * @param root the parsed policy file.
 * @param entries its chain, as the evaluator read it.
 */
export function coverageOf(root: unknown, entries: readonly ChainEntry[], cases: readonly CoveredCase[]): Coverage {
  const decisive = new Set<number>();
  const exercised = new Set<number>();
  for (const covered of cases) {
    for (const step of covered.evaluation.chain.steps) if (hasLooked(step)) exercised.add(step.entry.index);
    for (const index of decisiveEntries(covered)) decisive.add(index);
  }
  const described = entries.map(({ index, kind }): EntryCoverage => {
    const state = decisive.has(index) ? 'decisive' : exercised.has(index) ? 'exercised' : 'never';
    return { index, kind, state, ...(alwaysAllows(kind) && { alwaysAllows: true }) };
  });
  const counted = described.filter((entry) => entry.alwaysAllows !== true);
  const proven = counted.filter((entry) => entry.state === 'decisive').length;
  return {
    entries: described,
    items: itemCoverage(listItems(root, new Set(entries.map(({ kind }) => kind))), cases),
    ...(counted.length > 0 && { share: proven / counted.length }),
  };
}

/** Kinds whose only documented verdict is allow: they record or rewrite, and no case can show more of them. */
export function alwaysAllows(kind: string): boolean {
  const verdicts = kindFacts(kind)?.verdicts;
  return verdicts?.length === 1 && verdicts[0] === 'allow';
}

/** True when the policy had something to look at, whatever it said. */
function hasLooked({ outcome }: Step): boolean {
  if (outcome.kind === 'decided') return true;
  return outcome.kind === 'undecided' && outcome.cause !== 'no-answer' && outcome.cause !== 'unknown-kind';
}

/** The entries a passed case owes its verdict to; none for allow, which no single policy gives. */
function decisiveEntries({ testCase, evaluation, outcome }: CoveredCase): readonly number[] {
  const { verdict } = testCase.expected;
  if (outcome !== 'passed' || verdict === 'allow') return [];
  const [only, ...more] = evaluation.verdicts;
  const certain = only === verdict && more.length === 0;
  // The other engine passed the case and builtin certainly sees another verdict: nothing it says of the steps can be trusted.
  if (!certain && !evaluation.verdicts.includes(verdict)) return [];
  const looked = evaluation.chain.steps.filter(hasLooked);
  const named = certain ? certainSteps(verdict, looked, evaluation) : [];
  if (named.length > 0) return named.map((step) => step.entry.index);
  const able = new Set(looked.filter((step) => couldGive(step, verdict)).map((step) => step.entry.index));
  return able.size === 1 ? [...able] : [];
}

/** A certain block is the last thing that happens; a redaction or an escalation may come of several entries together. */
function certainSteps(verdict: Verdict, looked: readonly Step[], { chain }: CaseEvaluation): readonly Step[] {
  // What an entry with an open condition would have said is no proof that it said it.
  const open = new Set(chain.open.map(({ index }) => index));
  const giving = looked.filter(({ entry, outcome }) => outcome.kind === 'decided' && outcome.verdict === verdict && !open.has(entry.index));
  return verdict === 'block' ? giving.slice(-1) : giving;
}

function couldGive({ outcome }: Step, verdict: Verdict): boolean {
  if (outcome.kind === 'decided') return outcome.verdict === verdict;
  return outcome.kind === 'undecided' && outcome.could.includes(verdict);
}

function itemCoverage(items: readonly ListItem[], cases: readonly CoveredCase[]): readonly ItemCoverage[] {
  const patterns = createPatternSource();
  const matched = new Set<string>();
  let open = items.map((item) => ({ item, path: formatPath(item.path) }));
  for (const { evaluation } of cases) {
    const looked = evaluation.chain.steps.filter(hasLooked);
    for (const step of looked) for (const path of namedItems(step)) matched.add(path);
    // What no evaluator reports is looked for, and only until a case has shown it.
    open = open.filter(({ item, path }) => {
      if (looked.some((step) => step.entry.kind === item.kind && isMatched(item, step, patterns))) matched.add(path);
      return !matched.has(path);
    });
  }
  return items.map((item) => {
    const path = formatPath(item.path);
    return { path, matched: matched.has(path) };
  });
}

function namedItems({ entry, outcome }: Step): readonly string[] {
  if (outcome.kind !== 'decided') return [];
  const block = formatPath(['policy', entry.kind]);
  return outcome.matches.flatMap(({ item }) => (item === undefined ? [] : [`${block}.${item}`]));
}

function isMatched(item: ListItem, step: Step, patterns: PatternSource): boolean {
  const { text, use } = item;
  const { seen, phase } = step;
  if (use === 'tool') return seen.toolCalls.some((call) => call.name === text);
  if (use === 'missing-header') return !seen.headers.has(text.toLowerCase());
  if (use === 'host') return seen.messages.some((message) => hostsIn(message.content).includes(text));
  if (!mayHideMatches(item, step)) return false;
  const passages = passagesOf(seen, phase);
  const found = use === 'term' ? findTerms(passages, [text], '', { patterns }) : findPatterns(passages, [text], '', patterns);
  return found.matches.length > 0;
}

/** A decision names the items that made it; one that is open names none, but says `unpublished-list` when no own item matches. */
function mayHideMatches({ silent }: ListItem, { outcome }: Step): boolean {
  return silent === true || (outcome.kind === 'undecided' && outcome.cause !== 'unpublished-list');
}

const ADDRESS = /https?:\/\/[^\s"'<>)\]]+/gi;

function hostsIn(text: string): readonly string[] {
  return [...text.matchAll(ADDRESS)].flatMap(([address]) => (URL.canParse(address) ? [new URL(address).hostname] : []));
}
