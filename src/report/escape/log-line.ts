import { oneLine, shorten, visible } from './visible.js';

/** Longer lines tell a reader of a log nothing more; the report holds the whole text. */
export const LOG_LINE_LIMIT = 4096;

// The runner looks for `##[` anywhere in a line and for `::` at its start after TrimStart:
// https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs. Both searches use .NET's culture rules,
// which skip characters without weight, so those are allowed for between the characters, and the breaker is a space:
// a zero-width breaker would be skipped too.
const OLD_COMMAND = /#[\p{Default_Ignorable_Code_Point}\p{Cc}]*#[\p{Default_Ignorable_Code_Point}\p{Cc}]*\[/gu;
const LEADING_COMMAND = /^([\s\p{Default_Ignorable_Code_Point}\p{Cc}\p{M}]*:[\p{Default_Ignorable_Code_Point}\p{Cc}]*):/u;

/** One line with both forms of a workflow command broken up, so that the runner reads it as text. */
export function breakUpCommands(line: string): string {
  return line.replace(OLD_COMMAND, (found) => `${found.slice(0, -1)} [`).replace(LEADING_COMMAND, '$1 :');
}

/**
 * Untrusted text for a line of a log or terminal: one line, nothing hidden, no workflow command, bounded by LOG_LINE_LIMIT
 * input characters.
 */
export function logLine(text: string, limit = LOG_LINE_LIMIT): string {
  return breakUpCommands(visible(oneLine(shorten(text, limit))));
}
