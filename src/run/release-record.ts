import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createGitHubApi } from '../github/api.js';
import { readApprovals } from '../github/approvals.js';
import { readChange } from '../github/change.js';
import { readRunContext } from '../github/run-context.js';
import type { AnyOptions } from '../options/rules.js';
import { Secret } from '../options/types.js';
import { digestOf } from '../policy/digest.js';
import { messageOf } from '../report/failure.js';
import type { Report } from '../report/model.js';
import { createRedactor, type Redactor, redactReport } from '../report/redact.js';
import type { Committed, SettingValue, Unread } from '../report/release-model.js';
import { type ReleaseFacts, releaseRecord, serializeRecord } from '../report/release-record.js';
import { writeAtomically } from '../report/write.js';
import type { Network } from './network.js';
import { repositoryOf } from './repository.js';
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
  readonly surroundings: Pick<Surroundings, 'environment' | 'clock' | 'signal' | 'secrets' | 'workspaceRoot'>;
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
    committed: await readCommitted(sources, place),
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

/** Compares the deployed bytes with those of the commit that the record names. */
async function readCommitted({ report }: RecordSources, { surroundings }: RecordPlace): Promise<Committed | Unread> {
  const deploy = report.stages.find((stage) => stage.stage === 'deploy');
  const commit = deploy?.rollbackTo?.commit ?? report.run?.commit;
  if (deploy?.digest === undefined) return { unread: 'the policy file was not read' };
  if (commit === undefined) return { unread: 'this run was not started by GitHub Actions, so that no commit is named' };
  const { workspaceRoot } = surroundings;
  const repository = await repositoryOf(join(workspaceRoot, deploy.file), workspaceRoot, surroundings);
  if (repository.kind === 'none') return { unread: repository.reason };
  try {
    const [bytes] = await repository.git.filesAt(commit, [repository.name]);
    if (bytes === undefined) return { unread: 'this clone has no such commit, or the commit no such file' };
    return { commit, same: digestOf(bytes) === deploy.digest };
  } catch (error) {
    return { unread: messageOf(error) };
  }
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
