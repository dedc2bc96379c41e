/**
 * What of a regular expression a linear-time engine refuses. The documentation names no dialect; its patterns use `(?i)` and no look-around, which fits
 * Rust's regex (https://docs.rs/regex/latest/regex/#syntax) and RE2 (https://github.com/google/re2/wiki/Syntax). What both refuse is a fault; what only
 * one of them refuses is a doubt.
 */
export interface PatternFault {
  /** UTF-16 offset in the pattern. */
  readonly at: number;
  readonly length: number;
  readonly message: string;
  readonly help: string;
  readonly refusedBy: 'both' | 'one';
}

/** Unicode classes that both engines know; there are many more. */
export const KNOWN_CLASSES: ReadonlySet<string> = new Set(
  'L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po S Sm Sc Sk So Z Zs Zl Zp C Cc Cf Co Latin Greek Cyrillic Han Arabic Hebrew'.split(
    ' ',
  ),
);

/** What to write in place of an escape that other engines know. */
export const ESCAPE_HELP: Readonly<Record<string, string>> = {
  Z: 'Write `\\z` for the end of the text.',
  h: 'Write `[ \\t]` for blanks.',
  R: 'Write `(?:\\r\\n|\\n)` for a line break.',
  k: 'A linear-time engine has no back-references.',
  g: 'A linear-time engine has no back-references.',
  e: 'Write `\\x1b` for escape.',
};

export const CONTROL_CODES: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };

export const POSIX_CLASSES: ReadonlySet<string> = new Set(
  'alnum alpha ascii blank cntrl digit graph lower print punct space upper word xdigit'.split(' '),
);

/** A fault that both engines refuse. */
export function fault(at: number, length: number, message: string, help: string): PatternFault {
  return { at, length, message, help, refusedBy: 'both' };
}

/** What is said of a group that starts with `(?` and is none. */
export function unknownGroup(rest: string, flag: string | undefined): [string, string] {
  if (rest.length === 2) return ['This `(` is not closed', 'Add the missing `)`.'];
  if (rest.startsWith('(?#')) return ['A comment `(?#` is not supported', 'Leave it out; YAML has comments of its own.'];
  if (/^\(\?(?:P[=>]|[R&\d(])/.test(rest)) return ['Back-references, recursion and conditions are not supported', 'Write the pattern out.'];
  if (flag !== undefined)
    return [`There is no flag or group \`(?${flag}\``, 'Flags are `i`, `m`, `s` and `U`; groups `(?:` and `(?P<name>`.'];
  return ['This is no kind of group', 'Groups are `(`, `(?:` and `(?P<name>`; flags `(?i)`.'];
}
