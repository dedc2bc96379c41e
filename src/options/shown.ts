/** Characters kept of a value that a message quotes: enough to recognise it, too few to flood a log. */
const SHOWN_LENGTH = 60;

/** Control, format (bidirectional overrides among them), surrogate and line separator characters: what can disguise or break a line. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** User and password of a URL, up to the last `@` before white space or the path. */
const URL_CREDENTIALS = /:\/\/[^/\s]*@/g;

function escapeCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/**
 * A given value as a message may quote it: in double quotes, shortened, invisible characters as escapes, credentials in URLs replaced.
 * It is readable text, not an escape of any output channel: renderers still apply theirs. Never pass a secret.
 */
export function shown(value: string): string {
  const harmless = value.replace(URL_CREDENTIALS, '://***@');
  const characters = Array.from(harmless);
  const short = characters.length > SHOWN_LENGTH ? `${characters.slice(0, SHOWN_LENGTH).join('')}…` : harmless;
  return `"${short.replace(/["\\]/g, '\\$&').replace(INVISIBLE, escapeCharacter)}"`;
}

/** True when the text holds a character that has no place in a one-line value. */
export function hasInvisible(text: string): boolean {
  return text.search(INVISIBLE) !== -1;
}

/** `a`, `a or b`, `a, b or c`. */
export function alternatives(values: readonly string[]): string {
  return values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}
