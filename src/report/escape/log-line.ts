import { oneLine, shorten, visible } from './visible.js';

/** Longer lines tell a reader of a log nothing more; the report holds the whole text. */
export const LOG_LINE_LIMIT = 4096;

/** A message with a list, such as one of every problem of an inventory, may be longer than a line. */
const LOG_TEXT_LIMIT = 100_000;

// The runner looks for `##[` anywhere in a line and for `::` at its start after TrimStart:
// https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs. Both searches use .NET's culture rules,
// which skip characters without weight, so those are allowed for between the characters, and the breaker is a space:
// a zero-width breaker would be skipped too.
const OLD_COMMAND = /#[\p{Default_Ignorable_Code_Point}\p{Cc}]*#[\p{Default_Ignorable_Code_Point}\p{Cc}]*\[/gu;
const LEADING_COMMAND = /^([\s\p{Default_Ignorable_Code_Point}\p{Cc}\p{M}]*:[\p{Default_Ignorable_Code_Point}\p{Cc}]*):/u;

// A visible ASCII character that is no colon has weight, and so has a check mark: nothing after it is at the start of the line.
// Asked first, because most lines begin so, and compiling the Unicode classes above is a hundredth of a cold start.
const ORDINARY_START = /^ *[!-9;-~\u2190-\u27bf]/;

/** One line with both forms of a workflow command broken up, so that the runner reads it as text. */
export function breakUpCommands(line: string): string {
  const broken = line.includes('#') ? line.replace(OLD_COMMAND, (found) => `${found.slice(0, -1)} [`) : line;
  return ORDINARY_START.test(broken) ? broken : broken.replace(LEADING_COMMAND, '$1 :');
}

/**
 * Untrusted text for a line of a log or terminal: one line, nothing hidden, no workflow command, bounded by LOG_LINE_LIMIT
 * input characters.
 */
export function logLine(text: string, limit = LOG_LINE_LIMIT): string {
  return breakUpCommands(visible(oneLine(shorten(text, limit))));
}

/** Text of several lines of ours, with untrusted parts in them: each is safe in a log, and only a line feed ends one. */
export function logLines(text: string): string {
  return shorten(text, LOG_TEXT_LIMIT)
    .split('\n')
    .map((line) => breakUpCommands(visible(line)))
    .join('\n');
}
