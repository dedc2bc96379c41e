import type { GatewayClient } from '../../keeptrusts/gateway.js';
import type { TestCase } from '../../policy/tests/cases.js';
import { messageOf } from '../../report/failure.js';
import type { Gateway } from '../gateway-target.js';
import { type Baking, bake } from './bake.js';
import type { Wave } from './plan.js';
import type { PreflightRow } from './preflight.js';
import { sendCanary } from './send-canary.js';
import { runWave, type Stop, tell, type WaveContext, type WaveSettings } from './wave.js';

/** What is rolled out, and where: settled before the first write. */
export interface RollOutPlan extends WaveSettings {
  readonly waves: readonly Wave[];
  /** What preflight found of each gateway, by its id; each is `write` or `serving`. */
  readonly rows: ReadonlyMap<string, PreflightRow>;
  /** The staging gateway that promotion rests on without writing to it; looked at before every wave. */
  readonly basis?: Gateway;
  readonly bakeMs: number;
  /** Sent through the first gateway that has a URL, once it serves the policy. */
  readonly canary: readonly TestCase[];
  readonly probeModel: string;
}

/** The event trail is meant to be immediate enough for evidence (the CI/CD article); half a minute is a poll of a managed gateway. */
const CANARY_EVENTS_WITHIN_MS = 30_000;

/**
 * Brings the policy to one wave after the other and stops before the next as soon as anything is not as it should be; what happened is in
 * the ledger.
 * @returns why it ended early; nothing when every gateway serves the policy.
 * @throws Failure when the snapshot was tampered with, or report or journal cannot be written.
 */
export async function rollOut(plan: RollOutPlan, wholeContext: WaveContext): Promise<Stop | undefined> {
  const { ledger } = wholeContext.recorder;
  let canary = plan.canary;
  for (const wave of plan.waves) {
    const context: WaveContext = { ...wholeContext, place: placeOf(wave, plan) };
    const started = context.clock.elapsed();
    const durationMs = (): number => Math.round(context.clock.elapsed() - started);
    ledger.markWave(wave.number, { state: 'writing', startedAt: context.clock.now().toISOString() });
    const stop = (await beforeWave(plan, context)) ?? (await runWave(rowsOf(wave, plan), plan, context));
    const through = wave.gateways.find(isReachable);
    const sends = stop === undefined && canary.length > 0 && through !== undefined;
    const failed = sends ? await tryCanary(through, plan, context) : undefined;
    if (sends) canary = [];
    const ended = stop ?? failed ?? (await afterWave(wave, plan, context));
    ledger.markWave(wave.number, { state: ended === undefined ? 'done' : 'failed', durationMs: durationMs() });
    if (ended !== undefined) return ended;
  }
  return undefined;
}

/** Staging, where there is one, is wave 0. */
function placeOf({ number }: Wave, { waves }: RollOutPlan): string {
  return number === 0 ? 'staging, ' : `wave ${number}/${waves.at(-1)?.number ?? number}, `;
}

function rowsOf(wave: Wave, { rows }: RollOutPlan): readonly PreflightRow[] {
  return wave.gateways.flatMap(({ id }) => rows.get(id) ?? []);
}

function isReachable(gateway: Gateway): gateway is Gateway & { readonly client: GatewayClient } {
  return gateway.client !== undefined;
}

/** What staging holds is what was approved; should somebody have changed it, nobody approved what would follow. */
async function beforeWave({ basis, expected }: RollOutPlan, context: WaveContext): Promise<Stop | undefined> {
  if (context.signal.aborted) return { kind: 'stop', why: messageOf(context.signal.reason) };
  if (basis === undefined || !isReachable(basis)) return undefined;
  return bake([{ id: basis.id, client: basis.client, isFresh: false, role: 'basis' }], { expected, bakeMs: 0 }, context);
}

/** Watches all that was changed so far; without a bake time, those of earlier waves once more. */
async function afterWave(wave: Wave, plan: RollOutPlan, context: WaveContext): Promise<Stop | undefined> {
  const { ledger } = context.recorder;
  if (plan.bakeMs > 0) {
    ledger.markWave(wave.number, { state: 'baking' });
    await context.recorder.publish();
  }
  const fresh = new Set(wave.gateways.map(({ id }) => id));
  const changed = ledger.written.flatMap((id): Baking[] => {
    const client = plan.rows.get(id)?.gateway.client;
    return client === undefined ? [] : [{ id, client, isFresh: fresh.has(id), role: 'changed' }];
  });
  return bake(changed, plan, context);
}

async function tryCanary(
  gateway: Gateway & { readonly client: GatewayClient },
  plan: RollOutPlan,
  context: WaveContext,
): Promise<Stop | undefined> {
  const { ledger } = context.recorder;
  const settings = {
    cases: plan.canary,
    model: plan.probeModel,
    version: plan.expected.identity.version,
    eventsWithinMs: Math.min(CANARY_EVENTS_WITHIN_MS, plan.deployTimeoutMs),
  };
  const { reports, unconfirmed } = await sendCanary(gateway, settings, { ...context, tell: (state) => tell(context, state) });
  ledger.canary = reports;
  if (unconfirmed !== undefined) ledger.notes.push(unconfirmed);
  await context.recorder.publish();
  if (context.signal.aborted) return { kind: 'stop', why: messageOf(context.signal.reason) };
  const failed = reports.find(({ outcome }) => outcome === 'failed');
  return failed && { kind: 'trigger', why: `canary "${failed.name}": ${failed.reason ?? 'failed'}` };
}
