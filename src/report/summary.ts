import { codeSpan, markdownProse, markdownText } from './escape/markdown.js';
import type { Report, StageReport } from './model.js';
import type { PlaceOf } from './source-place.js';
import { bypassBanner, emulatedBanner, facts, isTold, nextSteps, resultLine, unreached } from './summary/head.js';
import { createPage, type Detail, ICONS, linksOf, type Page } from './summary/page.js';
import { leastBytes, longLists } from './summary/size.js';
import { stageTables, stageTitle } from './summary/stage.js';
import { toneOf } from './words.js';

/**
 * UTF-8 bytes. The runner drops a whole step summary over 1 MiB (1,048,576 bytes); the rest is room for what else the step writes.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits
 */
export const SUMMARY_BUDGET = 1_000_000;

export interface SummaryOptions {
  /** Where the full report is, named when something is left out. */
  readonly reportPath?: string;
  /** UTF-8 bytes at most; SUMMARY_BUDGET when absent. */
  readonly budget?: number;
  /** Where links to files lead; absent where the workspace is the checkout. */
  readonly placeOf?: PlaceOf;
}

/** From everything to the head alone; the first that fits is used. */
const DETAILS: readonly Detail[] = [
  { rows: Number.POSITIVE_INFINITY, extras: true },
  { rows: Number.POSITIVE_INFINITY, extras: false },
  { rows: 2000, extras: false },
  { rows: 1000, extras: false },
  { rows: 500, extras: false },
  { rows: 250, extras: false },
  { rows: 100, extras: false },
  { rows: 20, extras: false },
  { rows: 0, extras: false },
];

/**
 * The report as Markdown for a job summary: the result and its reason first, then what, where and by whom, next steps, and the tables.
 * Longer than the budget, it is shortened in steps, says what it left out and where the full report is.
 */
export function renderSummary(report: Report, options: SummaryOptions = {}): string {
  const budget = options.budget ?? SUMMARY_BUDGET;
  const lists = longLists(report);
  const links = linksOf(report.run, options.placeOf);
  for (const detail of DETAILS) {
    if (leastBytes(lists, detail.rows) > budget) continue;
    const markdown = renderWith(report, createPage(detail, links), options);
    if (Buffer.byteLength(markdown) <= budget) return markdown;
  }
  return `${[resultLine(report), ...emulatedBanner(report), ...bypassBanner(report), note(['everything else'], options.reportPath)].join('\n')}\n`;
}

function renderWith(report: Report, page: Page, { reportPath, placeOf }: SummaryOptions): string {
  const stages = report.stages.flatMap((stage) => stageSection(stage, report, page));
  const leftOut = page.leftOut();
  const lines = [
    resultLine(report),
    ...unreached(report),
    ...emulatedBanner(report),
    ...bypassBanner(report),
    ...(leftOut.length === 0 ? [] : [note(leftOut, reportPath)]),
    ...facts(report, placeOf),
    ...nextSteps(report),
    ...stages,
  ];
  return `${lines.join('\n').replace(/\n{3,}/g, '\n\n')}\n`;
}

function note(leftOut: readonly string[], reportPath: string | undefined): string {
  const where = reportPath === undefined ? 'The JSON report has everything.' : `The full report is ${codeSpan(reportPath)}.`;
  return `\n> [!NOTE]\n> Shortened to fit the size GitHub allows a summary; left out: ${leftOut.join(', ')}. ${where}\n`;
}

function stageSection(stage: StageReport, report: Report, page: Page): string[] {
  return [
    '',
    `### ${ICONS[toneOf(stage.result)]} ${stageTitle(stage)}`,
    '',
    ...(isTold(stage, report) ? [] : [markdownProse(stage.reason.summary), '']),
    ...page.take('warnings', stage.warnings).map((warning) => `- ⚠️ ${markdownText(warning)}`),
    '',
    ...stageTables(stage, report, page),
  ];
}
