/** The first step of every escape: text in which nothing is hidden and nothing moves a cursor. */

// CSI and OSC sequences, with their 8-bit forms. Every alternative is linear: its classes do not overlap.
// oxlint-disable-next-line no-control-regex -- terminal sequences are control characters
const ANSI_SEQUENCE = /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b\]|\x9d)[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)/g;

const LINE_BREAK = /\r\n|[\n\r\v\f\x85\u2028\u2029]/g;

// Cc and Cf hold NUL, ESC, the bidi overrides of https://trojansource.codes and zero-width characters. U+200C and
// U+200D stay: Persian, Indic scripts and emoji are spelled with them.
const HIDDEN = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu;

// Letters, digits, ASCII punctuation, dashes, quotes, arrows and check marks: nothing that either pattern above finds. Most lines are made of
// these alone, and compiling the Unicode classes of HIDDEN is a hundredth of a cold start.
const PLAIN = /^[\t\n -~\u2010-\u2027\u2190-\u27bf]*$/;

const REPLACEMENT_CHARACTER = '\ufffd';

/** The text without terminal escape sequences. */
export function stripAnsi(text: string): string {
  return text.replace(ANSI_SEQUENCE, '');
}

/** The text with control, bidi and zero-width characters spelled out (`\x1b`, `\u202e`); line feed and tab stay. */
export function visible(text: string): string {
  return PLAIN.test(text) ? text : stripAnsi(text).replace(HIDDEN, spellOut);
}

/** The text on one line without terminal escape sequences: breaks become `⏎`, tabs become spaces, white space at the ends goes. */
export function oneLine(text: string): string {
  return stripAnsi(text).trim().replace(LINE_BREAK, ' ⏎ ').replaceAll('\t', ' ');
}

/** Lines at any of the breaks a terminal or the runner might honour. */
export function splitLines(text: string): string[] {
  return text.split(LINE_BREAK);
}

/** The text, or its start and how much is missing; at most `limit` UTF-16 units (`limit` ≥ 40), never half a surrogate pair. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const note = `… (${text.length} characters)`;
  let end = limit - note.length;
  if (/[\ud800-\udbff]/.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end) + note;
}

function spellOut(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0xd800 && code <= 0xdfff) return REPLACEMENT_CHARACTER;
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, '0')}`;
  return code > 0xffff ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}
