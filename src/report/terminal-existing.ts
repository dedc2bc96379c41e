import type { CaseResult, Finding, PackReport } from './model.js';
import { clean, limited } from './terminal-lines.js';
import { count, isUntested, SEVERITY_RANK } from './words.js';

/** Findings and failed tests shown of packs that do not count; the JSON report has the rest. */
const EXISTING_ROWS_LIMIT = 20;

/** What packs that did not change have: one line each, without the marks and colours of what counts. */
export function existingLines(packs: readonly PackReport[]): string[] {
  if (packs.length === 0) return [];
  const rows = packs.flatMap((pack) => [
    ...pack.findings
      .filter((finding) => finding.suppressed !== true && !isUntested(finding))
      .toSorted((a, b) => SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity])
      .map(findingLine),
    ...pack.tests.cases.filter(({ outcome }) => outcome === 'failed').map(testLine),
  ]);
  const more = rows.length - EXISTING_ROWS_LIMIT;
  return [
    `  unchanged, so that they do not count: ${count(packs.length, 'pack')}`,
    ...limited(packs, ({ file, result }) => [`    - ${clean(file)} ${result}`]),
    ...rows.slice(0, EXISTING_ROWS_LIMIT),
    ...(more > 0 ? [`    … and ${more} more that existed before, in the JSON report`] : []),
  ];
}

function findingLine({ file, range, severity, message, ruleId }: Finding): string {
  const place = range === undefined ? clean(file) : `${clean(file)}:${range.start.line}:${range.start.column}`;
  return `    ${place} existing ${severity}: ${clean(message)} (${clean(ruleId)})`;
}

function testLine({ file, line, name, reason }: CaseResult): string {
  return `    ${clean(file)}:${line} existing failed test: ${clean(name)}${reason === undefined ? '' : `: ${clean(reason)}`}`;
}
