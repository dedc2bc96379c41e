/**
 * The release record: what was deployed, by whom, on what evidence. Published as `schema/release-record.schema.json`. It is an in-toto
 * predicate (https://github.com/in-toto/attestation/blob/main/spec/v1/predicate.md); its subject is the policy file, by its digest.
 * Everything is there or says why it is not: a reader who finds nothing must never take that for good news.
 */

import type { Bypass, DeployPlan, DeployReport, PlannedGateway, WaveReport } from './deploy-model.js';
import type { GatewayReport, PackIdentity, ProbeReport, ServedIdentity } from './gateway-model.js';
import type { Engine, Finding, PackReport, Reason, Report, RunIdentity, TestTotals, VerifyReport } from './model.js';

/** `predicate-type` of actions/attest. A URN, because every organisation runs its own copy of this project at an address of its own. */
export const RELEASE_RECORD_TYPE = 'urn:keeptrusts-policy-action:release-record:1';

/** Stands in the place of what could not be read. */
export interface Unread {
  readonly unread: string;
}

/** https://github.com/in-toto/attestation/blob/main/spec/v1/digest_set.md */
export interface DigestSet {
  readonly sha256: string;
}

/** A file as https://github.com/in-toto/attestation/blob/main/spec/v1/resource_descriptor.md names it. */
export interface FileDescriptor {
  readonly name: string;
  readonly digest: DigestSet;
}

/** A review of a pull request. */
export interface Review {
  /** Login; unread where the account is gone. */
  readonly by: string | Unread;
  /** As GitHub spells it: APPROVED, CHANGES_REQUESTED, COMMENTED, DISMISSED. */
  readonly state: string;
  readonly submittedAt: string | Unread;
  /** The commit that was looked at; compare it with the pull request's `head`. */
  readonly commit: string | Unread;
}

export interface PullRequest {
  readonly number: number;
  readonly url: string | Unread;
  readonly author: string | Unread;
  /** Null while it is not merged. */
  readonly mergedAt: string | null;
  readonly base: string | Unread;
  /** The last commit of its branch. */
  readonly head: string | Unread;
  readonly reviews: readonly Review[] | Unread;
}

export interface Author {
  /** GitHub account that the author's address belongs to. */
  readonly login: string | Unread;
  /** As Git has it: anybody can write any name there. */
  readonly name: string | Unread;
  readonly authoredAt: string | Unread;
  /** What GitHub says of the commit's signature. */
  readonly verification: { readonly verified: boolean; readonly reason: string } | Unread;
}

/** What GitHub knows of a commit. */
export interface Change {
  readonly commit: string;
  readonly author: Author | Unread;
  readonly pullRequests: readonly PullRequest[] | Unread;
}

/** Somebody let a job of this workflow run enter an environment, or refused to. */
export interface Approval {
  readonly environments: readonly string[];
  readonly state: string;
  readonly by: string | Unread;
  readonly comment: string;
}

/** Lint and behaviour tests of the deployed copy. */
export interface RecordedValidation {
  readonly result: PackReport['result'];
  readonly findings: { readonly error: number; readonly warning: number; readonly info: number };
  /** Findings that the file's owner switched off. */
  readonly suppressions: readonly (Pick<Finding, 'ruleId' | 'severity' | 'message' | 'file'> & { readonly line?: number })[];
  readonly tests: TestTotals;
  /** Share of chain entries that tests prove, 0 to 1. */
  readonly coverage: number | Unread;
}

type ReadingOfGateway = 'before' | 'after' | 'health' | 'events';

/** A gateway's report in which nothing is absent that somebody could have read. */
export type RecordedGateway = Omit<GatewayReport, ReadingOfGateway> & {
  readonly [Name in ReadingOfGateway]: NonNullable<GatewayReport[Name]> | Unread;
};

export type RecordedPlan = Omit<DeployPlan, 'gateways'> & {
  readonly gateways: readonly (Omit<PlannedGateway, 'before'> & { readonly before: ServedIdentity | Unread })[];
};

export interface RecordedDeploy {
  readonly result: DeployReport['result'];
  readonly reason: Reason;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly phase: DeployReport['phase'];
  readonly plan: RecordedPlan | Unread;
  readonly waves: readonly WaveReport[];
  readonly canary: readonly ProbeReport[];
  /** Each with every step, its time and what came of it. */
  readonly gateways: readonly RecordedGateway[];
  readonly takenBack: NonNullable<DeployReport['takenBack']> | null;
  readonly warnings: readonly string[];
}

export type RecordedVerify = Pick<VerifyReport, 'result' | 'reason' | 'startedAt' | 'durationMs' | 'warnings'> & {
  readonly gateways: readonly RecordedGateway[];
};

/** Whether a commit has exactly the bytes that were deployed: a step of the workflow may have changed the file after it was checked out. */
export interface Committed {
  readonly commit: string;
  readonly same: boolean;
}

export interface ReleaseRecord {
  readonly schemaVersion: 1;
  readonly predicateType: typeof RELEASE_RECORD_TYPE;
  readonly tool: Report['tool'];
  /** True when any part came from the emulator: the record is then no evidence about a real gateway. */
  readonly emulated: boolean;
  readonly recordedAt: string;
  /** Of the whole run, verification included where it was part of it. */
  readonly result: Report['result'];
  readonly failure: NonNullable<Report['failure']> | null;
  readonly policy: (FileDescriptor & { readonly pack: PackIdentity | Unread; readonly committed: Committed | Unread }) | Unread;
  /** `digest` is of the lines that `sha256sum` would print for the files, sorted by name. */
  readonly tests: { readonly digest: DigestSet; readonly files: readonly FileDescriptor[] } | Unread;
  /** `digest` is of `values` in the canonical form of RFC 8785; secrets are not among them. */
  readonly settings: { readonly digest: DigestSet; readonly values: Readonly<Record<string, SettingValue>> };
  readonly kt: readonly (Omit<Engine, 'name' | 'sha256'> & { readonly sha256: string | Unread })[] | Unread;
  readonly run: RunIdentity | Unread;
  /** Set in place of the checked-out file when an earlier commit's file was brought back. */
  readonly rollbackTo: { readonly commit: string } | null;
  readonly change: Change | Unread;
  /** Of all attempts of the run; GitHub does not tell them apart. */
  readonly approvals: readonly Approval[] | Unread;
  readonly validation: RecordedValidation | Unread;
  readonly deploy: RecordedDeploy | Unread;
  readonly verify: RecordedVerify | Unread;
  /** `ticket: reason`; null when no emergency was claimed. */
  readonly emergency: string | null;
  /** Checks that were not made because somebody said so. */
  readonly bypasses: readonly Bypass[];
  /** Inventory values that options replaced. */
  readonly overrides: readonly string[];
}

export type SettingValue = string | number | boolean | readonly string[];
