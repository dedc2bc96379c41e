import type { DoctorReading, EventRow, ServedIdentity } from '../report/gateway-model.js';
import type { KtCaseDetails, Verdict } from '../report/model.js';

/** A kt executable that answered `--version`. */
export interface KtIdentity {
  readonly path: string;
  /** What `kt --version` printed, first line. */
  readonly version: string;
  readonly sha256: string;
  /** True when the version text says so: the emulator's stand-in. */
  readonly emulated: boolean;
}

export interface KtLintProblem {
  readonly severity: 'error' | 'warning';
  readonly code?: string;
  /** Config path, as kt wrote it. */
  readonly path?: string;
  /** Only the older tutorial's text form names one. */
  readonly line?: number;
  readonly message: string;
  readonly help?: string;
}

/** `unusable`: kt did not run to an end, or its answer contradicts itself; never a pass. */
export type KtLint =
  | { readonly kind: 'answered'; readonly valid: boolean; readonly problems: readonly KtLintProblem[] }
  | { readonly kind: 'unusable'; readonly reason: string };

export interface KtCase {
  readonly name: string;
  readonly passed: boolean;
  readonly verdict?: string;
  readonly reasonCode?: string;
  readonly details?: KtCaseDetails;
}

export type KtTest =
  | { readonly kind: 'answered'; readonly ok: boolean; readonly cases: readonly KtCase[] }
  | { readonly kind: 'unusable'; readonly reason: string };

/** A write through kt. `unknown`: it timed out or died, so it may or may not have taken effect. */
export type KtWrite =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'rejected'; readonly exitCode: number; readonly said: string }
  | { readonly kind: 'not-started'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/**
 * What a command about one gateway came to. Neither the form of its answer nor its exit codes are documented
 * (https://docs.keeptrusts.com/docs/cli/gateway-admin), so that no answer proves what the gateway serves.
 */
export type KtAnswer =
  | { readonly kind: 'answered'; readonly exitCode: number; readonly said: string; readonly shows?: ServedIdentity }
  | { readonly kind: 'unusable'; readonly reason: string };

export type KtEvent = Omit<EventRow, 'correlation'>;

export type KtEvents =
  | { readonly kind: 'answered'; readonly events: readonly KtEvent[] }
  | { readonly kind: 'unusable'; readonly reason: string };

/**
 * The kt commands this project uses. Lint and test run without any token and with an empty HOME, because the file may come from an
 * untrusted pull request; the others get URL and token through the environment, never on the command line. A `timeoutMs` makes a
 * command's own deadline shorter, never longer.
 */
export interface Kt {
  readonly identity: KtIdentity;
  lint(file: string): Promise<KtLint>;
  /** @param packDirectory holds `policy-config.yaml` and `tests/`. */
  test(packDirectory: string): Promise<KtTest>;
  push(file: string, gatewayId: string): Promise<KtWrite>;
  deploy(file: string, sourceGatewayId: string, targetGatewayId: string): Promise<KtWrite>;
  /** Asks for the saved version `version` of the gateway's configuration: a write like push and deploy. */
  revert(gatewayId: string, version: number): Promise<KtWrite>;
  /** Compares a file with what the gateway runs, by kt's own means. */
  diff(file: string, gatewayId: string, timeoutMs?: number): Promise<KtAnswer>;
  /** What the control plane knows of a gateway; `shows` is what could be recognised in it. */
  inspect(gatewayId: string, timeoutMs?: number): Promise<KtAnswer>;
  doctor(timeoutMs?: number): Promise<DoctorReading>;
  events(query: { readonly sinceMs: number; readonly limit: number; readonly timeoutMs?: number }): Promise<KtEvents>;
}

/** Verdict words of the reference and their aliases elsewhere in the documentation (past tense, `pass`), in one table. */
export const VERDICT_ALIASES: Readonly<Record<string, Verdict>> = {
  allow: 'allow',
  allowed: 'allow',
  pass: 'allow',
  block: 'block',
  blocked: 'block',
  redact: 'redact',
  redacted: 'redact',
  escalate: 'escalate',
  escalated: 'escalate',
};
