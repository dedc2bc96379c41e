import { breakUpCommands } from './log-line.js';
import { shorten, splitLines, visible } from './visible.js';

/** Input characters kept. The runner cuts the message of an annotation at 4,096 itself. */
export const COMMAND_DATA_LIMIT = 10_000;

/**
 * Text for the data part of a workflow command (`::error::<data>`). Line breaks are kept as `%0A`: callers put untrusted parts
 * through logLine first when the breaks in them are not wanted.
 * Encoding: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
 */
export function commandData(text: string): string {
  return encodeData(splitLines(shorten(text, COMMAND_DATA_LIMIT)).map(harmlessLine).join('\n'));
}

/** Text for a property of a workflow command (`title=<property>`); line breaks are kept as `%0A`. */
export function commandProperty(text: string): string {
  return commandData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** The protocol's own encoding and nothing else, for values that must arrive unchanged: `add-mask` hides only exact text. */
export function encodeData(value: string): string {
  return value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function harmlessLine(line: string): string {
  return breakUpCommands(visible(line));
}
