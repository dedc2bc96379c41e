import { type KtCase, type KtEvent, type KtEvents, type KtTest, type KtWrite, VERDICT_ALIASES } from './kt.js';
import { type Exited, excerpt, isRecord, jsonIn, textField, whatItSaid, whyNoAnswer } from './kt-output.js';
import { detailsOf } from './kt-test-details.js';
import type { ProcessOutcome } from './process.js';

/** Characters kept of a name, id or word that kt or the control plane gave. */
const FIELD_LIMIT = 200;

/**
 * What `kt policy test --json` said (https://docs.keeptrusts.com/docs/cli/policy-test). Exit code, `ok` and the cases' `passed`
 * must agree; what disagreed is named and makes the answer unusable. `ok` with no results is an answer: the caller knows how
 * many tests there are.
 */
export function parseTest(outcome: ProcessOutcome): KtTest {
  const command = 'kt policy test';
  if (outcome.kind !== 'exited') return { kind: 'unusable', reason: `${command} ${whyNoAnswer(outcome)}` };
  const answer = jsonIn(outcome);
  if (!isRecord(answer)) {
    return { kind: 'unusable', reason: `${command} exited with ${outcome.code} and printed no JSON; it said: ${whatItSaid(outcome)}` };
  }
  if (typeof answer.ok !== 'boolean')
    return { kind: 'unusable', reason: `${command} exited with ${outcome.code} and its answer has no true or false in "ok"` };
  const cases = casesOf(answer.results);
  if (typeof cases === 'string') return { kind: 'unusable', reason: `${command} exited with ${outcome.code} and ${cases}` };
  const disagreement = testDisagreement(outcome.code, answer.ok, cases);
  if (disagreement !== undefined) return { kind: 'unusable', reason: `${command} contradicts itself: ${disagreement}` };
  return { kind: 'answered', ok: answer.ok, cases };
}

function casesOf(results: unknown): KtCase[] | string {
  if (!Array.isArray(results)) return 'its answer has no list "results"';
  const cases: KtCase[] = [];
  for (const [index, item] of results.entries()) {
    if (!isRecord(item) || typeof item.name !== 'string' || typeof item.passed !== 'boolean') {
      return `results[${index}] has no "name" or no true or false in "passed"`;
    }
    const verdict = textField(item, ['verdict'], FIELD_LIMIT);
    const reasonCode = textField(item, ['reason_code'], FIELD_LIMIT);
    const details = detailsOf(item.details);
    cases.push({
      name: item.name,
      passed: item.passed,
      ...(verdict === undefined ? {} : { verdict: verdictWord(verdict) }),
      ...(reasonCode === undefined ? {} : { reasonCode }),
      ...(details === undefined ? {} : { details }),
    });
  }
  return cases;
}

function testDisagreement(code: number, ok: boolean, cases: readonly KtCase[]): string | undefined {
  const failed = cases.filter((one) => !one.passed).length;
  if (ok !== (code === 0)) return `its answer says ok: ${ok}, and it exited with ${code}`;
  if (ok && failed > 0) return `its answer says ok: true, and ${failed} of ${cases.length} cases did not pass`;
  if (!ok && cases.length > 0 && failed === 0) return `its answer says ok: false, and all ${cases.length} cases passed`;
  return undefined;
}

/**
 * What a write through kt came to: the exit code decides, because the output of `kt policy push` and `kt policy deploy` is
 * undocumented. A process that was killed or ran out of time may have written: `unknown`.
 * @param secrets values that are replaced by `***` in what is quoted.
 */
export function parseWrite(outcome: ProcessOutcome, secrets: readonly string[] = []): KtWrite {
  if (outcome.kind === 'not-started') return { kind: 'not-started', reason: excerpt(outcome.reason, secrets) };
  if (outcome.kind !== 'exited') return { kind: 'unknown', reason: `kt ${whyNoAnswer(outcome)}` };
  return outcome.code === 0 ? { kind: 'accepted' } : { kind: 'rejected', exitCode: outcome.code, said: whatItSaid(outcome, secrets) };
}

/** Names the documentation gives the same field on different pages, the CLI reference's first: https://docs.keeptrusts.com/docs/cli/events */
const EVENT_FIELDS = {
  id: ['id', 'event_id'],
  time: ['timestamp', 'created_at'],
  verdict: ['verdict', 'decision', 'policy_outcome', 'action'],
  reasonCode: ['reason_code'],
  model: ['model'],
  configVersion: ['config_version'],
  gatewayId: ['gateway_id'],
  requestId: ['request_id'],
} as const satisfies Record<keyof KtEvent, readonly string[]>;

/**
 * The decision events `kt events tail --json` printed: a bare array, or an object with `events`. Only the fields above are kept;
 * text of messages never leaves this function, not even in the reason of an unusable answer.
 */
export function parseEvents(outcome: ProcessOutcome, secrets: readonly string[] = []): KtEvents {
  const command = 'kt events tail';
  if (outcome.kind !== 'exited') return { kind: 'unusable', reason: `${command} ${whyNoAnswer(outcome)}` };
  if (outcome.code !== 0)
    return { kind: 'unusable', reason: `${command} exited with ${outcome.code} and said: ${onStderr(outcome, secrets)}` };
  const answer = jsonIn({ ...outcome, stderr: '' });
  const list: unknown = isRecord(answer) ? answer.events : answer;
  if (!Array.isArray(list)) {
    const cut = outcome.truncated ? ', and its output was longer than what is kept' : '';
    return { kind: 'unusable', reason: `${command} exited with 0 and printed no JSON list of events${cut}` };
  }
  const events: KtEvent[] = [];
  for (const [index, item] of list.entries()) {
    if (!isRecord(item)) return { kind: 'unusable', reason: `${command} exited with 0 and event ${index} of its answer is not an object` };
    events.push(eventOf(item));
  }
  return { kind: 'answered', events };
}

function onStderr(outcome: Exited, secrets: readonly string[]): string {
  const said = excerpt(outcome.stderr, secrets);
  return said === '' ? 'nothing on stderr' : said;
}

function eventOf(item: Readonly<Record<string, unknown>>): KtEvent {
  const event: { -readonly [K in keyof KtEvent]: string } = {};
  for (const field of keysOf(EVENT_FIELDS)) {
    const text = textField(item, EVENT_FIELDS[field], FIELD_LIMIT);
    if (text !== undefined) event[field] = field === 'verdict' ? verdictWord(text) : text;
  }
  return event;
}

function keysOf<T extends object>(table: T): (keyof T)[] {
  return Object.keys(table).filter((key): key is Extract<keyof T, string> => key in table);
}

/** The reference's word for a verdict, or kt's own word where no page says what it means. */
function verdictWord(word: string): string {
  const lower = word.toLowerCase();
  return (Object.hasOwn(VERDICT_ALIASES, lower) ? VERDICT_ALIASES[lower] : undefined) ?? word;
}
