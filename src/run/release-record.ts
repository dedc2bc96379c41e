import { createHash } from 'node:crypto';
import { createGitHubApi } from '../github/api.js';
import { readApprovals } from '../github/approvals.js';
import { readChange } from '../github/change.js';
import { readRunContext } from '../github/run-context.js';
import type { AnyOptions } from '../options/rules.js';
import { Secret } from '../options/types.js';
import type { Report } from '../report/model.js';
import { createRedactor, type Redactor, redactReport } from '../report/redact.js';
import type { SettingValue, Unread } from '../report/release-model.js';
import { type ReleaseFacts, releaseRecord, serializeRecord } from '../report/release-record.js';
import { writeAtomically } from '../report/write.js';
import type { Network } from './network.js';
import type { Surroundings } from './surroundings.js';

/** What of a run goes into its release record. */
export interface RecordSources {
  /** As it is when the run ends, whatever came of it. */
  readonly report: Report;
  /** With the values of the inventory filled in. */
  readonly options: AnyOptions;
  /** The test files that were read beside the policy file; absent where the run ended before that. */
  readonly tests?: readonly { readonly names: { readonly workspaceFile: string }; readonly bytes: Uint8Array }[] | undefined;
}

export interface RecordPlace {
  readonly surroundings: Pick<Surroundings, 'environment' | 'clock' | 'signal' | 'secrets'>;
  readonly network: Pick<Network, 'http'>;
}

/**
 * Asks GitHub for author, reviews and approvals (for 10 s each at the most, not at all when the run was cancelled), and writes the release
 * record. What could not be read says so in the record; no missing answer fails the run.
 * @param path absolute.
 * @returns SHA-256 of the file, as 64 hex digits.
 * @throws Failure `bad-input` when the file cannot be written.
 */
export async function writeReleaseRecord(
  path: string,
  sources: RecordSources,
  place: RecordPlace,
): Promise<{ readonly path: string; readonly sha256: string }> {
  const own = createRedactor(Object.values(sources.options).filter((value) => value instanceof Secret));
  const { secrets } = place.surroundings;
  const redact: Redactor = secrets === undefined ? own : (text) => secrets.redact(own(text));
  const facts: ReleaseFacts = {
    report: sources.report,
    recordedAt: place.surroundings.clock.now(),
    settings: settingsOf(sources.options, redact),
    tests: testsOf(sources),
    ...(await readGitHub(sources, place)),
  };
  const text = serializeRecord(redactReport(releaseRecord(facts), redact));
  writeAtomically(path, text);
  return { path, sha256: createHash('sha256').update(text).digest('hex') };
}

function settingsOf(options: AnyOptions, redact: Redactor): Readonly<Record<string, SettingValue>> {
  return Object.fromEntries(
    Object.entries(options).flatMap(([name, value]): readonly (readonly [string, SettingValue])[] => {
      if (value === undefined || value instanceof Secret) return [];
      if (typeof value === 'number' || typeof value === 'boolean') return [[name, value]];
      return [[name, typeof value === 'string' ? redact(value) : value.map(redact)]];
    }),
  );
}

function testsOf({ tests, options }: RecordSources): ReleaseFacts['tests'] {
  if (options.tests === 'false') return { unread: 'tests were switched off (tests: false)' };
  return tests?.map(({ names, bytes }) => ({ name: names.workspaceFile, bytes })) ?? { unread: 'the run ended before tests were read' };
}

async function readGitHub(
  { report, options }: RecordSources,
  { surroundings, network }: RecordPlace,
): Promise<Pick<ReleaseFacts, 'change' | 'approvals'>> {
  const { run } = report;
  const runId = surroundings.environment.GITHUB_RUN_ID;
  const token = options['github-token'];
  const neither = (reason: Unread) => ({ change: reason, approvals: reason });
  if (run === undefined || runId === undefined) return neither({ unread: 'this run was not started by GitHub Actions' });
  if (token === undefined) return neither({ unread: 'there is no github-token' });
  const api = createGitHubApi({
    http: () => network.http(),
    apiUrl: readRunContext(surroundings.environment).apiUrl,
    token,
    signal: surroundings.signal,
  });
  const deploy = report.stages.find((stage) => stage.stage === 'deploy');
  const [change, approvals] = await Promise.all([
    readChange(api, run.repository, deploy?.rollbackTo?.commit ?? run.commit),
    readApprovals(api, run.repository, runId),
  ]);
  return { change, approvals };
}
