import type { ConfigReading, GatewayClient, GatewayTarget } from '../keeptrusts/gateway.js';
import type { Kt, KtEvent, KtEvents } from '../keeptrusts/kt.js';
import { compareServed, type ExpectedPolicy } from '../keeptrusts/served-config.js';
import type { Digest } from '../policy/digest.js';
import { messageOf } from '../report/failure.js';
import type { Log } from '../report/log.js';
import type { FileMatch, GatewayStatus, LastEvent } from '../report/status.js';
import { mapBounded } from './bounded.js';
import { type PolicyHistory, servedCommitOf } from './policy-history.js';

/** A policy file of the inventory: what its gateways should serve, or why that is not known. */
export type StatusPack =
  | { readonly kind: 'read'; readonly file: string; readonly expected: ExpectedPolicy; readonly digest: Digest }
  | { readonly kind: 'unread'; readonly file: string; readonly reason: string };

/** A gateway and the ways to it; in place of a way, why there is none. */
export interface StatusTarget extends GatewayTarget {
  /** The packs that name it. */
  readonly packs: readonly StatusPack[];
  readonly client: GatewayClient | { readonly missing: string };
  readonly kt: Kt | { readonly missing: string };
}

export interface StatusSettings {
  readonly concurrency: number;
  readonly sinceMs: number;
}

export interface StatusContext {
  readonly log: Pick<Log, 'progress'>;
  readonly signal: AbortSignal;
  /** What Git knows of policy files. */
  readonly readHistories: (files: readonly string[]) => Promise<ReadonlyMap<string, PolicyHistory>>;
  /** Called when a gateway says that it is emulated. */
  readonly onEmulated: () => void;
}

/** As long as one read of a gateway: a look waits for nothing, and a kt that hangs must not make it take a minute. */
const EVENTS_TIMEOUT_MS = 10_000;

/** The most events kt is asked for: a busy organisation's others hide a quiet gateway's. */
const EVENTS_ASKED = 1000;

/**
 * Looks once at every gateway: health, served configuration, newest event. Nothing is waited for, so a gateway that is just reloading shows
 * as that.
 * @throws the signal's reason when it aborts.
 */
export async function lookAtFleet(
  targets: readonly StatusTarget[],
  settings: StatusSettings,
  context: StatusContext,
): Promise<readonly GatewayStatus[]> {
  let done = 0;
  const [looks, answers] = await Promise.all([
    mapBounded(targets, settings.concurrency, async (target) => {
      const look = await lookAt(target, context);
      done += 1;
      context.log.progress({ doing: 'looked at gateway', done, of: targets.length });
      return { target, look };
    }),
    readAllEvents(targets, settings),
  ]);
  const files = new Set(looks.flatMap(({ look: { verdict } }) => ('digest' in verdict ? [verdict.file] : [])));
  const histories = files.size === 0 ? new Map<string, PolicyHistory>() : await context.readHistories([...files]);
  return looks.map(({ target, look: { verdict, ...seen } }) => ({
    id: target.id,
    ...(target.url !== undefined && { url: target.url }),
    ...(target.environment !== undefined && { environment: target.environment }),
    ...seen,
    match: matchOf(verdict, seen.served, histories),
    lastEvent: lastEventOf(target, answers),
  }));
}

/** What a comparison came to, before Git is asked. */
type Verdict =
  | { readonly file: string; readonly digest: Digest; readonly differences: readonly string[] }
  | { readonly file: string | undefined; readonly reason: string };

type Look = Pick<GatewayStatus, 'health' | 'served' | 'proof'> & { readonly verdict: Verdict };

async function lookAt(target: StatusTarget, { signal, onEmulated }: StatusContext): Promise<Look> {
  const { client, packs } = target;
  const unknown = (reason: string): Look => ({ proof: 'none', verdict: { file: packs[0]?.file, reason } });
  if ('missing' in client) return unknown(`not asked: ${client.missing}`);
  try {
    const [health, reading] = await Promise.all([client.health(signal, { readiness: 'asked' }), client.config(signal)]);
    if (reading.kind !== 'served') return { ...unknown(`what it serves could not be read: ${reading.reason}`), health };
    if (reading.emulated) onEmulated();
    return { health, served: reading.identity, ...compareWithPacks(packs, reading) };
  } catch (error) {
    signal.throwIfAborted();
    // The token may not be sent to this address: that is this gateway's matter, and no reason to leave the others out.
    return unknown(messageOf(error));
  }
}

/** Compares with the pack that it serves, or else with the one it claims by name, or else with the first that names it. */
function compareWithPacks(
  packs: readonly StatusPack[],
  reading: ConfigReading & { readonly kind: 'served' },
): Pick<Look, 'proof' | 'verdict'> {
  const compared = packs.flatMap((pack) => (pack.kind === 'read' ? [{ pack, ...compareServed(pack.expected, reading) }] : []));
  const byName = compared.find(({ pack }) => pack.expected.identity.name === reading.identity.name);
  const best = compared.find(({ proof }) => proof !== 'none') ?? byName ?? compared[0];
  if (best === undefined) {
    const [unread] = packs;
    const reason = unread?.kind === 'unread' ? `${unread.file} cannot be compared: ${unread.reason}` : 'no pack of the inventory names it';
    return { proof: 'none', verdict: { file: unread?.file, reason } };
  }
  const { pack, proof, equal, differences } = best;
  if (equal && proof === 'none') return { proof, verdict: { file: pack.file, reason: 'it shows no pack name and version' } };
  return { proof, verdict: { file: pack.file, digest: pack.digest, differences } };
}

function matchOf(verdict: Verdict, served: GatewayStatus['served'], histories: ReadonlyMap<string, PolicyHistory>): FileMatch {
  const { file } = verdict;
  if (!('digest' in verdict)) return { kind: 'none', ...(file !== undefined && { file }), reason: verdict.reason };
  const history = histories.get(verdict.file) ?? { kind: 'unread', reason: 'git was not asked for it' };
  const { digest, differences } = verdict;
  if (differences.length > 0) {
    return { kind: 'other', file: verdict.file, differences, servedCommit: servedCommitOf(history, digest, served ?? {}) };
  }
  if (history.kind === 'unread') return { kind: 'file', file: verdict.file, commitUnknown: history.reason };
  const commit = history.states.find((state) => state.digest === digest)?.commit;
  if (commit !== undefined) return { kind: 'file', file: verdict.file, commit };
  return { kind: 'file', file: verdict.file, commitUnknown: history.incomplete ?? 'the file here is not as any commit of it' };
}

/** Asks each control plane once, all at the same time. */
async function readAllEvents(targets: readonly StatusTarget[], { sinceMs }: StatusSettings): Promise<ReadonlyMap<Kt, KtEvents>> {
  const planes = new Set(targets.flatMap(({ kt }) => ('missing' in kt ? [] : [kt])));
  const ask = async (kt: Kt): Promise<[Kt, KtEvents]> => [
    kt,
    await kt.events({ sinceMs, limit: EVENTS_ASKED, timeoutMs: EVENTS_TIMEOUT_MS }),
  ];
  return new Map(await Promise.all([...planes].map(ask)));
}

/** Only an event that carries the gateway's id is one of its events. */
function lastEventOf({ id, kt }: StatusTarget, answers: ReadonlyMap<Kt, KtEvents>): LastEvent {
  if ('missing' in kt) return { kind: 'unread', reason: kt.missing };
  const answer = answers.get(kt);
  if (answer?.kind !== 'answered') return { kind: 'unread', reason: answer?.reason ?? 'kt was not asked' };
  const { events } = answer;
  const newest = events.filter(({ gatewayId }) => gatewayId === id).reduce<KtEvent | undefined>(later, undefined);
  if (newest === undefined) return { kind: 'none', reason: noEventReason(events) };
  const { time = 'time not known', verdict, configVersion } = newest;
  return { kind: 'event', time, ...(verdict !== undefined && { verdict }), ...(configVersion !== undefined && { configVersion }) };
}

function noEventReason(events: readonly KtEvent[]): string {
  const anonymous = events.filter(({ gatewayId }) => gatewayId === undefined).length;
  const cut = events.length >= EVENTS_ASKED ? `the newest ${EVENTS_ASKED}` : `the ${events.length}`;
  return `none of ${cut} events of this time names it${anonymous === 0 ? '' : `; ${anonymous} name no gateway`}`;
}

function later(newest: KtEvent | undefined, event: KtEvent): KtEvent {
  if (newest === undefined) return event;
  return timeOf(event) > timeOf(newest) ? event : newest;
}

/** Events without a time that can be read count as oldest. */
function timeOf({ time }: KtEvent): number {
  const milliseconds = Date.parse(time ?? '');
  return Number.isNaN(milliseconds) ? Number.NEGATIVE_INFINITY : milliseconds;
}
