import { oneLine, shorten, visible } from '../report/escape/visible.js';
import type { Finding, RunFinding } from '../report/model.js';
import { type PlaceOf, placeInWorkspace } from '../report/source-place.js';
import { SEVERITY_RANK } from '../report/words.js';

/** An annotation as the checks API takes it. https://docs.github.com/en/rest/checks/runs#create-a-check-run */
export interface CheckAnnotation {
  path: string;
  start_line: number;
  end_line: number;
  start_column?: number;
  end_column?: number;
  annotation_level: 'failure' | 'warning' | 'notice';
  message: string;
  title: string;
}

/** Of a message 64 KB, of a title 255 characters; a character has at most four bytes, a title is on one line of a page. */
const MESSAGE_LIMIT = 16_000;
const TITLE_LIMIT = 255;

const LEVELS = { error: 'failure', warning: 'warning', info: 'notice' } as const;

/**
 * The open findings of files of the repository as annotations, the worst first, those of packs that do not count last and as notes. A finding
 * elsewhere is in the summary only.
 * @param placeOf absent where the workspace is the checkout.
 */
export function checkAnnotations(findings: readonly RunFinding[], placeOf: PlaceOf = placeInWorkspace): CheckAnnotation[] {
  return findings
    .filter((finding) => finding.suppressed !== true)
    .toSorted(byRank)
    .flatMap((finding) => {
      const place = placeOf(finding.workspaceFile);
      return place === undefined ? [] : [annotationOf(finding, place.path)];
    });
}

function annotationOf({ severity, ruleId, code, message, help, docs, range, existing }: RunFinding, file: string): CheckAnnotation {
  // Shortened first as well: of thousands of findings only the start of each text is gone through.
  const lines = [message, help, docs].flatMap((part) => (part === undefined ? [] : [oneLine(visible(shorten(part, MESSAGE_LIMIT)))]));
  return {
    path: visible(file),
    ...placeOf(range),
    annotation_level: existing === true ? 'notice' : LEVELS[severity],
    message: shorten(lines.join('\n'), MESSAGE_LIMIT),
    title: shorten(
      `${existing === true ? `existing ${severity}: ` : ''}${oneLine(visible(code === undefined ? ruleId : `${ruleId} (${code})`))}`,
      TITLE_LIMIT,
    ),
  };
}

type Place = Pick<CheckAnnotation, 'start_line' | 'end_line' | 'start_column' | 'end_column'>;

/** Columns only within one line; what concerns a whole file stands on its first. */
function placeOf(range: Finding['range']): Place {
  if (range === undefined) return { start_line: 1, end_line: 1 };
  const { start, end } = range;
  if (end.line === start.line && end.column >= start.column) {
    return { start_line: start.line, end_line: end.line, start_column: start.column, end_column: end.column };
  }
  // An end before the first character of a line leaves that line out.
  const endLine = end.column === 1 ? end.line - 1 : end.line;
  return { start_line: start.line, end_line: Math.max(start.line, endLine) };
}

function byRank(a: RunFinding, b: RunFinding): number {
  return (
    Number(a.existing === true) - Number(b.existing === true) ||
    SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity] ||
    (a.workspaceFile < b.workspaceFile ? -1 : a.workspaceFile > b.workspaceFile ? 1 : 0) ||
    (a.range?.start.line ?? 0) - (b.range?.start.line ?? 0) ||
    (a.range?.start.column ?? 0) - (b.range?.start.column ?? 0)
  );
}
