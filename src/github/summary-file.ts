import { appendFileSync, statSync } from 'node:fs';

/** Bytes of a step's summary file; one more and the runner uploads none of it (runner: FileCommandManager.cs). */
export const SUMMARY_FILE_LIMIT = 1_048_576;

export type SummaryOutcome =
  | { readonly kind: 'written'; readonly bytes: number }
  /** No GITHUB_STEP_SUMMARY: a terminal, or a runner without summaries. */
  | { readonly kind: 'absent' }
  /** Writing would have lost what is already in the file too. */
  | { readonly kind: 'no-room'; readonly needed: number; readonly room: number };

/**
 * Appends Markdown to the step's summary file, unless that would break its limit. `render` gets the bytes that are left, at
 * most `budget`, because the step may have written to the file before.
 */
export function appendSummary(file: string | undefined, render: (budget: number) => string, budget: number): SummaryOutcome {
  if (file === undefined || file === '') return { kind: 'absent' };
  const room = SUMMARY_FILE_LIMIT - sizeOf(file);
  const markdown = `\n${render(Math.min(budget, room - 1))}`;
  const needed = Buffer.byteLength(markdown);
  if (needed > room) return { kind: 'no-room', needed, room };
  appendFileSync(file, markdown, 'utf8');
  return { kind: 'written', bytes: needed };
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    // Not there yet: appending creates it, or fails with the error worth telling.
    return 0;
  }
}
