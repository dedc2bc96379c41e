import { appendSummary } from '../github/summary-file.js';
import { codeSpan, markdownText } from '../report/escape/markdown.js';
import { type Headline, TONE_ICONS } from '../report/words.js';

/** Bytes that are enough for the one line and the path of the report, both bounded by their escapes. */
const LAST_SUMMARY_BUDGET = 20_000;

/**
 * Leaves a summary of a run whose own cannot be made any more: what became of it and where the report is. Written at once, because a process that
 * is ending waits for nothing; when even that cannot be done, the annotations say it.
 */
export function leaveSummary(file: string | undefined, { tone, verdict, reason }: Headline, reportPath: string | undefined): void {
  const where = reportPath === undefined ? '' : `\nThe report has what is known: ${codeSpan(reportPath)}\n`;
  const text = `## ${TONE_ICONS[tone]} ${markdownText(verdict)}: ${markdownText(reason)}\n${where}`;
  try {
    appendSummary(file, () => text, LAST_SUMMARY_BUDGET);
  } catch {}
}
