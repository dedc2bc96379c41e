/** The parts of the Report that speak of a deploy: what was planned, what was skipped, what was taken back. */

import type { Digest } from '../policy/digest.js';
import type { GatewayReport, PackIdentity, ProbeReport, ServedIdentity } from './gateway-model.js';
import type { PackReport, StageBase } from './model.js';

export type DeployResult = 'promoted' | 'staged' | 'planned' | 'unchanged' | 'rolled-back' | 'failed' | 'refused' | 'unknown';

/** How the policy is brought to a gateway: the same bytes through kt, or what another gateway holds, promoted by kt. */
export type WriteMethod = { readonly kind: 'push' } | { readonly kind: 'deploy'; readonly from: string };

/** Where the content comes from that a gateway gets back when the roll-out fails; never from the gateway itself. */
export type RestoreSource =
  | { readonly kind: 'previous-policy-file'; readonly file: string; readonly identity: PackIdentity; readonly digest: Digest }
  | { readonly kind: 'commit'; readonly commit: string; readonly file: string; readonly identity: PackIdentity; readonly digest: Digest }
  | { readonly kind: 'none'; readonly reason: string };

/** One gateway in the plan. */
export interface PlannedGateway {
  readonly id: string;
  readonly environment?: string;
  /** 0 is staging; production waves count from 1. */
  readonly wave: number;
  /** `not-read`: a plan without credentials, in which nothing was asked of the gateway. */
  readonly action: 'write' | 'unchanged' | 'refused' | 'not-read';
  readonly before?: ServedIdentity;
  readonly method: WriteMethod;
  readonly restore?: RestoreSource;
  /** Why it is refused. */
  readonly reason?: string;
}

/** What a deploy is going to do, settled before its first write. */
export interface DeployPlan {
  readonly to: PackIdentity;
  readonly gateways: readonly PlannedGateway[];
  readonly canary: number;
  readonly bakeMs: number;
}

export interface WaveReport {
  /** 0 is staging; production waves count from 1. */
  readonly number: number;
  readonly gateways: readonly string[];
  readonly state: 'waiting' | 'writing' | 'baking' | 'done' | 'failed';
  readonly startedAt?: string;
  readonly durationMs?: number;
}

/** A check that was not made because somebody said so. */
export interface Bypass {
  /** The check, e.g. `canary`, `bake-time`, `drift`, `downgrade`, `inconclusive`. */
  readonly check: string;
  /** The option that said so, with its value where that is a reason. */
  readonly because: string;
}

export interface DeployReport extends StageBase {
  readonly stage: 'deploy';
  readonly result: DeployResult;
  readonly phase: 'all' | 'stage' | 'promote';
  /** Set when an earlier commit's file is brought back: stage `rollback`. */
  readonly rollbackTo?: { readonly commit: string };
  /** `ticket: reason`, set when checks were skipped in an emergency. */
  readonly emergency?: string;
  readonly file: string;
  readonly digest?: Digest;
  readonly pack?: PackIdentity;
  /** The snapshot's own validation: the same pack report validate makes. */
  readonly validation?: PackReport;
  readonly plan?: DeployPlan;
  readonly waves: readonly WaveReport[];
  readonly bypasses: readonly Bypass[];
  readonly canary: readonly ProbeReport[];
  readonly gateways: readonly GatewayReport[];
  /** Why changed gateways were taken back; absent when none was. */
  readonly takenBack?: { readonly trigger: string; readonly gateways: readonly string[] };
}
