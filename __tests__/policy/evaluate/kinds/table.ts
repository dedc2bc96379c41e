import { describe, expect, test } from '@jest/globals';
import { runChain, type Step } from '../../../../src/policy/evaluate/chain.js';
import type { CauseId, Decision } from '../../../../src/policy/evaluate/decision.js';
import { chainEntries } from '../../../../src/policy/evaluate/entries.js';
import { EVALUATORS } from '../../../../src/policy/evaluate/evaluators.js';
import { exchangeOf } from '../../../../src/policy/evaluate/exchange.js';
import { createPatternSource } from '../../../../src/policy/evaluate/patterns.js';
import type { Verdict } from '../../../../src/report/model.js';

/** What a row sends: a user's message, or the parts of a test case's input. */
export interface Sent {
  readonly says?: string;
  readonly messages?: readonly Readonly<Record<string, unknown>>[];
  readonly answer?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Tools the answer calls. */
  readonly calls?: readonly string[];
  readonly request?: unknown;
}

export interface Expected {
  readonly verdict?: Verdict;
  readonly reasonCode?: string;
  /** `item: matched text @ start offset`, with the index of the message or call before it where it is not 0; in any order. */
  readonly found?: readonly string[];
  /** The text of the phase's side afterwards; `*` stands for a marker of unknown text. */
  readonly leaves?: string;
  readonly cause?: CauseId;
  readonly could?: readonly Verdict[];
  /** Sides whose text is in doubt afterwards. */
  readonly doubts?: Readonly<Record<string, string>>;
}

/** A sentence of the documentation (or a gap in it), the block it is about, what is sent and what must come out. */
export type Row = readonly [sentence: string, block: Readonly<Record<string, unknown>>, sent: string | Sent, expected: Expected];

export interface Setting {
  /** The phase the rows are about; `input` unless said. */
  readonly phase?: 'input' | 'output';
  /** The rest of the pack. */
  readonly root?: Readonly<Record<string, unknown>>;
}

export const decided = (verdict: Verdict, more: Omit<Expected, 'verdict'> = {}): Expected => ({ verdict, ...more });
export const open = (cause: CauseId, could: readonly Verdict[], more: Expected = {}): Expected => ({ cause, could, ...more });

/** One test per row, through the chain as a pack would run it. */
export function kindTable(kind: string, rows: readonly Row[], { phase = 'input', root = {} }: Setting = {}): void {
  describe(`${kind}, ${phase}`, () => {
    const asked = ([, block, sent, expected]: Row, evaluators = EVALUATORS): Expected | undefined => {
      const pack = { root: { ...root, policy: { [kind]: block } }, patterns: createPatternSource() };
      const entries = chainEntries({ policies: { chain: [kind] } });
      const { steps } = runChain(entries, exchangeFor(typeof sent === 'string' ? { says: sent } : sent), pack, evaluators);
      const step = steps.find((one) => one.phase === phase);
      return step && seen(step, expected);
    };

    test.each(rows.map((row) => [row[0], row] as const))('%s', (_, row) => {
      expect(asked(row)).toEqual(row[3]);
    });

    test('no row holds by luck: without the kind none does', () => {
      const others = new Map([...EVALUATORS].filter(([name]) => name !== kind));
      for (const row of rows) expect([row[0], asked(row, others)]).not.toEqual([row[0], row[3]]);
    });
  });
}

export function exchangeFor({ says, messages, answer, headers, calls, request }: Sent) {
  const sent = messages ?? (says === undefined ? [] : [{ role: 'user', content: says }]);
  const called = calls?.map((name) => ({ type: 'function', function: { name, arguments: '{}' } }));
  const upstream = called === undefined ? answer : { choices: [{ message: { content: answer ?? null, tool_calls: called } }] };
  const raw = {
    messages: sent,
    ...(upstream !== undefined && { upstream_response: upstream }),
    ...(request !== undefined && { request }),
  };
  const read = sent.map(({ role, content }) => ({ role: String(role), content: typeof content === 'string' ? content : '' }));
  return exchangeOf({ messages: read, raw, ...(headers !== undefined && { headers }) });
}

/** Only the parts a row expects, so that it says what it is about; cause, verdict and could always count. */
function seen({ outcome, seen: exchange, phase }: Step, expected: Expected): Expected {
  if (outcome.kind !== 'decided' && outcome.kind !== 'undecided') throw new Error(outcome.kind);
  const doubts = expected.doubts === undefined ? {} : { doubts: outcome.doubts ?? {} };
  if (outcome.kind === 'undecided') return { cause: outcome.cause, could: outcome.could, ...doubts };
  return {
    verdict: outcome.verdict,
    ...(expected.reasonCode !== undefined && 'reasonCode' in outcome && { reasonCode: outcome.reasonCode ?? 'none' }),
    ...(expected.found !== undefined && { found: foundIn(outcome, exchange) }),
    ...(expected.leaves !== undefined && { leaves: textAfter(outcome, phase) }),
    ...doubts,
  };
}

function foundIn(outcome: Extract<Decision, { kind: 'decided' }>, exchange: Step['seen']): readonly string[] {
  return outcome.matches.map(({ where, index, start, end, item }) => {
    if (where === 'tool') return `${item ?? ''}: ${exchange.toolCalls[index]?.name ?? ''}`;
    const text = (where === 'answer' ? exchange.answer : exchange.messages[index]?.content) ?? '';
    return `${item ?? ''}: ${index > 0 ? `#${index} ` : ''}${text.slice(start, end)} @ ${start}`;
  });
}

function textAfter(outcome: Extract<Decision, { kind: 'decided' }>, phase: Step['phase']): string {
  const rewritten = 'rewritten' in outcome ? outcome.rewritten : undefined;
  const text = phase === 'output' ? rewritten?.answer : rewritten?.messages.map((message) => message.content).join(' | ');
  return (text ?? 'unchanged').replaceAll('\uFFFC', '*');
}
