import type { Verdict } from '../../report/model.js';
import type { Exchange } from './exchange.js';

/** Why the builtin evaluator cannot say what a policy decides, with the way out; told once per kind and cause. */
export const CAUSES = {
  'unpublished-list': {
    text: 'its built-in pattern list is not published',
    wayOut: 'Use kt, or add own patterns or terms that cover the case.',
  },
  'needs-model': { text: 'it asks a model or an embedding', wayOut: 'Use kt.' },
  'needs-state': { text: 'it depends on earlier requests', wayOut: 'Test it on a running gateway.' },
  'needs-network': { text: 'it asks another service', wayOut: 'Test it on a running gateway.' },
  undocumented: { text: 'the documentation does not settle what it does here', wayOut: 'Use kt.' },
  'no-answer': {
    text: 'it looks at the answer, and the case has no upstream_response',
    wayOut: 'Add input.upstream_response to the case.',
  },
  'unknown-kind': { text: 'the kind is not known', wayOut: 'Correct the chain.' },
  'bad-pattern': { text: 'a pattern does not compile', wayOut: 'Correct the pattern.' },
  'too-costly': { text: 'a pattern is too large for a text this long', wayOut: 'Shorten the pattern or the message.' },
} as const satisfies Readonly<Record<string, { readonly text: string; readonly wayOut: string }>>;

export type CauseId = keyof typeof CAUSES;

/** A place in the exchange that made a policy decide, and the configured item that found it. */
export interface Match {
  readonly where: 'message' | 'answer' | 'header' | 'tool';
  /** Index of the message or tool call; 0 for the answer. */
  readonly index: number;
  /** UTF-16 offsets in that text. */
  readonly start: number;
  readonly end: number;
  /** Config path below the kind's block, e.g. `attack_patterns[0]`. */
  readonly item?: string;
}

export type Side = 'request' | 'answer';

/** `less`: parts may have been taken out; `any`: the text may have become anything. */
export type Doubt = 'less' | 'any';

/** Sides whose text a later policy may see otherwise than the exchange at hand says. */
export type Doubts = Readonly<Partial<Record<Side, Doubt>>>;

/** What one policy says of one exchange. Three-valued: it never guesses. Matches count in the exchange the policy saw. */
export type Decision = { readonly doubts?: Doubts } & (
  | {
      readonly kind: 'decided';
      readonly verdict: 'allow';
      readonly reason: string;
      readonly matches: readonly Match[];
      readonly rewritten?: Exchange;
    }
  | {
      readonly kind: 'decided';
      readonly verdict: 'block' | 'escalate';
      readonly reason: string;
      readonly reasonCode?: string;
      readonly matches: readonly Match[];
    }
  | {
      readonly kind: 'decided';
      readonly verdict: 'redact';
      readonly reason: string;
      readonly matches: readonly Match[];
      readonly rewritten: Exchange;
    }
  /** `could`: every verdict it might have. Where that holds redact, the text of its phase is in doubt without saying so in `doubts`. */
  | { readonly kind: 'undecided'; readonly cause: CauseId; readonly could: readonly Verdict[]; readonly reason: string }
);

export type Block = Readonly<Record<string, unknown>>;

/** Where in the flow a kind runs by default. `tool` policies run with the request. */
export type Phase = 'input' | 'output';

/** What a kind may look at besides its block: the rest of the pack. */
export interface PackView {
  readonly root: Readonly<Record<string, unknown>>;
  /** Patterns compiled in linear time, each once per pack. */
  readonly patterns: PatternSource;
}

/** UTF-16 offsets, and the capture groups where the pattern has some. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly string[];
}

export interface Spans {
  /** Non-overlapping matches in order, none of them empty. */
  readonly spans: readonly Span[];
  /**
   * What `spans` leaves out. `empty`: the pattern also matches where no text is; `more`: the search ended early, so that there may be more;
   * `all`: the search would have taken too long and was not made.
   */
  readonly missing?: 'empty' | 'more' | 'all';
}

/** A compiled pattern; a search takes time linear in the text. */
export interface Pattern {
  findAll(text: string): Spans;
}

export interface PatternSource {
  /** Undefined when the pattern does not compile. */
  compile(pattern: string, options?: { readonly ignoreCase?: boolean }): Pattern | undefined;
}

/**
 * What a kind reads. `text`: it looks for things in the text of the phase it is asked in, so that less text holds less; `own-phase`: it reads
 * text in another way, which is known for its default phases only; `no-text`: headers, tool calls or the configuration.
 */
export type LooksAt = 'text' | 'own-phase' | 'no-text';

export interface KindEvaluator {
  readonly kind: string;
  readonly looksAt: LooksAt;
  readonly phases: readonly Phase[];
  /** The verdicts it may give with these settings, whatever it reads; all that are documented of the kind where there is no such function. */
  could?(block: Block): readonly Verdict[];
  /** @param phase the phase it is asked in now. */
  evaluate(block: Block, exchange: Exchange, pack: PackView, phase: Phase): Decision;
}

export function allow(reason: string): Decision {
  return { kind: 'decided', verdict: 'allow', reason, matches: [] };
}

/** Lets through, but with another text. */
export function allowRewritten(reason: string, rewritten: Exchange): Decision {
  return { kind: 'decided', verdict: 'allow', reason, matches: [], rewritten };
}

export function withDoubts(decision: Decision, doubts: Doubts): Decision {
  return { ...decision, doubts };
}

export function block(reason: string, matches: readonly Match[], reasonCode?: string): Decision {
  return { kind: 'decided', verdict: 'block', reason, matches, ...(reasonCode !== undefined && { reasonCode }) };
}

export function escalate(reason: string, matches: readonly Match[]): Decision {
  return { kind: 'decided', verdict: 'escalate', reason, matches };
}

export function redact(reason: string, matches: readonly Match[], rewritten: Exchange): Decision {
  return { kind: 'decided', verdict: 'redact', reason, matches, rewritten };
}

export function undecided(cause: CauseId, could: readonly Verdict[], reason: string = CAUSES[cause].text): Decision {
  return { kind: 'undecided', cause, could, reason };
}
