import { SYSTEM_CLOCK } from '../clock.js';
import { planAnnotations } from '../github/annotations.js';
import { annotationCommand } from '../github/commands.js';
import { appendPairs } from '../github/outputs.js';
import type { RunContext } from '../github/run-context.js';
import { appendSummary } from '../github/summary-file.js';
import type { AnyOptions } from '../options/rules.js';
import type { Entry } from '../options/table.js';
import { bypassWarnings } from '../report/deploy-words.js';
import { Failure, messageOf } from '../report/failure.js';
import type { Log } from '../report/log.js';
import type { Report } from '../report/model.js';
import type { Redactor } from '../report/redact.js';
import type { PlaceOf } from '../report/source-place.js';
import { renderTerminal } from '../report/terminal.js';
import { headlineOf, nextStepsOf } from '../report/words.js';
import { findingsOf } from './findings.js';
import { leaveSummary } from './last-summary.js';
import type { LostChannels } from './lost-channels.js';
import { tellMatrixLimits } from './matrix.js';
import { outputsOf } from './outputs.js';

/** Channels of a run, as their loss is told. */
export const OUTPUTS = "The step's outputs";
export const REPORT = 'The report';

export interface Publication {
  readonly entry: Entry;
  readonly options: AnyOptions;
  readonly context: RunContext;
  readonly log: Log;
  readonly write: (text: string) => void;
  readonly lost: LostChannels;
  readonly redact: Redactor;
  readonly failure: unknown;
  /** True when the failure has its annotation already. */
  readonly isTold: boolean;
  readonly succeeded: boolean;
  readonly cancelled: boolean;
  /** Absent when it could not be written anywhere. */
  readonly reportPath: string | undefined;
  readonly workspace: string;
  readonly placeOf: PlaceOf;
}

/** Writes the result to every channel, whatever becomes of the others; last the annotations, which tell of those that were lost. */
export async function publish(report: Report, to: Publication): Promise<void> {
  const { options, context, log, write, lost, reportPath: path } = to;
  await lost.attempt('The result in the log', () => write(`${renderTerminal(report, { colour: false })}\n`));
  await lost.attempt(OUTPUTS, () => appendPairs(context.outputFile, outputsOf(report, path)));
  if (options.summary ?? true) await writeSummary(report, to);
  const told = [...tellMatrixLimits(report, log), ...(await tell(report, to)).map(to.redact)];
  await lost.attempt('The annotations', () => annotate(report, told, to));
  if (path !== undefined) log.info(`Report: ${path}`);
}

function annotate(report: Report, told: readonly string[], to: Publication): void {
  const findings = (to.options.annotations ?? true) ? findingsOf(report) : [];
  const warnings = [
    ...report.stages.flatMap((stage) => [...(stage.stage === 'deploy' ? bypassWarnings(stage) : []), ...stage.warnings]),
    ...told,
  ];
  const failureMessage = to.isTold ? undefined : failureText(report, to);
  const where = {
    ...(to.reportPath !== undefined && { reportPath: to.reportPath }),
    summary: (to.options.summary ?? true) ? 'written' : 'left-out',
  } as const;
  for (const annotation of planAnnotations(findings, failureMessage, { warnings, placeOf: to.placeOf, ...where })) {
    to.write(`${annotationCommand(annotation)}\n`);
  }
}

/** Milliseconds that comment and check run may take together; a cancelled step is killed ten seconds after it was told. */
const TELLING_MS = { usually: 30_000, cancelled: 4_000 } as const;

/** Comment and check run, where they were asked for; returns warnings. They come late, so that what needs no network is there already. */
async function tell(
  report: Report,
  { entry, options, context, log, lost, succeeded, cancelled, workspace, placeOf }: Publication,
): Promise<readonly string[]> {
  if (!(options.comment === true || options['check-run'] === true)) return [];
  try {
    const { conclusionOf, tellGitHub } = await import('./tell-github.js');
    const warnings = await tellGitHub(report, {
      entry,
      options,
      context,
      environment: process.env,
      clock: SYSTEM_CLOCK,
      random: Math.random,
      log,
      workspace,
      placeOf,
      conclusion: conclusionOf(report.result, { succeeded: succeeded && lost.sentences.length === 0, cancelled }),
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

async function writeSummary(report: Report, { context, log, reportPath, placeOf }: Publication): Promise<void> {
  if (context.summaryFile === undefined) return;
  const named = reportPath === undefined ? {} : { reportPath };
  try {
    const { renderSummary, SUMMARY_BUDGET } = await import('../report/summary.js');
    const render = (budget: number): string => renderSummary(report, { budget, placeOf, ...named });
    const outcome = appendSummary(context.summaryFile, render, SUMMARY_BUDGET);
    if (outcome.kind === 'no-room')
      log.warning(`The job summary is full: this step's part would need ${outcome.needed} bytes, ${outcome.room} are left`);
  } catch (error) {
    // A summary that cannot be written must not hide the result it would have shown.
    log.warning(`The job summary could not be written: ${messageOf(error)}`);
    leaveSummary(context.summaryFile, headlineOf(report), reportPath);
  }
}

/** Why the step fails; undefined when it does not. */
function failureText(report: Report, { failure, entry, lost, succeeded, redact }: Publication): string | undefined {
  const sentences = lost.sentences.map(redact);
  if (failure !== undefined) return [redact(defectMessage(failure, false)), ...sentences].join(' ');
  const last = report.stages.at(-1);
  const result = `${last?.stage ?? entry}: ${last?.result ?? 'no result'}`;
  // Later steps would read outputs that are not there.
  if (succeeded) return sentences.length === 0 ? undefined : `${result}, but not all of it was told. ${sentences.join(' ')}`;
  const [next] = nextStepsOf(report);
  const why = `${result}: ${last?.reason.summary ?? 'the run ended without a result'}${next === undefined ? '' : `. ${next}`}`;
  return [why, ...sentences].join(' ');
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
