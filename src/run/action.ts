import { setMaxListeners } from 'node:events';
import { existsSync } from 'node:fs';
import { SYSTEM_CLOCK } from '../clock.js';
import { annotationCommand } from '../github/commands.js';
import { createGitHubLog } from '../github/github-log.js';
import { maskSecrets } from '../github/mask.js';
import { appendPairs, appendPath } from '../github/outputs.js';
import { readRunContext } from '../github/run-context.js';
import { readInputs } from '../options/inputs.js';
import { type Entry, OPTIONS } from '../options/table.js';
import { Secret } from '../options/types.js';
import { messageOf } from '../report/failure.js';
import type { Log } from '../report/log.js';
import type { Report } from '../report/model.js';
import { keepSecrets, redactReport } from '../report/redact.js';
import { createReportFile, type ReportFile } from '../report/write.js';
import { JOURNAL_ENTRY_STATE, JOURNAL_STATE } from './journal-states.js';
import { leaveSummary } from './last-summary.js';
import { LostChannels } from './lost-channels.js';
import { outputsOf } from './outputs.js';
import { proxySecrets } from './proxy-secrets.js';
import { defectMessage, OUTPUTS, publish, REPORT } from './publish.js';
import { chosenFile, defaultReportPath } from './report-path.js';
import { resultFiles, writeResultFiles } from './result-files.js';
import { type ParsedRun, readableOptions, readOptions, run } from './run.js';
import { Session } from './session.js';
import { sourcePlaces } from './source-places.js';
import { directWriter } from './standard-stream.js';
import { startRed } from './verdict.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Runs one of the four actions in this process: inputs from the environment, everything a step can report, then the exit code. */
export async function runAction(entry: Entry): Promise<void> {
  const { env } = process;
  const write = directWriter(1, () => process.stdout);
  const context = readRunContext(env);
  const secrets = secretInputs(env);
  // Before anything else is written: what the runner masks, it masks from here on.
  maskSecrets(secrets, write);
  const keeper = keepSecrets([...secrets, ...proxySecrets(env)]);
  const { redact } = keeper;
  const log = createGitHubLog({ write, clock: SYSTEM_CLOCK, redact, debug: context.debug });
  // There is a report even when the options are not understood; report-file takes its place once they are.
  const places = { workspace: context.workspace ?? process.cwd(), temporaryDirectory: context.temporaryDirectory };
  let reportFile: ReportFile = createReportFile(defaultReportPath(entry, places));
  const written = (): string | undefined => (existsSync(reportFile.path) ? reportFile.path : undefined);
  const given = { values: readInputs(env), environment: env, origin: 'inputs' } as const;
  let parsed: ParsedRun | undefined;
  const verdict = startRed(
    process,
    (error) => {
      log.endGroup();
      write(`${annotationCommand({ level: 'error', message: redact(defectMessage(error, context.debug)) })}\n`);
    },
    (error) => {
      const reason = redact(defectMessage(error, false));
      if (parsed?.options.summary ?? true) leaveSummary(context.summaryFile, { tone: 'bad', verdict: 'incomplete', reason }, written());
    },
  );
  const cancel = cancellation(log);
  const lost = new LostChannels(log);

  const repository = context.run && { name: context.run.repository, serverUrl: context.serverUrl };
  const sources = sourcePlaces(context.workspace ?? process.cwd(), repository);
  const keep = async (report: Report): Promise<void> => {
    const clean = redactReport(report, keeper.current);
    reportFile.update(clean);
    // As soon as they are known: a job that is killed while waiting still hands them on.
    await lost.attempt(OUTPUTS, () => appendPairs(context.outputFile, outputsOf(clean, reportFile.path)));
  };
  const session = new Session(context.run, keep);
  let succeeded = false;
  let failure: unknown;
  try {
    parsed = readOptions(entry, given);
    for (const warning of parsed.warnings) log.warning(warning);
    const { options } = parsed;
    const chosen = chosenFile('report-file', options, places);
    const files = resultFiles((option) => chosenFile(option, options, places));
    const recordPath = chosenFile('release-record', options, places);
    if (chosen !== undefined) reportFile = createReportFile(chosen);
    const surroundings = {
      environment: env,
      workspaceRoot: places.workspace,
      directory: places.workspace,
      clock: SYSTEM_CLOCK,
      log,
      secrets: keeper,
      signal: cancel.signal,
      ...(context.run !== undefined && { run: context.run }),
      ...(context.event !== undefined && { event: context.event }),
      ...(recordPath !== undefined && { recordPath }),
      ...(context.temporaryDirectory !== undefined && {
        keepJournal: {
          directory: context.temporaryDirectory,
          announce: (path: string) => appendPairs(context.stateFile, { [JOURNAL_STATE]: path, [JOURNAL_ENTRY_STATE]: entry }),
        },
      }),
      addToPath: (directory: string) => appendPath(context.pathFile, directory),
    };
    const writeFiles = (): Promise<boolean> => writeResultFiles(files, redactReport(session.report(), keeper.current), sources);
    const ran = await run(parsed, surroundings, context.temporaryDirectory, session).catch(async (error: unknown) => {
      await writeFiles().catch((unwritten: unknown) => log.warning(messageOf(unwritten)));
      throw error;
    });
    if (files.length > 0 && !(await writeFiles()))
      log.info(`Nothing was validated: no ${files.map(({ option }) => option).join(' and no ')}`);
    succeeded = ran;
  } catch (error) {
    failure = error;
    await session.fail(error).catch(async () => {
      // The file that was chosen cannot be written; the report must not vanish with it.
      reportFile = createReportFile(defaultReportPath(entry, places));
      await lost.attempt(REPORT, () => session.fail(error));
    });
  } finally {
    cancel.release();
  }
  const stray = verdict.stray();
  if (stray !== undefined) {
    // Told when it happened. What the run did after it cannot be relied on.
    succeeded = false;
    await lost.attempt(REPORT, () => session.fail(stray.error));
  }
  const report = redactReport(session.report(), keeper.current);
  await publish(report, {
    entry,
    // A run that was asked for wrongly tells that, too, where it was asked to: a required check must always report.
    options: parsed?.options ?? readableOptions(entry, given),
    context,
    log,
    write,
    lost,
    redact,
    failure,
    isTold: stray !== undefined,
    succeeded,
    cancelled: cancel.signal.aborted,
    reportPath: written(),
    workspace: places.workspace,
    placeOf: sources.placeOf,
  });
  verdict.reach(succeeded && lost.sentences.length === 0);
}

/** The secrets among the inputs of a step, and in the variables that stand in for them. */
export function secretInputs(env: Environment): readonly Secret[] {
  const inputs = readInputs(env);
  return Object.entries(OPTIONS).flatMap(([name, spec]) => {
    if (spec.type !== 'secret') return [];
    const values = [inputs.get(name), env[spec.environment]];
    return values.flatMap((value) => (value === undefined || value.trim() === '' ? [] : [new Secret(value.trim())]));
  });
}

/** SIGBREAK comes on Windows alone, and may be listened for everywhere: https://nodejs.org/api/process.html#signal-events */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGBREAK'] as const;

interface Cancellation {
  readonly signal: AbortSignal;
  release(): void;
}

/**
 * The runner sends SIGINT, 7.5 s later SIGTERM, and kills after another 2.5 s: the first one ends all waiting. On Windows it presses Ctrl+C, then
 * Ctrl+Break: https://github.com/actions/runner/blob/main/src/Runner.Sdk/ProcessInvoker.cs
 */
export function cancellation(log: Pick<Log, 'warning'>): Cancellation {
  const controller = new AbortController();
  // Each request under way listens; node 20 would warn of a leak from the eleventh on.
  setMaxListeners(0, controller.signal);
  const stop = (signal: NodeJS.Signals): void => {
    if (controller.signal.aborted) return;
    log.warning(`Received ${signal}: stopping, and writing down what was reached`);
    controller.abort(new Error(`the run was cancelled (${signal})`));
  };
  for (const signal of STOP_SIGNALS) process.on(signal, stop);
  return {
    signal: controller.signal,
    release: () => {
      for (const signal of STOP_SIGNALS) process.off(signal, stop);
    },
  };
}
