import { CONTROL_CODES, ESCAPE_HELP, fault, KNOWN_CLASSES, type PatternFault, POSIX_CLASSES, unknownGroup } from './pattern-fault.js';

export interface PatternReading {
  /** The first that both engines refuse; without one, the first that one of them refuses. */
  readonly fault?: PatternFault;
  /** The pattern holds something only a real engine can judge. */
  readonly unsure: boolean;
}

/** RE2's limit for one repetition; Rust has a limit on the size of the compiled program instead. */
const MOST_REPETITIONS = 1000;

/** Letters that both engines know after a backslash, besides `x`, `p` and `P`. */
const ESCAPES = 'dDsSwWafnrtv';
const ANCHORS = 'AzbB';

/** The code of `[`. */
const BRACKET = 0x5b;

const NO_LOOK = 'Match the text itself, or split the pattern: a linear-time engine cannot look around.';

/** Reads a pattern; never throws. */
export function readPattern(pattern: string): PatternReading {
  const reader = new PatternReader(pattern);
  const refused = reader.read();
  const fault = refused ?? reader.doubt;
  return { ...(fault === undefined ? {} : { fault }), unsure: reader.unsure };
}

interface ClassAtom {
  readonly end: number;
  /** Undefined for a class such as `\d`, which cannot bound a range. */
  readonly code?: number | undefined;
}

type Step = PatternFault | number;

class PatternReader {
  doubt: PatternFault | undefined;
  unsure = false;
  readonly #text: string;
  readonly #groups: number[] = [];
  readonly #names = new Set<string>();
  /** Whether there is something to repeat, and whether that was repeated already. */
  #atom = false;
  #repeated = false;
  #repetitions = 1;

  constructor(text: string) {
    this.#text = text;
  }

  read(): PatternFault | undefined {
    let at = 0;
    while (at < this.#text.length) {
      const next = this.#step(at);
      if (typeof next !== 'number') return next;
      at = next;
    }
    const open = this.#groups.at(-1);
    if (this.#repetitions > MOST_REPETITIONS) this.unsure = true;
    return open === undefined
      ? undefined
      : fault(open, 1, 'This `(` is not closed', 'Add the missing `)`, or write `\\(` for the character.');
  }

  #step(at: number): Step {
    const char = this.#text.charAt(at);
    if (char === '(') return this.#open(at);
    if (char === ')') return this.#close(at);
    if (char === '[') return this.#afterAtom(this.#class(at));
    if (char === '\\') return this.#afterAtom(this.#escape(at));
    if (char === '*' || char === '+' || char === '?') return this.#repeat(at, 1);
    if (char === '{') return this.#counted(at);
    this.#atom = char !== '|';
    this.#repeated = false;
    return at + 1;
  }

  #afterAtom(step: Step): Step {
    this.#atom = true;
    this.#repeated = false;
    return step;
  }

  #close(at: number): Step {
    if (this.#groups.pop() === undefined) return fault(at, 1, 'This `)` closes nothing', 'Remove it, or write `\\)` for the character.');
    return this.#afterAtom(at + 1);
  }

  #open(at: number): Step {
    const rest = this.#text.slice(at);
    if (!rest.startsWith('(?')) return this.#push(at, at + 1);
    const [look] = /^\(\?<?[=!]/.exec(rest) ?? [];
    if (look !== undefined)
      return fault(at, look.length, `Look-${look.includes('<') ? 'behind' : 'ahead'} \`${look}\` is not supported`, NO_LOOK);
    if (rest.startsWith('(?>'))
      return fault(at, 3, 'An atomic group `(?>` is not supported', 'Write `(?:`: a linear-time engine does not backtrack.');
    const [named, name = ''] = /^\(\?P?<([^>)]*)>/.exec(rest) ?? [];
    if (named !== undefined) return this.#named(at, named, name);
    return this.#flags(at, rest);
  }

  #named(at: number, written: string, name: string): Step {
    if (!/^[\w.[\]]+$/.test(name))
      return fault(at, written.length, 'The name of a group must be letters, digits and `_`', 'Write `(?P<name>`.');
    if (this.#names.has(name)) return fault(at, written.length, 'Two groups have the same name', 'Give each group a name of its own.');
    if (!/^[A-Za-z_]\w*$/.test(name))
      this.#doubt(at, written.length, 'This name of a group is not accepted by every engine', 'Start with a letter.');
    this.#names.add(name);
    return this.#push(at, at + written.length);
  }

  #push(at: number, next: number): number {
    this.#groups.push(at);
    this.#atom = false;
    this.#repeated = false;
    return next;
  }

  #flags(at: number, rest: string): Step {
    const [written = '', flags = '', end = ''] = /^\(\?([a-zA-Z-]*)([:)]?)/.exec(rest) ?? [];
    const unknown = Array.from(flags).find((flag) => !'imsUuxR-'.includes(flag));
    const dangling = flags.endsWith('-') || flags.indexOf('-') !== flags.lastIndexOf('-');
    if (end === '' || unknown !== undefined || dangling)
      return fault(at, Math.min(Math.max(written.length, 3), rest.length), ...unknownGroup(rest, unknown));
    if (end === ')' && flags === '') this.#doubt(at, 3, 'A group without content is not accepted by every engine', 'Remove it.');
    if (/[uxR]|([a-zA-Z]).*\1/.test(flags))
      this.#doubt(at, written.length, 'Not every engine accepts these flags', 'Use `i`, `m`, `s` and `U`, each once.');
    // With `x`, blanks and comments count for nothing: reading on would misread them.
    if (flags.includes('x')) return this.#text.length;
    return end === ':' ? this.#push(at, at + written.length) : at + written.length;
  }

  #repeat(at: number, length: number): Step {
    const written = this.#text.slice(at, at + length);
    if (!this.#atom)
      return fault(at, length, `There is nothing that \`${written}\` could repeat`, `Write \`\\${written.charAt(0)}\` for the character.`);
    if (this.#repeated) {
      const possessive = written === '+';
      const message = possessive
        ? 'A possessive `+` after a repetition is not supported'
        : 'A repetition of a repetition is not accepted by every engine';
      this.#doubt(
        at,
        length,
        message,
        possessive ? 'Remove the `+`: a linear-time engine does not backtrack.' : 'Put the inner one in `(?:…)`.',
      );
    }
    this.#repeated = true;
    const end = at + length;
    return this.#text.charAt(end) === '?' ? end + 1 : end;
  }

  #counted(at: number): Step {
    const [written, least = '', comma, most = ''] = /^\{(\d+)(?:(,)(\d*))?\}/.exec(this.#text.slice(at, at + 40)) ?? [];
    if (written === undefined) {
      this.#doubt(
        at,
        1,
        'A `{` that starts no `{n}` or `{n,m}` is not accepted by every engine',
        'Write `\\{` for the character, and `{0,5}` for at most five.',
      );
      this.#atom = true;
      this.#repeated = false;
      return at + 1;
    }
    const highest = comma === undefined || most === '' ? Number(least) : Number(most);
    if (highest < Number(least))
      return fault(at, written.length, `\`${written}\` repeats from more to fewer`, `Write \`{${most},${least}}\`.`);
    if (highest > MOST_REPETITIONS)
      this.#doubt(at, written.length, `RE2 repeats at most ${MOST_REPETITIONS} times`, 'Use a smaller number, or `+`.');
    else this.#repetitions *= Math.max(1, highest);
    return this.#repeat(at, written.length);
  }

  #escape(at: number): Step {
    const char = this.#text.charAt(at + 1);
    if (ANCHORS.includes(char) && char !== '') return at + 2;
    if (char === 'Q') return this.#quoted(at);
    const atom = this.#escapedAtom(at);
    return 'end' in atom ? atom.end : atom;
  }

  #quoted(at: number): number {
    this.#doubt(at, 2, '`\\Q` is not accepted by every engine', 'Escape the characters one by one.');
    const end = this.#text.indexOf('\\E', at + 2);
    return end === -1 ? this.#text.length : end + 2;
  }

  /** An escape that means characters, inside a class or outside. */
  #escapedAtom(at: number): ClassAtom | PatternFault {
    const char = this.#text.charAt(at + 1);
    if (char === '') return fault(at, 1, 'A backslash at the end escapes nothing', 'Write `\\\\` for the character.');
    if (ESCAPES.includes(char)) return { end: at + 2, code: 'dDsSwW'.includes(char) ? undefined : CONTROL_CODES[char] };
    if (char === 'x') return this.#hexadecimal(at);
    if (char === 'p' || char === 'P') return this.#unicodeClass(at);
    if (char >= '0' && char <= '9') return this.#digit(at, char);
    if (char === 'u' || char === 'U') return this.#rustUnicode(at, char);
    const code = this.#text.codePointAt(at + 1) ?? 0;
    const length = code > 0xffff ? 3 : 2;
    if (code < 0x80 && !/[A-Za-z]/.test(char)) return { end: at + 2, code };
    const help = ESCAPE_HELP[char] ?? `Write \`${this.#text.slice(at + 1, at + length)}\` for the character.`;
    return fault(at, length, `\`${this.#text.slice(at, at + length)}\` is no escape`, help);
  }

  #hexadecimal(at: number): ClassAtom | PatternFault {
    const [written, digits, braced] = /^\\x(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]+)\})/.exec(this.#text.slice(at, at + 40)) ?? [];
    const code = Number.parseInt(digits ?? braced ?? '', 16);
    if (written === undefined || code > 0x10ffff)
      return fault(at, written?.length ?? 2, '`\\x` needs a character code', 'Write `\\x41` or `\\x{1F600}`.');
    return { end: at + written.length, code };
  }

  #unicodeClass(at: number): ClassAtom | PatternFault {
    const [written, letter, name] = /^\\[pP](?:([A-Za-z])|\{([^}]*)\})/.exec(this.#text.slice(at)) ?? [];
    if (written === undefined) return fault(at, 2, 'A Unicode class needs a name', 'Write `\\p{Greek}` or `\\pL`.');
    if (!KNOWN_CLASSES.has(letter ?? name ?? '')) this.unsure = true;
    return { end: at + written.length };
  }

  #digit(at: number, char: string): ClassAtom | PatternFault {
    const [octal] = /^\\(?:0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(this.#text.slice(at, at + 4)) ?? [];
    if (octal === undefined)
      return fault(
        at,
        2,
        `A back-reference \`\\${char}\` is not supported`,
        'A linear-time engine cannot compare with what matched before.',
      );
    this.#doubt(at, octal.length, 'An octal escape is not accepted by every engine', 'Write `\\x0a` instead.');
    return { end: at + octal.length, code: Number.parseInt(octal.slice(1), 8) };
  }

  #rustUnicode(at: number, char: string): ClassAtom | PatternFault {
    const digits = char === 'u' ? 4 : 8;
    const [written] = new RegExp(`^\\\\${char}(?:[0-9A-Fa-f]{${digits}}|\\{[0-9A-Fa-f]+\\})`).exec(this.#text.slice(at, at + 40)) ?? [];
    if (written === undefined) return fault(at, 2, `\`\\${char}\` is no escape`, 'Write `\\x{1F600}` for a character by its code.');
    this.#doubt(
      at,
      written.length,
      `\`\\${char}\` is not accepted by every engine`,
      `Write \`\\x{${written.slice(2).replaceAll(/[{}]/g, '')}}\`.`,
    );
    return { end: at + written.length, code: Number.parseInt(written.slice(2).replaceAll(/[{}]/g, ''), 16) };
  }

  #class(start: number): Step {
    let at = start + (this.#text.charAt(start + 1) === '^' ? 2 : 1);
    for (let first = true; at < this.#text.length; first = false) {
      if (this.#text.charAt(at) === ']' && !first) return at + 1;
      const low = this.#classAtom(at);
      if (!('end' in low)) return low;
      const dash = this.#text.charAt(low.end) === '-' && this.#text.charAt(low.end + 1) !== ']' && low.end + 1 < this.#text.length;
      if (!dash) {
        at = low.end;
        continue;
      }
      const next = this.#range(at, low);
      if (typeof next !== 'number') return next;
      at = next;
    }
    return fault(start, 1, 'This `[` is not closed', 'Add the missing `]`, or write `\\[` for the character.');
  }

  #range(at: number, low: ClassAtom): Step {
    if (low.code === undefined) {
      const help = 'Put the `-` last, or write `\\-`.';
      this.#doubt(at, low.end + 1 - at, 'A `-` after a class such as `\\d` is not accepted by every engine', help);
      return low.end + 1;
    }
    if (this.#text.startsWith('--', low.end)) {
      this.#doubt(low.end, 2, 'A `--` inside a character class takes characters out for some engines', 'Write `\\-` for the character.');
      return low.end + 2;
    }
    // After a dash, a bracket is a character, whatever follows it.
    const bracket = this.#text.charAt(low.end + 1) === '[';
    const high = bracket ? { end: low.end + 2, code: BRACKET } : this.#classAtom(low.end + 1);
    if (!('end' in high)) return high;
    const length = high.end - at;
    if (high.code === undefined)
      return fault(at, length, 'A range cannot end with a class such as `\\d`', 'Put the `-` last, or write `\\-`.');
    if (high.code < low.code)
      return fault(at, length, `The range \`${this.#text.slice(at, high.end)}\` runs backwards`, 'Swap its ends, or write `\\-`.');
    return high.end;
  }

  #classAtom(at: number): ClassAtom | PatternFault {
    const char = this.#text.charAt(at);
    if (char === '\\') return this.#escapedAtom(at);
    if (char === '[') {
      const [posix, name = ''] = /^\[:\^?([a-z]+):\]/.exec(this.#text.slice(at, at + 20)) ?? [];
      if (posix !== undefined && POSIX_CLASSES.has(name)) return { end: at + posix.length };
      this.#doubt(at, 1, 'A `[` inside a class opens another class for some engines', 'Write `\\[` for the character.');
    }
    const code = this.#text.codePointAt(at) ?? 0;
    return { end: at + (code > 0xffff ? 2 : 1), code };
  }

  #doubt(at: number, length: number, message: string, help: string): void {
    this.doubt ??= { at, length, message, help, refusedBy: 'one' };
  }
}
