import { randomUUID } from 'node:crypto';
import type { ChatReading, Chatting } from '../keeptrusts/gateway.js';
import type { KtEvent } from '../keeptrusts/kt.js';
import type { TestCase } from '../policy/tests/cases.js';
import { Failure } from '../report/failure.js';
import type { ProbeReport } from '../report/gateway-model.js';
import type { Expectation, Verdict } from '../report/model.js';
import type { Gateway } from './gateway-target.js';

/** Prefix of the request ids of probes: with it their events can be told from user traffic, and no user's id can be taken for ours. */
export const PROBE_REQUEST_PREFIX = 'keeptrusts-policy-probe-';

/** The model the documentation's samples name; a gateway without it answers with an upstream error, which leaves a probe undecided. */
export const DEFAULT_PROBE_MODEL = 'gpt-4o-mini';

export interface ProbeSettings {
  /** For cases that name no model. */
  readonly model: string;
  readonly signal: AbortSignal;
  /** A new id for each request. */
  readonly requestId: () => string;
  /** Milliseconds left for everything still to be sent; absent where only the client's own limit holds. */
  readonly remainingMs?: () => number;
}

/** A source of request ids, each unique, that begin with `prefix`. */
export function requestIds(prefix: string): () => string {
  return () => `${prefix}${randomUUID()}`;
}

/**
 * Sends golden cases through a gateway, each once and in order, and compares verdicts. What the answer leaves open (a redacted answer looks
 * like any other) stays undecided, as does what is the upstream's fault, what a request cannot carry, and what a cancelled run did not get
 * to. The request id alone marks a request as ours: `x-keeptrusts-agent-id`, the other documented header
 * (https://docs.keeptrusts.com/docs/sdk/client-sdk-overview/), could change the decision.
 * @throws Failure when the client refuses to send to this address.
 */
export async function probeGateway(client: Chatting, cases: readonly TestCase[], settings: ProbeSettings): Promise<readonly ProbeReport[]> {
  const reports: ProbeReport[] = [];
  for (const testCase of cases) reports.push(await sendOne(client, testCase, settings));
  return reports;
}

async function sendOne(client: Chatting, testCase: TestCase, settings: ProbeSettings): Promise<ProbeReport> {
  const { input, expected, name } = testCase;
  const { signal } = settings;
  const base = { name, expected, requestId: settings.requestId() };
  const undecided = (reason: string): ProbeReport => ({ ...base, outcome: 'undecided', reason });
  const timeoutMs = settings.remainingMs?.();
  const obstacle = obstacleTo(testCase, signal, timeoutMs);
  if (obstacle !== undefined) return undecided(`nothing was sent: ${obstacle}`);
  try {
    const reading = await client.chat(
      {
        model: input.model ?? settings.model,
        messages: input.messages,
        requestId: base.requestId,
        ...(input.headers !== undefined && { headers: input.headers }),
        ...(timeoutMs !== undefined && { timeoutMs }),
      },
      signal,
    );
    return { ...base, ...judgeAnswer(expected, reading) };
  } catch (error) {
    if (!signal.aborted) throw error;
    return undecided('the run was cancelled before the answer came');
  }
}

/** Keys of a case's input that a request from outside can carry; the others describe what a gateway would see or receive itself. */
const SENDABLE_KEYS = new Set(['messages', 'headers', 'model']);

function obstacleTo({ input, assertions }: TestCase, signal: AbortSignal, timeoutMs: number | undefined): string | undefined {
  if (signal.aborted) return 'the run was cancelled';
  if (timeoutMs !== undefined && timeoutMs <= 0) return 'the time was over';
  const key = Object.keys(input.raw).find((one) => !SENDABLE_KEYS.has(one));
  if (key !== undefined) return `a request through the gateway cannot carry input.${key}`;
  // A verdict alone would call the case passed, and its event later would too.
  return assertions.length === 0 ? undefined : 'its assertions cannot be run from outside';
}

type Judgement = Pick<ProbeReport, 'outcome'> & Partial<Pick<ProbeReport, 'actual' | 'shownBy' | 'reason'>>;

/** What an answer shows: the verdict it is read as, and those it may have come from as well. */
interface AnswerForm {
  readonly verdict: Verdict;
  readonly maybe: readonly Verdict[];
  readonly words: string;
}

/** What a caller gets of a redacted request is an answer like any other; of an escalated one it is not documented. */
const NORMAL: AnswerForm = { verdict: 'allow', maybe: ['redact', 'escalate'], words: 'answered normally' };
const BLOCKED: AnswerForm = { verdict: 'block', maybe: [], words: 'blocked' };
/** HTTP 409 is a policy block; one diagram treats an escalation alike, so without a telling code it may be one. */
const REFUSED: AnswerForm = { verdict: 'block', maybe: ['escalate'], words: 'blocked' };

/** The codes of https://docs.keeptrusts.com/docs/guides/developer/error-handling; `budget_exceeded` is about the token, not about the case. */
const FORM_OF_CODE: ReadonlyMap<string | undefined, AnswerForm | 'budget'> = new Map<string, AnswerForm | 'budget'>([
  ['input_blocked', BLOCKED],
  ['output_blocked', BLOCKED],
  ['escalation_required', { verdict: 'escalate', maybe: [], words: 'asked for an escalation' }],
  ['budget_exceeded', 'budget'],
]);

function judgeAnswer(expected: Expectation, reading: ChatReading): Judgement {
  if (reading.kind === 'undecided') return { outcome: 'undecided', reason: reading.reason };
  const form = reading.kind === 'allowed' ? NORMAL : (FORM_OF_CODE.get(reading.code) ?? REFUSED);
  if (form === 'budget') {
    return { outcome: 'undecided', reason: 'HTTP 409 with code budget_exceeded: a budget is used up, which says nothing about the policy' };
  }
  if (form.maybe.includes(expected.verdict)) {
    const what = form === NORMAL ? 'a normal answer' : 'HTTP 409 without a telling code';
    return { outcome: 'undecided', reason: `${what} does not show whether the gateway would ${expected.verdict}` };
  }
  return judged(expected, { verdict: form.verdict }, { shownBy: 'answer', words: `the gateway ${form.words}` });
}

/**
 * The verdict decides; a reason code never does. Error bodies carry a code of their own, and the documentation writes the same reason
 * differently in tests (https://docs.keeptrusts.com/docs/cli/policy-test) and in events (https://docs.keeptrusts.com/docs/cli/events).
 */
function judged(
  expected: Expectation,
  shown: { readonly verdict: Verdict; readonly reasonCode?: string },
  by: { readonly shownBy: 'answer' | 'event'; readonly words: string },
): Judgement {
  const base = { actual: shown.verdict, shownBy: by.shownBy };
  if (shown.verdict !== expected.verdict) return { ...base, outcome: 'failed', reason: `expected ${expected.verdict}, ${by.words}` };
  const isWhole = expected.reasonCode === undefined || expected.reasonCode === shown.reasonCode;
  return {
    ...base,
    outcome: 'passed',
    ...(!isWhole && { reason: `the verdict is right; the ${by.shownBy} does not prove the reason code` }),
  };
}

/** Verdicts an event may name beside each verdict known before, without contradicting it. */
const FITS: Readonly<Record<string, readonly string[]>> = {
  allow: ['allow', ...NORMAL.maybe],
  block: ['block', 'escalate'],
  escalate: ['escalate'],
  // Known from an earlier reading of the same event.
  redact: ['redact'],
};

const VERDICTS: readonly Verdict[] = ['allow', 'block', 'redact', 'escalate'];

/**
 * Lets events with a probe's request id decide what its answer left open, or say more exactly what it showed: a normal answer passes as
 * `allow`, until its event says `redact`. An event of another configuration version decides nothing, events that contradict each other
 * or the answer leave the probe undecided, and what the answer showed to be wrong is never mended by an event that contradicts it. Deciding again, with the same events, changes nothing. Pure.
 * @param version `pack.version` of the policy that is verified.
 */
export function decideByEvents(probes: readonly ProbeReport[], events: readonly KtEvent[], version: string): readonly ProbeReport[] {
  const byRequest = new Map<string, KtEvent[]>();
  for (const event of events) {
    if (event.requestId !== undefined) byRequest.set(event.requestId, [...(byRequest.get(event.requestId) ?? []), event]);
  }
  return probes.map((probe) => decide(probe, byRequest.get(probe.requestId) ?? [], version));
}

function decide(probe: ProbeReport, events: readonly KtEvent[], version: string): ProbeReport {
  if (events.length === 0) return probe;
  const counted = events.filter(({ configVersion = version }) => configVersion === version);
  const words = [...new Set(counted.flatMap(({ verdict }) => verdict ?? []))];
  const [word] = words;
  const verdict = VERDICTS.find((one) => one === word);
  if (words.length > 1) return doubted(probe, `its events disagree: ${words.join(', ')}`);
  if (verdict === undefined) {
    const other = events.find(({ configVersion = version }) => configVersion !== version)?.configVersion;
    if (word === undefined && other === undefined) return probe;
    const reason =
      word === undefined ? `its event is of configuration version ${other}` : `its event says ${word}, which is no documented verdict`;
    return probe.outcome === 'undecided' ? { ...probe, reason } : probe;
  }
  if (probe.actual !== undefined && FITS[probe.actual]?.includes(verdict) !== true) {
    return doubted(probe, `the answer was ${probe.actual}, and its event says ${verdict}`);
  }
  const reasonCode = counted.find((event) => event.reasonCode !== undefined)?.reasonCode;
  const { reason: _answered, ...base } = probe;
  const shown = { verdict, ...(reasonCode !== undefined && { reasonCode }) };
  return { ...base, ...judged(probe.expected, shown, { shownBy: 'event', words: `its event says ${verdict}` }) };
}

/** A pass that is contradicted is none; a failure stays one. */
function doubted(probe: ProbeReport, reason: string): ProbeReport {
  return probe.outcome === 'failed' ? probe : { ...probe, outcome: 'undecided', reason };
}

/**
 * Words of environments that are not production, each also with a number behind it (`qa2`). Every other name counts as production: a list
 * of production's names would leave out somebody's.
 */
const HARMLESS_ENVIRONMENTS = new Set([
  'ci',
  'dev',
  'devel',
  'develop',
  'development',
  'int',
  'integration',
  'local',
  'preprod',
  'preproduction',
  'preview',
  'qa',
  'sandbox',
  'sbx',
  'stage',
  'staging',
  'stg',
  'test',
  'testing',
  'tst',
  'uat',
]);

/** Beside one of the words above these make it production after all: `prod-test` may be a test in production. */
const PRODUCTION_WORDS = new Set(['prod', 'production', 'prd', 'live']);

function isHarmless(environment: string): boolean {
  const words = environment
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
  return words.some((word) => HARMLESS_ENVIRONMENTS.has(word)) && !words.some((word) => PRODUCTION_WORDS.has(word));
}

/** Gateways named in a refusal. */
const NAMED_LIMIT = 10;

/**
 * Refuses probes that expect `escalate` before anything is sent, unless they are allowed: each puts a case into a queue that people work
 * through (https://docs.keeptrusts.com/docs/escalations), and a gateway of unknown environment may be production.
 * @throws Failure bad-input naming the gateways and the options that lead out.
 */
export function refuseEscalationProbes(
  gateways: readonly Pick<Gateway, 'id' | 'environment'>[],
  cases: readonly TestCase[],
  allowed: { readonly 'allow-escalation-probes': boolean },
): void {
  const probe = cases.find(({ expected }) => expected.verdict === 'escalate');
  if (probe === undefined || allowed['allow-escalation-probes']) return;
  const guarded = gateways.filter(({ environment }) => environment === undefined || !isHarmless(environment));
  if (guarded.length === 0) return;
  const named = guarded.slice(0, NAMED_LIMIT).map(({ id, environment }) => `${id} (${environment ?? 'not known'})`);
  const more = guarded.length > NAMED_LIMIT ? ` and ${guarded.length - NAMED_LIMIT} more` : '';
  throw new Failure('bad-input', {
    doing: `preparing probe ${JSON.stringify(probe.name)}`,
    cameBack: `it expects escalate, which puts a case into the review queue, and the environment is not one for tests at ${named.join(', ')}${more}. Nothing was sent`,
    nextStep:
      "Leave the probe out, give the gateway's environment in the inventory (staging, test, dev, …), or set allow-escalation-probes: true",
  });
}
