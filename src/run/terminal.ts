import { relative, resolve } from 'node:path';
import { SYSTEM_CLOCK } from '../clock.js';
import { readFlags, readRollbackFlags } from '../options/flags.js';
import type { OutputFormat } from '../options/format.js';
import { Secret } from '../options/types.js';
import { logLines } from '../report/escape/log-line.js';
import { printableReport } from '../report/json.js';
import type { Report } from '../report/model.js';
import { keepSecrets, redactReport } from '../report/redact.js';
import { renderTerminal } from '../report/terminal.js';
import { createTerminalLog, type TerminalLog } from '../report/terminal-log.js';
import { createReportFile, type ReportFile } from '../report/write.js';
import { findGitRoot } from '../workspace/workspace.js';
import { cancellation } from './action.js';
import { proxySecrets } from './proxy-secrets.js';
import { defectMessage } from './publish.js';
import { resultFiles, writeResultFiles } from './result-files.js';
import { readOptions, run } from './run.js';
import { Session } from './session.js';
import { directWriter, mayBeTerminal } from './standard-stream.js';
import { terminalLook } from './terminal-look.js';
import { startRed } from './verdict.js';

export type StageCommand = 'validate' | 'deploy' | 'rollback' | 'verify';

/** Environment variables whose values never appear in what a terminal run prints. */
const SECRET_VARIABLES = ['KEEPTRUSTS_API_TOKEN', 'KEEPTRUSTS_GATEWAY_TOKEN', 'GITHUB_TOKEN'] as const;

/** `keeptrusts-policy validate|deploy|rollback|verify …`: results on stdout, progress on stderr, then the exit code. */
export async function runCommand(command: StageCommand, argv: readonly string[]): Promise<void> {
  const { env } = process;
  const print = directWriter(1, () => process.stdout);
  const complain = directWriter(2, () => process.stderr);
  // The streams are asked only where a person may be watching: loading them is a good part of a cold start.
  const stderr = mayBeTerminal(2) ? process.stderr : undefined;
  const keeper = keepSecrets([
    ...SECRET_VARIABLES.flatMap((name) => (env[name] === undefined || env[name] === '' ? [] : [new Secret(env[name])])),
    ...proxySecrets(env),
  ]);
  const { redact } = keeper;
  const flags = command === 'rollback' ? readRollbackFlags(argv) : readFlags(argv);
  const { colour } = terminalLook(env, mayBeTerminal(1) && process.stdout.isTTY === true);
  let log: TerminalLog | undefined;
  let reportFile: ReportFile | undefined;
  const session = new Session(undefined, async (report: Report) => reportFile?.update(redactReport(report, keeper.current)));
  const show = showOnce(() => redactReport(session.report(), keeper.current), { print, format: flags.format, colour });
  const verdict = startRed(
    process,
    (error) => {
      log?.clear();
      complain(`${logLines(`keeptrusts-policy: ${redact(defectMessage(error, flags.debug))}`)}\n`);
    },
    (error) => {
      void session.fail(error ?? new Error(defectMessage(error, false)));
      if (flags.format === 'json') show();
    },
  );
  if (flags.help) {
    print((await import('../options/help.js')).renderHelp(command));
    verdict.reach(true);
    return;
  }
  log = createTerminalLog({
    write: complain,
    clock: SYSTEM_CLOCK,
    redact,
    debug: flags.debug,
    ...terminalLook(env, stderr?.isTTY === true),
    width: () => stderr?.columns,
  });
  const cancel = cancellation(log);
  let succeeded = false;
  try {
    const parsed = readOptions(
      command === 'rollback' ? 'deploy' : command,
      { values: flags.values, environment: env, origin: 'flags' },
      flags.problems,
    );
    const directory = process.cwd();
    const placed = (path: string): string => resolve(directory, parsed.options['working-directory'] ?? '.', path);
    const { options } = parsed;
    const { 'report-file': reportPath, 'release-record': recordFile } = options;
    const files = resultFiles((option) => (options[option] === undefined ? undefined : placed(options[option])));
    if (reportPath !== undefined) reportFile = createReportFile(placed(reportPath));
    const workspaceRoot = (await findGitRoot(directory, '')) ?? directory;
    const surroundings = {
      environment: env,
      workspaceRoot,
      directory,
      clock: SYSTEM_CLOCK,
      log,
      secrets: keeper,
      signal: cancel.signal,
      // In a step of a workflow the command line refuses what the action refuses.
      ...(env.GITHUB_ACTIONS === 'true' && env.GITHUB_EVENT_NAME !== undefined && { event: env.GITHUB_EVENT_NAME }),
      ...(recordFile !== undefined && { recordPath: placed(recordFile) }),
    };
    const ran = await run(parsed, surroundings, undefined, session);
    if (files.length > 0) {
      const { sourcePlaces } = await import('./source-places.js');
      await writeResultFiles(files, redactReport(session.report(), keeper.current), sourcePlaces(workspaceRoot));
    }
    succeeded = ran;
    const stray = verdict.stray();
    if (stray !== undefined) await session.fail(stray.error);
    log.clear();
    show();
    if (reportFile !== undefined) log.info(`Report: ${relative(directory, reportFile.path)}`);
  } catch (error) {
    // What ended the run may be that the report cannot be written.
    await session.fail(error).catch(() => {});
    log.clear();
    show();
    complain(`${logLines(`keeptrusts-policy ${command}: ${redact(defectMessage(error, flags.debug))}`)}\n`);
  } finally {
    cancel.release();
  }
  verdict.reach(succeeded);
}

interface Showing {
  readonly print: (text: string) => void;
  readonly format: OutputFormat;
  readonly colour: boolean;
}

/** Prints the report as the command line asked, the first time it is called. People are not shown one in which no stage says anything. */
function showOnce(report: () => Report, { print, format, colour }: Showing): () => void {
  let isShown = false;
  return () => {
    if (isShown) return;
    isShown = true;
    const shown = report();
    if (format === 'json') print(printableReport(shown));
    else if (shown.stages.length > 0 || shown.failure === undefined) print(`${renderTerminal(shown, { colour })}\n`);
  };
}
