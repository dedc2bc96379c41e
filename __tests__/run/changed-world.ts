import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { SYSTEM_CLOCK } from '../../src/clock.js';
import { SILENT_LOG } from '../../src/report/log.js';
import type { Report, ValidateReport } from '../../src/report/model.js';
import { readOptions, run } from '../../src/run/run.js';
import { Session } from '../../src/run/session.js';
import { golden } from '../stages/world.js';
import { newRepository, type Repository } from '../workspace/repository.js';

/** Repositories with two packs, and runs of validate on them. */

export const made: (() => void)[] = [];

export function removeMade(): void {
  for (const remove of made.splice(0)) remove();
}

export function repository(): Repository {
  const one = newRepository();
  made.push(() => one.remove());
  return one;
}

/** A pack that blocks Acme; with a misspelt kind it has an error. */
export function policy(name: string, { version = '1.0.0', kind = 'entity-list-filter' } = {}): string {
  return `pack:\n  name: ${name}\n  version: "${version}"\n  enabled: true\npolicies:\n  chain: [${kind}]\npolicy:\n  entity-list-filter:\n    blocked_entities: [acme]\n`;
}

export const GREETS = golden('greets', 'hello', 'allow');
/** A test whose expectation the policy does not meet. */
export const FAILS = golden('fails', 'hello', 'block');

/** Two packs: `good` has nothing wrong with it, `bad` has a failing test. */
export const BEFORE = {
  'good/policy-config.yaml': policy('good'),
  'good/tests/greets.json': GREETS,
  'bad/policy-config.yaml': policy('bad'),
  'bad/tests/fails.json': FAILS,
};

export interface Outcome {
  readonly stage: ValidateReport;
  readonly succeeded: boolean;
  readonly report: Report;
  /** The state of each pack's gate, by its folder. */
  readonly gates: Readonly<Record<string, string | undefined>>;
}

export interface Place {
  readonly environment?: Record<string, string>;
  /** Where the workspace is, when that is not the repository. */
  readonly workspace?: string;
}

/** Validates as the command line and the action do, from options to report. */
export async function validated(
  root: string,
  values: Record<string, string> = {},
  { environment = {}, workspace }: Place = {},
): Promise<Outcome> {
  const session = new Session(undefined, async () => {});
  const env = { PATH: process.env.PATH, ...environment };
  const defaults = { engine: 'builtin', 'changed-only': 'true', 'policy-file': '**/policy-config.yaml', rules: 'version-not-bumped: off' };
  const given = Object.entries({ ...defaults, ...values }).filter(([, value]) => value !== '');
  const parsed = readOptions('validate', { values: new Map(given), environment: env, origin: 'flags' });
  const signal = new AbortController().signal;
  const workspaceRoot = workspace ?? root;
  const surroundings = { environment: env, workspaceRoot, directory: root, clock: SYSTEM_CLOCK, log: SILENT_LOG, signal };
  const succeeded = await run(parsed, surroundings, undefined, session);
  const report = session.report();
  const [stage] = report.stages;
  if (stage?.stage !== 'validate') throw new Error('validate did not run');
  const gates = Object.fromEntries(stage.packs.map(({ file, gate }) => [dirname(file), gate?.state]));
  return { stage, succeeded, report, gates };
}

/** The environment of a step, with the payload of its event on disk. */
export function eventOf(name: string, payload: unknown, more: Record<string, string> = {}): Record<string, string> {
  const directory = mkdtempSync(join(tmpdir(), 'event-'));
  made.push(() => rmSync(directory, { recursive: true }));
  const path = join(directory, 'event.json');
  writeFileSync(path, JSON.stringify(payload));
  return { GITHUB_ACTIONS: 'true', GITHUB_EVENT_PATH: path, GITHUB_EVENT_NAME: name, ...more };
}

/** A branch `work` that left main after BEFORE, checked out. */
export function branched(files: Readonly<Record<string, string>> = BEFORE): { readonly one: Repository; readonly base: string } {
  const one = repository();
  const base = one.commit(files);
  one.git('checkout', '--quiet', '-b', 'work');
  return { one, base };
}
