import type { Clock } from '../../clock.js';
import type { ExpectedPolicy } from '../../keeptrusts/served-config.js';
import type { TestCase } from '../../policy/tests/cases.js';
import { messageOf } from '../../report/failure.js';
import type { GatewayReport } from '../../report/gateway-model.js';
import type { Log } from '../../report/log.js';
import type { Gateway } from '../gateway-target.js';
import { runCanary } from './canary.js';
import type { Ledger } from './ledger.js';
import type { PreflightRow } from './preflight.js';
import type { Snapshot } from './snapshot.js';
import { methodFor, type WriteMethod, type WriteSettings, writeAndWatch } from './write.js';

/** What is rolled out, and where: settled before the first write. */
export interface RollOutPlan {
  /** The gateways in the order they get the policy, staging first; each is `write` or `serving`. */
  readonly rows: readonly PreflightRow[];
  /** The gateway `kt policy deploy` promotes from; in phase promote it is not among the rows. */
  readonly staging: Gateway | undefined;
  readonly snapshot: Snapshot;
  readonly expected: ExpectedPolicy;
  readonly settings: WriteSettings;
  /** Sent through the first gateway that has a URL, once it serves the policy. */
  readonly canary: readonly TestCase[];
  readonly probeModel: string;
}

export interface RollOutContext {
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly ledger: Ledger;
  /** Hands on what the ledger knows; called before and after every write. */
  readonly publish: () => Promise<void>;
}

/**
 * Brings the policy to one gateway after the other and stops at the first that does not serve it, or at a failed canary; what happened
 * is in the ledger.
 * @returns why it ended early where the ledger cannot show it: a cancellation.
 * @throws Failure when the snapshot was tampered with, or the report cannot be written.
 */
export async function rollOut(plan: RollOutPlan, context: RollOutContext): Promise<string | undefined> {
  const { ledger, signal } = context;
  let canary = plan.canary;
  for (const { gateway, readiness } of plan.rows) {
    if (signal.aborted) return messageOf(signal.reason);
    if (readiness.kind === 'write' && !(await writeOne(gateway, plan, context))) return undefined;
    if (canary.length === 0 || gateway.client === undefined) continue;
    ledger.canary = await runCanary(gateway.client, canary, plan.probeModel, signal);
    canary = [];
    if (signal.aborted) return messageOf(signal.reason);
    if (ledger.canary.some((one) => one.outcome === 'failed')) return undefined;
  }
  return undefined;
}

/** @returns whether the gateway has the policy now, so that the next one may get it. */
async function writeOne(gateway: Gateway, plan: RollOutPlan, context: RollOutContext): Promise<boolean> {
  const { ledger, log, publish } = context;
  const known = ledger.gateway(gateway.id);
  if (known === undefined) return false;
  ledger.beginWrite(known);
  let report: GatewayReport;
  try {
    await publish();
    report = await writeAndWatch(known, gateway, methodOf(gateway, plan), plan.snapshot, plan.expected, plan.settings, context);
  } catch (error) {
    // Neither throws once kt was started.
    ledger.takeBack(known);
    throw error;
  }
  ledger.keep(report);
  log.info(`${gateway.id}: ${report.state} (proof: ${report.proof})`);
  await publish();
  return report.state === 'serving' || report.state === 'accepted';
}

function methodOf(gateway: Gateway, { staging }: RollOutPlan): WriteMethod {
  return gateway.id === staging?.id ? { kind: 'push' } : methodFor(staging, gateway);
}
