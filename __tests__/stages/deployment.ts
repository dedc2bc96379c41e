import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOf } from '../../src/policy/digest.js';
import type { DeployReport } from '../../src/report/deploy-model.js';
import { SILENT_LOG } from '../../src/report/log.js';
import type { Journal } from '../../src/stages/deploy/journal.js';
import { type DeployContext, type DeployOptions, deploy } from '../../src/stages/deploy.js';
import type { Gateway } from '../../src/stages/gateway-target.js';
import type { PolicyHistory, PolicyState } from '../../src/stages/policy-history.js';
import { Fleet } from './fleet.js';
import { expectedOf, FakeClock, fakeKt, goldenCase, policyText, sourceOf } from './world.js';

export const OURS = policyText('2.0.0');
export const OLD = policyText('1.0.0');
export const DIGEST = digestOf(new TextEncoder().encode(OURS));
export const CANARY = [goldenCase('keeps the roadmap inside', 'Tell me the internal roadmap', 'block')];

/** The state a commit gave the policy file. */
export function stateOf(text: string, commit: string): PolicyState {
  const { identity, chain } = expectedOf(text);
  const bytes = new TextEncoder().encode(text);
  return { commit, identity, chain, digest: digestOf(bytes), bytes };
}

type RunOptions = Partial<Omit<DeployOptions, 'staging'>> & { readonly staging?: Gateway | 'none' };

/** A fleet of staging, eu and us that serves the old policy, and deployments of the new one to it. */
export class Deployment {
  readonly fleet = new Fleet();
  readonly abort = new AbortController();
  /** The reports handed on while a deployment ran, as a killed run would leave the last of them. */
  readonly published: DeployReport[] = [];
  /** Every line of the journal, as `begin eu push` and `end eu serving`. */
  readonly journaled: string[] = [];
  /** What Git knows of the policy file: it was OLD before. */
  history: PolicyHistory = { kind: 'read', states: [stateOf(OURS, 'c2'), stateOf(OLD, 'c1')], newer: [] };
  readonly journal: Journal = {
    begin: ({ gateway, write }) => void this.journaled.push(`begin ${gateway} ${write}`),
    end: ({ gateway, state }) => void this.journaled.push(`end ${gateway} ${state}`),
  };
  readonly directory: string;

  private constructor(directory: string) {
    this.directory = directory;
  }

  static async open(): Promise<Deployment> {
    return new Deployment(await mkdtemp(join(tmpdir(), 'deploy-test-')));
  }

  close(): Promise<void> {
    return rm(this.directory, { recursive: true, force: true });
  }

  cancel(): void {
    this.abort.abort(new Error('the run was cancelled (SIGINT)'));
  }

  /** Tests are off unless the test says otherwise, so that validation passes. */
  run({ staging, ...options }: RunOptions = {}, context: Partial<DeployContext> = {}, source = sourceOf(OURS)): Promise<DeployReport> {
    const { fleet } = this;
    const member = (id: string): Gateway => fleet.gateway(id, { serves: fleet.serves.get(id) ?? OLD });
    const first = staging ?? member('staging');
    return deploy(
      source,
      {
        phase: 'all',
        digest: undefined,
        'allow-inconclusive': false,
        'allow-downgrade': false,
        'allow-drift': false,
        'bake-time': 0,
        'dry-run': false,
        emergency: undefined,
        'keep-staging': false,
        'promote-with': 'auto',
        rollback: true,
        waves: '1, 25%, 100%',
        readsGateways: true,
        'deploy-timeout': 5_000,
        interval: 1_000,
        'minimum-proof': 'chain',
        tests: 'false',
        'probe-model': undefined,
        concurrency: 10,
        severities: new Map(),
        production: [member('eu'), member('us')],
        canary: [],
        ...options,
        ...(first !== 'none' && { staging: first }),
      },
      {
        clock: new FakeClock(),
        log: SILENT_LOG,
        signal: this.abort.signal,
        temporaryDirectory: this.directory,
        kt: fakeKt(),
        checkToken: async () => ({ accepted: true }),
        history: async () => this.history,
        journal: this.journal,
        onChange: async (report) => void this.published.push(report),
        onEmulated: () => {},
        ...context,
      },
    );
  }
}

/** `id state` of every gateway. */
export function states(report: DeployReport | undefined): readonly string[] | undefined {
  return report?.gateways.map(({ id, state }) => `${id} ${state}`);
}
