import { oneLine, shorten, visible } from '../report/escape/visible.js';
import type { Finding, RunFinding } from '../report/model.js';
import { type PlaceOf, placeInWorkspace } from '../report/source-place.js';
import { count, isUntested, SEVERITY_RANK } from '../report/words.js';
import type { Annotation, AnnotationLevel } from './commands.js';

/** Annotations of one level a step may make; the runner drops later ones without a word (runner: ExecutionContext.cs, _maxCountPerIssueType). */
export const ANNOTATIONS_PER_LEVEL = 10;
/** UTF-16 units; the runner cuts longer messages (ExecutionContext.cs, _maxIssueMessageLength). */
export const ANNOTATION_MESSAGE_LIMIT = 4096;
/** https://docs.github.com/en/rest/checks/runs: title of an annotation, in characters. */
export const ANNOTATION_TITLE_LIMIT = 255;
/** UTF-16 units of a finding's help and address, which a long message before them must not push out. */
const HELP_LIMIT = 1000;
const DOCS_LIMIT = 500;

export interface AnnotationOptions {
  /** Warnings about the run as a whole; they come before findings of the same level. */
  readonly warnings?: readonly string[];
  /**
   * GitHub matches annotations to a pull request by paths relative to the repository. Files that have no place in it are named in the message
   * only. Absent where the workspace is the checkout.
   */
  readonly placeOf?: PlaceOf;
  /** What the last slot of a full level points to. */
  readonly reportPath?: string;
  /** `left-out` where the step writes no job summary that it could point to. */
  readonly summary?: 'written' | 'left-out';
}

const LEVELS: Readonly<Record<Finding['severity'], AnnotationLevel>> = { error: 'error', warning: 'warning', info: 'notice' };
const NOUNS: Readonly<Record<AnnotationLevel, string>> = { error: 'error', warning: 'warning', notice: 'note' };

/**
 * The annotations of a step, within its budget: findings by severity, file and line, then the final failure, which one error
 * slot is always kept for. When a level has more than it may show, its last slot says how many more. Suppressed findings make none, and those of
 * packs that do not count one note together: their slots belong to what a change brought.
 */
export function planAnnotations(findings: readonly RunFinding[], failureMessage?: string, options: AnnotationOptions = {}): Annotation[] {
  const shown = findings.filter((finding) => finding.suppressed !== true);
  const open = shown.filter((finding) => finding.existing !== true).toSorted(byRank);
  const where = placesToLook(options);
  const existing = existingNote(
    shown.filter((finding) => finding.existing === true),
    where,
  );
  const placeOf = options.placeOf ?? placeInWorkspace;
  const candidates: readonly Candidate[] = [
    ...(options.warnings ?? []).map((warning): Candidate => ({ level: 'warning', annotate: () => runWarning(warning) })),
    ...(existing === undefined ? [] : [{ level: 'notice', annotate: () => existing } satisfies Candidate]),
    ...open.map((finding): Candidate => ({ level: LEVELS[finding.severity], annotate: () => findingAnnotation(finding, placeOf) })),
  ];
  const failure: Annotation[] = failureMessage === undefined ? [] : [{ level: 'error', message: limitMessage(visible(failureMessage)) }];
  return [
    ...withinBudget('error', ANNOTATIONS_PER_LEVEL - 1, candidates, where),
    ...withinBudget('warning', ANNOTATIONS_PER_LEVEL, candidates, where),
    ...withinBudget('notice', ANNOTATIONS_PER_LEVEL, candidates, where),
    ...failure,
  ];
}

/** What may become an annotation; made only for the few that are shown. */
interface Candidate {
  readonly level: AnnotationLevel;
  readonly annotate: () => Annotation;
}

/** Where all findings are: a summary is for readers, and the report has what a shortened one leaves out. */
function placesToLook({ summary, reportPath }: AnnotationOptions): string {
  const report = reportPath === undefined ? 'the JSON report' : `the report ${oneLine(visible(reportPath))}`;
  return summary === 'left-out' ? report : `the job summary and ${report}`;
}

function withinBudget(level: AnnotationLevel, slots: number, candidates: readonly Candidate[], where: string): Annotation[] {
  const all = candidates.filter((candidate) => candidate.level === level);
  if (all.length <= slots) return all.map((one) => one.annotate());
  const shown = all.slice(0, slots - 1).map((one) => one.annotate());
  const message = `${count(all.length - shown.length, `more ${NOUNS[level]}`)}: see ${where}. GitHub shows at most ${ANNOTATIONS_PER_LEVEL} a step.`;
  return [...shown, { level, message: limitMessage(message) }];
}

function byRank(a: Finding, b: Finding): number {
  return (
    SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity] ||
    Number(isUntested(a)) - Number(isUntested(b)) ||
    (a.workspaceFile < b.workspaceFile ? -1 : a.workspaceFile > b.workspaceFile ? 1 : 0) ||
    (a.range?.start.line ?? 0) - (b.range?.start.line ?? 0) ||
    (a.range?.start.column ?? 0) - (b.range?.start.column ?? 0)
  );
}

/** What packs that do not count have, in one line; undefined when that is nothing but advice. */
function existingNote(findings: readonly RunFinding[], where: string): Annotation | undefined {
  const of = (level: 'error' | 'warning'): string[] => {
    const number = findings.filter(({ severity }) => severity === level).length;
    return number === 0 ? [] : [count(number, `existing ${level}`)];
  };
  const told = [...of('error'), ...of('warning')];
  if (told.length === 0) return undefined;
  return {
    level: 'notice',
    message: `${told.join(' and ')} in packs that did not change, so they do not count here: see ${where}.`,
  };
}

function runWarning(text: string): Annotation {
  return { level: 'warning', message: limitMessage(visible(text)) };
}

function findingAnnotation(finding: Finding, placeOf: PlaceOf): Annotation {
  const file = placeOf(finding.workspaceFile)?.path;
  const start = finding.range?.start;
  // By its path in the workspace, where it lies in it: there may be a file of the same name in the repository.
  const named = placeInWorkspace(finding.workspaceFile)?.path ?? finding.file;
  const unplaced = `${named}${start === undefined ? '' : `:${start.line}:${start.column}`}`;
  const more = [
    ...(finding.help === undefined ? [] : [shorten(finding.help, HELP_LIMIT)]),
    ...(finding.docs === undefined ? [] : [shorten(finding.docs, DOCS_LIMIT)]),
  ];
  const room = more.reduce((left, part) => left - part.length - 1, ANNOTATION_MESSAGE_LIMIT);
  const parts = [shorten(file === undefined ? `${unplaced}: ${finding.message}` : finding.message, room), ...more];
  // Each part on one line: a line break inside it would let it pass for another part.
  const lines = parts.map((part) => oneLine(visible(part)));
  return {
    level: LEVELS[finding.severity],
    message: limitMessage(lines.join('\n')),
    title: shorten(
      oneLine(visible(finding.code === undefined ? finding.ruleId : `${finding.ruleId} (${finding.code})`)),
      ANNOTATION_TITLE_LIMIT,
    ),
    ...(file === undefined ? {} : { file, ...linesOf(finding) }),
  };
}

/**
 * Columns only within one line: the runner drops them otherwise (ActionCommandManager.cs, ValidateLinesAndColumns). It passes
 * endColumn on as it is; that the end is exclusive, like ours, is what https://github.com/github/docs/issues/40038 found.
 */
function linesOf(finding: Finding): Pick<Annotation, 'line' | 'endLine' | 'col' | 'endColumn'> {
  if (finding.range === undefined) return {};
  const { start, end } = finding.range;
  if (end.line === start.line && end.column >= start.column) {
    return { line: start.line, endLine: end.line, col: start.column, endColumn: end.column };
  }
  // An end before the first character of a line leaves that line out.
  const endLine = end.column === 1 ? end.line - 1 : end.line;
  return { line: start.line, endLine: Math.max(start.line, endLine) };
}

function limitMessage(message: string): string {
  return shorten(message, ANNOTATION_MESSAGE_LIMIT);
}
