/** The parts of the Report that speak of gateways: what was read of one, proven of it and done to it. */

import type { Expectation, VerifyResult } from './model.js';

/** What the action can prove of a gateway, strongest first. No text may say more than the proof. */
export const PROOFS = ['full', 'chain', 'version', 'accepted', 'none'] as const;

export type Proof = (typeof PROOFS)[number];

export interface PackIdentity {
  readonly id?: string;
  readonly name: string;
  readonly version: string;
}

/** What a gateway showed of the configuration it serves, at one moment. */
export interface ServedIdentity {
  readonly name?: string;
  readonly version?: string;
  readonly chain?: readonly string[];
}

export interface HealthReading {
  readonly status: 'healthy' | 'degraded' | 'unhealthy' | 'loading' | 'unreachable' | 'unreadable';
  readonly httpStatus?: number;
  readonly latencyMs?: number;
  readonly attempts: number;
  /** Why it does not count as healthy, in words. */
  readonly detail?: string;
  /** Beginning of the body that was last seen, on one line, healthy or not; never of a served configuration. */
  readonly excerpt?: string;
  /** Policies the gateway says are active; a hint only, since no page ties it to the length of the chain. */
  readonly policiesLoaded?: number;
  /** Providers the gateway does not call reachable. */
  readonly providersDown?: readonly string[];
}

export type Correlation = 'request-id' | 'gateway' | 'version+time' | 'none';

/** A decision event, without any message text. */
export interface EventRow {
  readonly id?: string;
  readonly time?: string;
  readonly verdict?: string;
  readonly reasonCode?: string;
  readonly model?: string;
  readonly configVersion?: string;
  readonly gatewayId?: string;
  readonly requestId?: string;
  readonly correlation: Correlation;
}

export interface EventsReading {
  /** Events that came back in the window, of any configuration. */
  readonly read: number;
  /** Events that prove something for this gateway: newer than the change, of this version, and with its id or one of our request ids. */
  readonly matching: number;
  /**
   * Those of the matching that carry a request id of this run's probes; absent where no probe was sent, or where no event that was read
   * carries a request id at all, so that theirs cannot be told from others.
   */
  readonly ofProbes?: number;
  /** Events of this version that name neither: they may be of any gateway, and prove nothing. */
  readonly unattributed: number;
  /** The verdicts of the matching events, each with its number. */
  readonly verdicts: Readonly<Record<string, number>>;
  /** Why events of this version do not count although they name this gateway, such as clocks that differ, or count for less; one sentence each. */
  readonly notes?: readonly string[];
  readonly newest: readonly EventRow[];
  readonly unread?: string;
  /** Beside `unread`: nothing asked for events, so that it is no fault. */
  readonly notAsked?: true;
}

/** The state of the policy file in Git history that a gateway's pack name, version and chain fit. */
export type ServedCommit =
  /** The state before this one; a newer one that this checkout does not have yet; or an older one. */
  | { readonly relation: 'previous' | 'newer' | 'older'; readonly commit: string; readonly version: string }
  /** No commit that was looked at had it. */
  | { readonly relation: 'none' }
  | { readonly relation: 'not-checked'; readonly reason: string };

export type GatewayState =
  | 'serving' // serves what was asked for, at the stated proof
  | 'serving-other' // readable, and it is something else
  | 'unhealthy'
  | 'unreachable'
  | 'accepted' // kt accepted the write, or saw no difference; nothing could be read back
  | 'restored' // this run changed it, and it was proven to serve again what it served before
  | 'untouched' // this run did not write to it
  | 'unknown'; // what it serves could not be proven; in deploy a write was sent, and may have taken effect

export interface GatewayStep {
  readonly step: string;
  readonly at: string;
  readonly durationMs: number;
  readonly outcome: 'done' | 'failed' | 'unknown';
  readonly detail?: string;
}

/** A golden case sent through a gateway, and what came back. */
export interface ProbeReport {
  readonly name: string;
  readonly expected: Expectation;
  readonly actual?: string;
  readonly outcome: 'passed' | 'failed' | 'undecided';
  /** What showed the verdict: the answer itself, or the event with this request id. */
  readonly shownBy?: 'answer' | 'event';
  /** Unique, with a prefix that no user traffic has. */
  readonly requestId: string;
  readonly reason?: string;
}

/** What kt said of a gateway that cannot be read directly; the shape of these answers is not documented, so they prove no more than `accepted`. */
export interface KtView {
  /** `kt gateway diff`: the exit code, and the first line where it is not 0. */
  readonly diff?: { readonly exitCode: number; readonly said?: string };
  /** `kt gateway inspect`: what could be recognised. */
  readonly inspect?: ServedIdentity;
  readonly unread?: string;
}

export interface GatewayReport {
  readonly id: string;
  readonly url?: string;
  readonly environment?: string;
  readonly state: GatewayState;
  readonly proof: Proof;
  readonly result?: VerifyResult;
  readonly before?: ServedIdentity;
  readonly after?: ServedIdentity;
  /** What differs between the file and what is served, in words that quote no value of the served body but name, version and chain. */
  readonly differences?: readonly string[];
  readonly health?: HealthReading;
  readonly events?: EventsReading;
  readonly probes?: readonly ProbeReport[];
  /** Which commit's policy file it serves, where that is not this one. */
  readonly servedCommit?: ServedCommit;
  readonly kt?: KtView;
  /** The command a person runs when this run could not take its change back. */
  readonly byHand?: string;
  readonly steps: readonly GatewayStep[];
}

export interface DoctorReading {
  readonly exitCode?: number;
  readonly checks: readonly { readonly name: string; readonly status: string }[];
  readonly unread?: string;
}
