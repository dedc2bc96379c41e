import { setMaxListeners } from 'node:events';
import { SYSTEM_CLOCK } from '../clock.js';
import { planAnnotations } from '../github/annotations.js';
import { annotationCommand } from '../github/commands.js';
import { createGitHubLog } from '../github/github-log.js';
import { maskSecrets } from '../github/mask.js';
import { appendPairs, appendPath } from '../github/outputs.js';
import { type RunContext, readRunContext } from '../github/run-context.js';
import { appendSummary } from '../github/summary-file.js';
import { readInputs } from '../options/inputs.js';
import { type Entry, OPTIONS } from '../options/table.js';
import { Secret } from '../options/types.js';
import { bypassWarnings } from '../report/deploy-words.js';
import { Failure, messageOf } from '../report/failure.js';
import type { Log } from '../report/log.js';
import type { Report } from '../report/model.js';
import { keepSecrets, type Redactor, redactReport } from '../report/redact.js';
import { renderTerminal } from '../report/terminal.js';
import { nextStepsOf, toneOf } from '../report/words.js';
import { createReportFile, type ReportFile } from '../report/write.js';
import { findingsOf } from './findings.js';
import { JOURNAL_ENTRY_STATE, JOURNAL_STATE } from './journal-states.js';
import { outputsOf } from './outputs.js';
import { proxySecrets } from './proxy-secrets.js';
import { chosenFile, defaultReportPath } from './report-path.js';
import { resultFiles, writeResultFiles } from './result-files.js';
import { type ParsedRun, readOptions, run } from './run.js';
import { Session } from './session.js';
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
  const verdict = startRed(process, (error) =>
    write(`${annotationCommand({ level: 'error', message: redact(defectMessage(error, context.debug)) })}\n`),
  );
  const cancel = cancellation(log);

  // There is a report even when the options are not understood; report-file takes its place once they are.
  const places = { workspace: context.workspace ?? process.cwd(), temporaryDirectory: context.temporaryDirectory };
  let reportFile: ReportFile = createReportFile(defaultReportPath(entry, places));
  const keep = async (report: Report): Promise<void> => {
    const clean = redactReport(report, keeper.current);
    reportFile.update(clean);
    // As soon as they are known: a job that is killed while waiting still hands them on.
    appendPairs(context.outputFile, outputsOf(clean, reportFile.path));
  };
  const session = new Session(context.run, keep);
  let parsed: ParsedRun | undefined;
  let succeeded = false;
  let failure: unknown;
  try {
    parsed = readOptions(entry, { values: readInputs(env), environment: env, origin: 'inputs' });
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
    const ran = await run(parsed, surroundings, context.temporaryDirectory, session);
    if (files.length > 0) await writeResultFiles(files, redactReport(session.report(), keeper.current), places.workspace);
    succeeded = ran;
  } catch (error) {
    failure = error;
    await session.fail(error).catch(async () => {
      // The file that was chosen cannot be written; the report must not vanish with it.
      reportFile = createReportFile(defaultReportPath(entry, places));
      await session.fail(error);
    });
  } finally {
    cancel.release();
  }
  const report = redactReport(session.report(), keeper.current);
  await publish(report, {
    entry,
    parsed,
    context,
    log,
    write,
    redact,
    failure,
    succeeded,
    cancelled: cancel.signal.aborted,
    reportPath: reportFile.path,
    workspace: places.workspace,
  });
  verdict.reach(succeeded);
}

interface Publication {
  readonly entry: Entry;
  readonly parsed: ParsedRun | undefined;
  readonly context: RunContext;
  readonly log: Log;
  readonly write: (text: string) => void;
  readonly redact: Redactor;
  readonly failure: unknown;
  readonly succeeded: boolean;
  readonly cancelled: boolean;
  readonly reportPath: string;
  readonly workspace: string;
}

async function publish(report: Report, to: Publication): Promise<void> {
  const { parsed, context, log, write, reportPath: path } = to;
  write(`${renderTerminal(report, { colour: false })}\n`);
  appendPairs(context.outputFile, outputsOf(report, path));
  if (parsed?.options.summary ?? true) await writeSummary(report, to);
  const told = (await tell(report, to)).map(to.redact);
  const failureMessage = to.succeeded ? undefined : failureText(report, to);
  const findings = (parsed?.options.annotations ?? true) ? findingsOf(report) : [];
  const warnings = [
    ...report.stages.flatMap((stage) => [...(stage.stage === 'deploy' ? bypassWarnings(stage) : []), ...stage.warnings]),
    ...told,
  ];
  for (const annotation of planAnnotations(findings, failureMessage, { warnings, reportPath: path })) {
    write(`${annotationCommand(annotation)}\n`);
  }
  log.info(`Report: ${path}`);
}

/** Milliseconds that comment and check run may take together; a cancelled step is killed ten seconds after it was told. */
const TELLING_MS = { usually: 30_000, cancelled: 4_000 } as const;

/** Comment and check run, where they were asked for; returns warnings. They come late, so that what needs no network is there already. */
async function tell(
  report: Report,
  { entry, parsed, context, log, succeeded, cancelled, workspace }: Publication,
): Promise<readonly string[]> {
  if (parsed === undefined || !(parsed.options.comment === true || parsed.options['check-run'] === true)) return [];
  try {
    const { tellGitHub } = await import('./tell-github.js');
    const ended = succeeded ? (toneOf(report.result) === 'doubtful' ? 'neutral' : 'success') : 'failure';
    const warnings = await tellGitHub(report, {
      entry,
      options: parsed.options,
      context,
      environment: process.env,
      clock: SYSTEM_CLOCK,
      random: Math.random,
      log,
      workspace,
      conclusion: cancelled ? 'cancelled' : ended,
      budgetMs: cancelled ? TELLING_MS.cancelled : TELLING_MS.usually,
    });
    for (const warning of warnings) log.warning(warning);
    return warnings;
  } catch (error) {
    const warning = `Comment and check run could not be written: ${messageOf(error)}`;
    log.warning(warning);
    return [warning];
  }
}

async function writeSummary(report: Report, { context, log, reportPath: path }: Publication): Promise<void> {
  if (context.summaryFile === undefined) return;
  try {
    const { renderSummary, SUMMARY_BUDGET } = await import('../report/summary.js');
    const render = (budget: number): string => renderSummary(report, { budget, reportPath: path });
    const outcome = appendSummary(context.summaryFile, render, SUMMARY_BUDGET);
    if (outcome.kind === 'no-room')
      log.warning(`The job summary is full: this step's part would need ${outcome.needed} bytes, ${outcome.room} are left`);
  } catch (error) {
    // A summary that cannot be written must not hide the result it would have shown.
    log.warning(`The job summary could not be written: ${messageOf(error)}`);
  }
}

function failureText(report: Report, { failure, entry, redact }: Publication): string {
  if (failure !== undefined) return redact(defectMessage(failure, false));
  const last = report.stages.at(-1);
  const [next] = nextStepsOf(report);
  return `${last?.stage ?? entry}: ${last?.result ?? 'no result'}: ${last?.reason.summary ?? 'the run ended without a result'}${next === undefined ? '' : `. ${next}`}`;
}

/** The text of what ended a run: complete sentences of a Failure, a stack only for a defect of this tool. */
export function defectMessage(error: unknown, debug: boolean): string {
  if (error === undefined)
    return 'The run ended without a verdict, so it counts as failed. Please report this as a bug of keeptrusts-policy-action.';
  const expected = error instanceof Failure ? error.kind !== 'defect' : error instanceof Error && 'kind' in error;
  if (expected) return messageOf(error);
  const stack = error instanceof Error && (debug || !(error instanceof Failure)) ? `\n${error.stack ?? ''}` : '';
  return `Unexpected error: ${messageOf(error)}. Please report this as a bug of keeptrusts-policy-action.${stack}`;
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

interface Cancellation {
  readonly signal: AbortSignal;
  release(): void;
}

/** The runner sends SIGINT, 7.5 s later SIGTERM, and kills after another 2.5 s: the first one ends all waiting. */
export function cancellation(log: Pick<Log, 'warning'>): Cancellation {
  const controller = new AbortController();
  // Each request under way listens; node 20 would warn of a leak from the eleventh on.
  setMaxListeners(0, controller.signal);
  const stop = (signal: NodeJS.Signals): void => {
    if (controller.signal.aborted) return;
    log.warning(`Received ${signal}: stopping, and writing down what was reached`);
    controller.abort(new Error(`the run was cancelled (${signal})`));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return {
    signal: controller.signal,
    release: () => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    },
  };
}
