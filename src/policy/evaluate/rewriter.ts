import { MAX_FILE_LENGTH } from '../limits.js';
import {
  allow,
  allowRewritten,
  type Block,
  type Decision,
  type PackView,
  type Pattern,
  type Phase,
  undecided,
  withDoubts,
} from './decision.js';
import { type Exchange, isRecord, listOf } from './exchange.js';

/**
 * Rules in order, each replacing its matches, or putting text before or after them; `$1`… are capture groups
 * (https://docs.keeptrusts.com/docs/policies/response-rewriter). A rewrite leaves the verdict at allow. What the text becomes is not certain where a
 * rule has a `condition`, whose meaning is not documented, or a pattern that cannot be run.
 */
export function evaluateRewriter(settings: Block, exchange: Exchange, pack: PackView, phase: Phase): Decision {
  const doubts = { [phase === 'input' ? 'request' : 'answer']: 'any' } as const;
  let current = exchange;
  for (const rule of listOf(settings.rules).filter(isRecord)) {
    const pattern = typeof rule.pattern === 'string' ? pack.patterns.compile(rule.pattern) : undefined;
    if (pattern === undefined) return withDoubts(undecided('bad-pattern', ['allow'], 'a rule has a pattern that does not compile'), doubts);
    const change = rewriteExchange(current, phase, (text) => rewrite(text, pattern, rule));
    if (change === undefined || (change !== current && isOpen(rule, settings, current, phase))) {
      return withDoubts(allow('it lets through, and what a rule makes of the text is not certain'), doubts);
    }
    current = change;
  }
  const system = phase === 'input' ? systemMessage(settings.system_message) : undefined;
  if (system !== undefined) current = { ...current, messages: [{ role: 'system', content: system }, ...current.messages] };
  return current === exchange ? allow('no rule matches') : allowRewritten('it rewrites and lets through', current);
}

/** In an answer that is JSON only the texts in it are rewritten, unless `preserve_structure` is false. */
/** Documented values; replace is the default. */
const POSITIONS: readonly unknown[] = [undefined, 'replace', 'prepend', 'append'];

function isOpen(rule: Block, settings: Block, exchange: Exchange, phase: Phase): boolean {
  if (rule.condition !== undefined || !POSITIONS.includes(rule.position)) return true;
  return phase === 'output' && settings.preserve_structure !== false && /^\s*[[{]/.test(exchange.answer ?? '');
}

function rewriteExchange(exchange: Exchange, phase: Phase, change: (text: string) => string | undefined): Exchange | undefined {
  if (phase === 'output') {
    const answer = change(exchange.answer ?? '');
    if (answer === undefined) return undefined;
    return answer === exchange.answer ? exchange : { ...exchange, answer };
  }
  const contents = exchange.messages.map((message) => change(message.content));
  if (contents.includes(undefined)) return undefined;
  if (exchange.messages.every((message, index) => message.content === contents[index])) return exchange;
  return { ...exchange, messages: exchange.messages.map((message, index) => ({ ...message, content: contents[index] ?? '' })) };
}

/**
 * UTF-16 units a rewritten text may have here: four times the largest message of a test file. Rules multiply what earlier ones put in, so that a
 * few short ones could ask for more text than there is memory.
 */
const LARGEST_REWRITTEN = 4 * MAX_FILE_LENGTH;

/** Undefined when what comes out is not certain, or too long to be written out. */
function rewrite(text: string, pattern: Pattern, rule: Block): string | undefined {
  const { spans, missing } = pattern.findAll(text);
  if (missing !== undefined) return undefined;
  let result = '';
  let done = 0;
  for (const { start, end, groups } of spans) {
    const put = replacementOf(rule.replacement, groups);
    if (put === undefined) return undefined;
    const matched = text.slice(start, end);
    if (result.length + put.length + start - done > LARGEST_REWRITTEN) return undefined;
    result += text.slice(done, start) + (rule.position === 'prepend' ? put + matched : rule.position === 'append' ? matched + put : put);
    done = end;
  }
  return result + text.slice(done);
}

/** Only a dollar sign with one digit is documented; any other use of the sign is left open. */
function replacementOf(written: unknown, groups: readonly string[]): string | undefined {
  if (typeof written !== 'string') return undefined;
  let known = true;
  const filled = written.replace(/\$([1-9](?!\d))?/g, (_, digit: string | undefined) => {
    const group = digit === undefined ? undefined : groups[Number(digit) - 1];
    known &&= group !== undefined;
    return group ?? '';
  });
  return known ? filled : undefined;
}

function systemMessage(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return isRecord(value) && typeof value.content === 'string' ? value.content : undefined;
}
