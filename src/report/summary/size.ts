import { MARKDOWN_CELL_LIMIT } from '../escape/markdown.js';
import { gatingPacks } from '../gate.js';
import type { CaseResult, Finding, Report } from '../model.js';
import { isUntested } from '../words.js';

/** The shortest row a table can have, roughly. */
const LEAST_ROW_BYTES = 30;

/** One list that grows with what was validated: how many rows it may have, and what their texts take before they are escaped. */
export interface LongList {
  readonly length: number;
  readonly bytes: number;
}

/**
 * The lists of a report that grow with the number of packs, measured without rendering them: rendering thousands of rows only to find that they
 * do not fit takes longer than the whole run else, and longest where every text is hostile.
 */
export function longLists(report: Report): readonly LongList[] {
  const packs = report.stages.flatMap((stage) => (stage.stage === 'validate' ? stage.packs : []));
  // What does not count is left out first.
  const counted = gatingPacks(packs);
  const findings = counted.flatMap((pack) => pack.findings.filter((one) => one.suppressed !== true && !isUntested(one)));
  const tests = counted.flatMap((pack) => pack.tests.cases.filter(({ outcome }) => outcome !== 'passed'));
  return [listOf(packs, ({ file }) => [file]), listOf(findings, textsOfFinding), listOf(tests, textsOfCase)];
}

/** About how many bytes at least a page with at most so many rows of each list has. Escapes make text longer, but for terminal sequences, which go. */
export function leastBytes(lists: readonly LongList[], rows: number): number {
  return lists.reduce((sum, { length, bytes }) => sum + (length === 0 ? 0 : bytes * Math.min(1, rows / length)), 0);
}

function textsOfFinding({ message, help, path }: Finding): readonly (string | undefined)[] {
  return [message, help, path];
}

function textsOfCase({ name, reason }: CaseResult): readonly (string | undefined)[] {
  return [name, reason];
}

function listOf<Row>(rows: readonly Row[], texts: (row: Row) => readonly (string | undefined)[]): LongList {
  const bytes = rows.reduce((sum, row) => texts(row).reduce((most, text) => most + shownLength(text), sum + LEAST_ROW_BYTES), 0);
  return { length: rows.length, bytes };
}

function shownLength(text = ''): number {
  return Math.min(text.length, MARKDOWN_CELL_LIMIT);
}
