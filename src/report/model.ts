/**
 * The Report: one JSON document per run, the single source of every rendering (summary, annotations, outputs, exit code).
 * Published as `schema/report.schema.json`; readers must tolerate unknown fields.
 */

import type { Digest } from '../policy/digest.js';
import type { DeployReport, DeployResult } from './deploy-model.js';
import type { DoctorReading, GatewayReport, PackIdentity } from './gateway-model.js';

export const REPORT_SCHEMA_VERSION = 1;

export type Severity = 'error' | 'warning' | 'info';

export type StageName = 'validate' | 'deploy' | 'verify';

/** A stage as it is asked for: `rollback` is a deploy of an earlier file. */
export type StageAsked = StageName | 'rollback';

export type EngineName = 'builtin' | 'kt';

export type Verdict = 'allow' | 'block' | 'redact' | 'escalate';

/** Lines and columns count from 1; columns in UTF-16 code units, `end` is exclusive. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** One edit of the file's text, in UTF-16 offsets; applying it touches nothing else. */
export interface TextEdit {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

export interface Finding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  readonly help?: string;
  /** Relative to the Git root that holds the file (outside Git: to the working directory), with `/`. */
  readonly file: string;
  /** Relative to the workspace, with `/`: what a workflow annotation wants. */
  readonly workspaceFile: string;
  /** Config path in kt's notation, e.g. `policies.chain[0]`. */
  readonly path?: string;
  readonly range?: Range;
  readonly engine: EngineName;
  /** kt's code for this fault, e.g. `E001`, where it has one. */
  readonly code?: string;
  readonly docs?: string;
  readonly fingerprint: string;
  readonly fix?: TextEdit;
  readonly suppressed?: boolean;
  /** Why, in the words of the comment that suppresses it; absent where it gives none. */
  readonly suppressionReason?: string;
}

/** A finding of a run, taken out of its pack. */
export interface RunFinding extends Finding {
  /** True in a pack that does not count for the result, see `PackGate`. */
  readonly existing?: true;
}

export interface Expectation {
  readonly verdict: Verdict;
  readonly reasonCode?: string;
}

/** What kt says of what lies behind its verdict on a case: only what can be recognised, because its shape is not documented. */
export interface KtCaseDetails {
  /** Policy kinds in kt's order, each with its own verdict. */
  readonly policies?: readonly { readonly policy: string; readonly verdict: Verdict }[];
  readonly scores?: readonly { readonly name: string; readonly score: number }[];
}

export interface CaseResult {
  readonly name: string;
  /** Relative to the workspace, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly outcome: 'passed' | 'failed' | 'undecided';
  /** Absent only for a result of kt that belongs to no test file we read. */
  readonly expected?: Expectation;
  readonly actual?: { readonly verdict?: string; readonly reasonCode?: string };
  readonly reason?: string;
  readonly engine: EngineName;
  /** Of kt's results only. */
  readonly details?: KtCaseDetails;
  /** Set with `undecided: new`: it is undecided, and was decided at the base. */
  readonly newlyUndecided?: true;
}

export interface TestTotals {
  readonly passed: number;
  readonly failed: number;
  readonly undecided: number;
}

/** How far tests prove an entry of `policies.chain`. */
export interface EntryCoverage {
  /** Position in `policies.chain`. */
  readonly index: number;
  readonly kind: string;
  /**
   * `decisive`: it gave the verdict of a passed case that expects block, redact or escalate. `exercised`: it looked at a case, no more.
   * `never`: no case reached it.
   */
  readonly state: 'decisive' | 'exercised' | 'never';
  /** Set for a kind that always lets through: it can decide nothing, so the share leaves it out. */
  readonly alwaysAllows?: true;
}

/** A configured term, pattern or list item, and whether any case was matched by it. */
export interface ItemCoverage {
  /** Config path, e.g. `policy.dlp-filter.blocked_terms[0]`. */
  readonly path: string;
  readonly matched: boolean;
}

export interface Coverage {
  readonly entries: readonly EntryCoverage[];
  readonly items: readonly ItemCoverage[];
  /** Decisive entries among those that can decide, 0 to 1; absent when none can. */
  readonly share?: number;
}

/** What a change of the policy does: an entry of the chain or an item of a list goes, neighbours swap, an action or a number gets laxer. */
export type PolicyChange = 'entry-removed' | 'neighbours-swapped' | 'item-dropped' | 'action-weakened' | 'number-loosened';

/** A change of the policy that no test noticed. */
export interface Survivor {
  /** Config path of what was changed. */
  readonly path: string;
  readonly description: string;
  readonly change?: PolicyChange;
}

export interface MutationReport {
  /** Changes tried to which an answer came, one at a time. */
  readonly mutants: number;
  readonly killed: number;
  readonly survivors: readonly Survivor[];
  /** The engine that ran the tests on each change. */
  readonly engine?: EngineName;
  /** Changes that were not tried, because each asks kt once and there is a limit. */
  readonly leftOut?: number;
  /** Changes that kt gave no usable answer about, such as one it refuses to load: they say nothing of the tests. */
  readonly unanswered?: number;
}

/** Why cases stayed undecided: one kind and cause, with the way out. */
export interface UndecidedCause {
  /** Policy kind, or what else kept the case open (`assertions`, `reason_code`). */
  readonly kind: string;
  readonly cause: string;
  readonly text: string;
  readonly wayOut: string;
  /** Cases it kept open. */
  readonly cases: number;
}

export type ValidateResult = 'passed' | 'failed' | 'inconclusive';

export type VerifyResult = 'verified' | 'mismatch' | 'unhealthy' | 'unreachable' | 'unproven' | 'silent' | 'timed-out';

export type Result = ValidateResult | DeployResult | VerifyResult;

/** Whether a pack counts for the result of a run with `changed-only`. */
export type PackGate =
  /** It counts: these files differ from the base, by their names from the workspace; the inventory when it says something else of the pack. */
  | { readonly state: 'changed'; readonly because: readonly string[] }
  /** It does not count: what is wrong with it was so before. */
  | { readonly state: 'existing' }
  /** It counts, because nobody could tell whether it changed. */
  | { readonly state: 'unknown' };

/** Where the inventory sends a pack. */
export interface PackDestination {
  /** Id of the staging gateway. */
  readonly staging?: string;
  /** Ids of the production gateways, in the order they get it. */
  readonly gateways: readonly string[];
  readonly owner?: string;
}

export interface PackReport {
  /** Relative to the workspace, with `/`. */
  readonly file: string;
  readonly digest: Digest;
  /** Present where the inventory has an entry for the file. */
  readonly destination?: PackDestination;
  readonly pack?: PackIdentity;
  readonly result: ValidateResult;
  /** Set with `changed-only`. */
  readonly gate?: PackGate;
  readonly findings: readonly Finding[];
  readonly tests: TestTotals & {
    readonly cases: readonly CaseResult[];
    /** Why the undecided cases are so, the most frequent cause first. */
    readonly causes?: readonly UndecidedCause[];
  };
  readonly coverage?: Coverage;
  readonly mutation?: MutationReport;
}

/** Why a stage ended as it did; the first line of every rendering. */
export interface Reason {
  readonly summary: string;
  readonly nextSteps: readonly string[];
}

/** What the reports of all stages have. */
export interface StageBase {
  readonly startedAt: string;
  readonly durationMs: number;
  readonly reason: Reason;
  readonly warnings: readonly string[];
}

/** What `undecided: new` compared undecided cases with, or `changed-only` the packs. */
export interface BaseReading {
  /** The base in words: what was named, or "the base commit of this pull request". */
  readonly words: string;
  /** Full name of the commit that was read. */
  readonly commit?: string;
  /** Why it could not be read, as a clause; the run must count nothing as known before then. */
  readonly unread?: string;
}

export interface ValidateReport extends StageBase {
  readonly stage: 'validate';
  readonly result: ValidateResult;
  /** Present with `undecided: new` where cases stayed undecided and there is a base. */
  readonly base?: BaseReading;
  /** What `changed-only` compared with; absent without that option, and where there is no base. */
  readonly changedSince?: BaseReading;
  /** The directory that `policy-file` starts from, relative to the workspace, with `/`; absent where it is the workspace itself. */
  readonly workingDirectory?: string;
  readonly packs: readonly PackReport[];
}

export interface VerifyReport extends StageBase {
  readonly stage: 'verify';
  readonly result: VerifyResult;
  readonly file: string;
  readonly digest?: Digest;
  readonly pack?: PackIdentity;
  readonly gateways: readonly GatewayReport[];
  readonly doctor?: DoctorReading;
}

export type StageReport = ValidateReport | DeployReport | VerifyReport;

export interface Engine {
  readonly name: EngineName;
  readonly version: string;
  readonly path?: string;
  readonly sha256?: string;
}

/** The workflow run that produced the report; absent in a terminal. */
export interface RunIdentity {
  readonly repository: string;
  readonly commit: string;
  readonly ref: string;
  readonly url: string;
  readonly attempt: number;
  readonly actor: string;
  readonly event: string;
}

export interface Report {
  readonly schemaVersion: typeof REPORT_SCHEMA_VERSION;
  readonly tool: { readonly name: string; readonly version: string };
  /** Present and true when any part of what is reported came from the emulator. */
  readonly emulated?: true;
  readonly engines: readonly Engine[];
  readonly run?: RunIdentity;
  /** `incomplete`: the run has not reached a verdict (yet, or it was killed, or it failed before a stage could say anything). */
  readonly result: Result | 'incomplete';
  /** Set when the run ended without a stage result: bad input or a defect. */
  readonly failure?: { readonly kind: string; readonly message: string };
  /** Inventory values that options replaced, as `option: inventory value`. */
  readonly overridden?: readonly string[];
  /** Stages that were asked for, by the names they were asked for with, and did not run or did not end. */
  readonly withoutResult?: readonly StageAsked[];
  /** The release record's file, and the hash that tells whether it is still the one this run wrote. */
  readonly releaseRecord?: { readonly path: string; readonly sha256: string };
  readonly stages: readonly StageReport[];
}
