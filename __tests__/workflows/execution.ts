import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { keptOf, type WorkflowRequest } from './act.js';
import { type JobResult, outputOf, type WorkflowRun } from './act-log.js';
import { GITHUB_TOKEN, type Policies, type PoliciesOptions } from './scene.js';

/** One run of a workflow file, and what is true afterwards. */
export interface Execution extends PoliciesOptions {
  /** In `examples/workflows/`. */
  readonly file: string;
  readonly that: string;
  readonly event: WorkflowRequest['event'];
  readonly given?: (policies: Policies) => Partial<WorkflowRequest>;
  /** Results by job; of a job with a matrix a list. */
  readonly jobs: Readonly<Record<string, JobResult | readonly JobResult[]>>;
  /** Gateways that serve the file of the second commit. All others serve that of the first. */
  readonly serving: readonly string[];
  readonly also?: (ran: WorkflowRun, policies: Policies) => Promise<void> | void;
}

export const PRODUCTION = ['production-eu', 'production-us'];
export const RELEASE = ['staging', ...PRODUCTION];

/** An error that lint finds. */
export const unknownKind = (text: string): string => text.replace('- dlp-filter', '- dlp-filters');

/** The token is in these environments only: a job without environment has none. */
export function onlyIn(...environments: readonly string[]): (policies: Policies) => Partial<WorkflowRequest> {
  return ({ fleet }) => ({
    secrets: { GITHUB_TOKEN },
    environments: Object.fromEntries(environments.map((name) => [name, { secrets: { KEEPTRUSTS_API_TOKEN: fleet.emulator.apiToken } }])),
  });
}

interface ReleaseRecord {
  readonly result: string;
  readonly policy: { readonly digest: { readonly sha256: string } };
  readonly emergency: string | null;
}

export async function uploadedRecord({ scene }: Policies): Promise<ReleaseRecord> {
  return JSON.parse(await readFile(join(keptOf(scene), 'artifacts', 'release-record-1', 'release-record.json'), 'utf8'));
}

/** The record that was signed is the one that was uploaded, and its subject the file of this digest. */
export async function mustBeAttested(policies: Policies, digest: string, result: string): Promise<void> {
  const record = await uploadedRecord(policies);
  const attested: unknown = JSON.parse(await readFile(join(keptOf(policies.scene), 'attested.json'), 'utf8'));
  expect(attested).toMatchObject({ name: 'policy-config.yaml', digest, predicate: record });
  expect([record.result, `sha256:${record.policy.digest.sha256}`]).toEqual([result, digest]);
  const tokens = new Set(policies.github.asked.map(({ authorization }) => authorization?.replace(/^(?:Bearer|token) /i, '')));
  expect([...tokens]).toEqual([GITHUB_TOKEN]);
}

/** The digest that the job `validate` gave. */
export const validated = (ran: WorkflowRun): string => outputOf(ran, 'validate', 'validate', 'digest');
