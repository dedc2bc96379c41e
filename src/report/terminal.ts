import { planOnly } from './deploy-words.js';
import { breakUpCommands } from './escape/log-line.js';
import { existingPacks, gatingPacks } from './gate.js';
import type { GatewayReport, ProbeReport } from './gateway-model.js';
import type { CaseResult, Finding, PackReport, Report, StageReport, UndecidedCause } from './model.js';
import { deployLines } from './terminal-deploy.js';
import { existingLines } from './terminal-existing.js';
import { clean, limited, MARKS, type Paint, TERMINAL_ROWS_LIMIT } from './terminal-lines.js';
import {
  COVERAGE_WORDS,
  count,
  duration,
  EMULATED_WORDS,
  headlineOf,
  isUntested,
  mutationWords,
  nextStepsOf,
  OUTCOME_TONES,
  percent,
  SEVERITY_RANK,
  STATE_TONES,
  STATE_WORDS,
  stageName,
  type Tone,
  tellingCases,
  toneOf,
  unreachedWords,
  verdictMix,
} from './words.js';

export interface TerminalOptions {
  /** ANSI colours; leave off where the output is not a terminal or `NO_COLOR` is set (https://no-color.org). */
  readonly colour: boolean;
}

/** Lines that no test proves are advice: few are shown in place, more are counted. */
const UNTESTED_ROWS_LIMIT = 5;

/** Undecided tests named of one pack. */
const OPEN_ROWS_LIMIT = 10;

const CODES: Readonly<Record<Tone, number>> = { good: 32, doubtful: 33, bad: 31 };
const SEVERITY_TONES: Readonly<Record<Finding['severity'], Tone>> = { error: 'bad', warning: 'doubtful', info: 'good' };

/** The report as lines for a terminal or a log, the result and its reason first. Every line is safe to write to the runner's log. */
export function renderTerminal(report: Report, options: TerminalOptions): string {
  const paint: Paint = options.colour ? (tone, text) => `\x1b[${CODES[tone]}m${text}\x1b[0m` : (_tone, text) => text;
  const { tone, verdict, reason } = headlineOf(report);
  const unreached = unreachedWords(report);
  const lines = [
    `${paint(tone, `${MARKS[tone]} ${clean(verdict)}`)}: ${clean(reason)}`,
    ...(unreached === undefined ? [] : [unreached]),
    ...(report.emulated === true ? [paint('doubtful', `! ${EMULATED_WORDS}`)] : []),
    ...report.stages.flatMap((stage) => stageLines(stage, paint)),
    ...nextStepLines(report),
    ...recordLines(report),
  ];
  return `${lines.map(breakUpCommands).join('\n')}\n`;
}

function stageLines(stage: StageReport, paint: Paint): string[] {
  const tone = toneOf(stage.result);
  return [
    '',
    `${stageName(stage)}: ${paint(tone, stage.result)} in ${duration(stage.durationMs)}`,
    `  ${clean(stage.reason.summary)}`,
    ...limited(stage.warnings, (warning) => [`  ${paint('doubtful', 'warning')} ${clean(warning)}`]),
    ...detailLines(stage, paint),
  ];
}

function detailLines(stage: StageReport, paint: Paint): string[] {
  if (stage.stage === 'validate')
    return [...limited(gatingPacks(stage.packs), (pack) => packLines(pack, paint)), ...existingLines(existingPacks(stage.packs))];
  const isPlan = stage.stage === 'deploy' && planOnly(stage) !== undefined;
  const gateways = isPlan ? [] : limited(stage.gateways, (gateway) => gatewayLines(gateway, paint));
  if (stage.stage === 'deploy')
    return [...deployLines(stage, paint), ...gateways, ...limited(stage.canary, (one) => [`  ${probeLine('canary', one, paint)}`])];
  const checks = stage.doctor?.checks ?? [];
  return [...gateways, ...limited(checks, (check) => [`  kt doctor ${clean(check.name)}: ${clean(check.status)}`])];
}

function packLines(pack: PackReport, paint: Paint): string[] {
  const shown = pack.findings.filter((finding) => finding.suppressed !== true).toSorted(bySeverityThenPlace);
  const open = shown.filter((finding) => !isUntested(finding));
  const identity = pack.pack === undefined ? '' : ` ${clean(pack.pack.name)} ${clean(pack.pack.version)}`;
  const { passed, failed, undecided } = pack.tests;
  return [
    `  ${paint(toneOf(pack.result), MARKS[toneOf(pack.result)])} ${clean(pack.file)}${identity} ${clean(pack.digest)}`,
    ...limited(open, (finding) => findingLines(finding, paint)),
    `    tests: ${passed} passed, ${failed} failed, ${undecided} undecided`,
    ...limited(pack.tests.causes ?? [], (cause) => causeLines(cause, paint)),
    ...testLines(pack.tests.cases, paint),
    ...proofLines(pack, paint),
    ...untestedLines(shown.filter(isUntested), paint),
  ];
}

/** Failed tests first. Of those that merely stay open only some are named: their causes stand above, once each. */
function testLines(cases: readonly CaseResult[], paint: Paint): string[] {
  const { failing, open, doubted } = tellingCases(cases);
  const more = open.length - OPEN_ROWS_LIMIT;
  return [
    ...limited([...failing, ...doubted], (one) => caseLines(one, paint)),
    ...open.slice(0, OPEN_ROWS_LIMIT).flatMap((one) => caseLines(one, paint)),
    ...(more > 0 ? [`      … and ${count(more, 'more undecided test')}, in the JSON report`] : []),
  ];
}

/** Survivors have lines of their own, with the score. */
function untestedLines(findings: readonly Finding[], paint: Paint): string[] {
  const untested = findings.filter(({ ruleId }) => ruleId !== 'mutant-survived');
  const more = untested.length - UNTESTED_ROWS_LIMIT;
  return [
    ...untested.slice(0, UNTESTED_ROWS_LIMIT).flatMap((finding) => findingLines(finding, paint)),
    ...(more > 0 ? [`    … and ${count(more, 'more line')} that no test proves, in the JSON report`] : []),
  ];
}

function causeLines({ kind, text, cases, wayOut }: UndecidedCause, paint: Paint): string[] {
  return [
    `      ${paint('doubtful', MARKS.doubtful)} ${count(cases, 'test')} undecided because of ${clean(kind)}: ${clean(text)}. ${clean(wayOut)}`,
  ];
}

/** What the tests prove: the chain entries they do not, and the changes they do not notice. */
function proofLines({ coverage, mutation, findings }: PackReport, paint: Paint): string[] {
  const lines: string[] = [];
  if (coverage?.share !== undefined) {
    const counted = coverage.entries.filter((entry) => entry.alwaysAllows !== true);
    const open = counted
      .filter((entry) => entry.state !== 'decisive')
      .map((entry) => `${clean(entry.kind)} ${COVERAGE_WORDS[entry.state]}`);
    const unmatched = coverage.items.filter((item) => !item.matched).length;
    const items = unmatched === 0 ? '' : `; ${count(unmatched, 'configured item')} matched by none`;
    const proven = `tests prove ${counted.length - open.length} of ${count(counted.length, 'chain entry')} (${percent(coverage.share)})`;
    lines.push(`    ${proven}${open.length === 0 ? '' : `: ${open.slice(0, TERMINAL_ROWS_LIMIT).join('; ')}`}${items}`);
  }
  if (mutation !== undefined) {
    lines.push(
      `    ${mutationWords(mutation)}`,
      ...limited(mutation.survivors, (one) => [
        `      ${paint('doubtful', MARKS.doubtful)} ${placeOf(one.path, findings)}${clean(one.path)} unnoticed: ${clean(one.description)}`,
      ]),
    );
  }
  return lines;
}

/** Where a survivor stands, as its finding says; nothing where it has none. */
function placeOf(path: string, findings: readonly Finding[]): string {
  const finding = findings.find((one) => one.ruleId === 'mutant-survived' && one.path === path);
  const start = finding?.range?.start;
  return finding === undefined || start === undefined ? '' : `${clean(finding.workspaceFile)}:${start.line}:${start.column} `;
}

function bySeverityThenPlace(a: Finding, b: Finding): number {
  return SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity] || (a.range?.start.line ?? 0) - (b.range?.start.line ?? 0);
}

function findingLines(finding: Finding, paint: Paint): string[] {
  const start = finding.range?.start;
  // `file:line:column` is what terminals and editors turn into a link.
  const place = start === undefined ? clean(finding.file) : `${clean(finding.file)}:${start.line}:${start.column}`;
  const severity = paint(SEVERITY_TONES[finding.severity], finding.severity);
  const help = finding.help === undefined ? [] : [`      ${clean(finding.help)}`];
  return [`    ${place} ${severity} ${clean(finding.message)} (${clean(finding.ruleId)})`, ...help];
}

function caseLines(one: CaseResult, paint: Paint): string[] {
  const tone = OUTCOME_TONES[one.outcome];
  const why = one.reason === undefined ? '' : `: ${clean(one.reason)}`;
  const asked = `expected ${answer(one.expected)}, got ${answer(one.actual)}${one.newlyUndecided === true ? ', decided at the base' : ''}`;
  // The reason of a failed test mostly says what was expected and what came.
  const said = one.reason?.startsWith('expected ') === true ? clean(one.reason) : `${asked}${why}`;
  return [`      ${paint(tone, MARKS[tone])} ${clean(one.name)} (${clean(one.file)}:${one.line}) ${said}`];
}

function answer(given: { readonly verdict?: string; readonly reasonCode?: string } | undefined): string {
  if (given?.verdict === undefined) return 'no verdict';
  return clean(given.verdict) + (given.reasonCode === undefined ? '' : ` ${clean(given.reasonCode)}`);
}

function probeLine(kind: 'canary' | 'probe', one: ProbeReport, paint: Paint): string {
  const tone = OUTCOME_TONES[one.outcome];
  const why = one.reason === undefined ? '' : `: ${clean(one.reason)}`;
  const got = one.actual === undefined ? 'no verdict' : clean(one.actual);
  const by = one.shownBy === 'event' ? ' (by its event)' : '';
  return `${paint(tone, MARKS[tone])} ${kind} ${clean(one.name)} expected ${answer(one.expected)}, got ${got}${by}${why}`;
}

/** A gateway that serves the file can still fail: by its probes, or by events that did not come. */
function gatewayTone({ result, state }: GatewayReport): Tone {
  if (result !== undefined && toneOf(result) === 'bad') return 'bad';
  return STATE_TONES[state];
}

function gatewayLines(gateway: GatewayReport, paint: Paint): string[] {
  const tone = gatewayTone(gateway);
  const served = gateway.after ?? gateway.before;
  const identity = [served?.name, served?.version].filter((part) => part !== undefined).map(clean);
  const shows = identity.length === 0 ? '' : `, shows ${identity.join(' ')}`;
  const health = gateway.health === undefined ? '' : `, ${gateway.health.status}`;
  const open = (gateway.probes ?? []).filter((one) => one.outcome !== 'passed');
  const passed = (gateway.probes ?? []).length - open.length;
  return [
    `  ${paint(tone, MARKS[tone])} ${clean(gateway.id)} ${STATE_WORDS[gateway.state]}, proof ${gateway.proof}${shows}${health}${eventWords(gateway)}`,
    ...limited(gateway.differences ?? [], (text) => [`      ${gateway.state === 'serving-other' ? 'differs' : 'why'}: ${clean(text)}`]),
    ...(passed === 0 ? [] : [`      ${paint('good', MARKS.good)} ${count(passed, 'probe')} passed`]),
    ...limited(open, (one) => [`      ${probeLine('probe', one, paint)}`]),
    ...limited(gateway.events?.notes ?? [], (note) => [`      ${paint('doubtful', MARKS.doubtful)} events: ${clean(note)}`]),
  ];
}

function eventWords({ events }: GatewayReport): string {
  if (events === undefined || events.unread !== undefined) return '';
  const mix = verdictMix([events]).map(([verdict, number]) => `${number} ${clean(verdict)}`);
  return `, ${count(events.matching, 'event')} of this version${mix.length === 0 ? '' : ` (${mix.join(', ')})`}`;
}

/** The log is kept apart from the file: with the hash in it, nobody can exchange the record unnoticed. */
function recordLines({ releaseRecord }: Report): string[] {
  return releaseRecord === undefined ? [] : ['', `Release record: ${clean(releaseRecord.path)} sha256:${clean(releaseRecord.sha256)}`];
}

function nextStepLines(report: Report): string[] {
  const steps = nextStepsOf(report);
  return steps.length === 0 ? [] : ['', 'Next steps', ...limited(steps, (step) => [`  - ${clean(step)}`])];
}
