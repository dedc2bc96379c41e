import { RE2JS, RE2JSSyntaxException } from 're2js';
import type { Pattern, PatternSource, Span, Spans } from './decision.js';
import { literalOf, literalPattern } from './literal.js';

/**
 * Instructions of the compiled pattern times UTF-16 units of the text: at these bounds the slowest searches that could be built take about a
 * second on a slow machine. The engine's fast way gives up on large patterns, which therefore have a lower bound.
 */
const COST_LIMIT = 40_000_000;
const LARGE_PATTERN = 64;
const LARGE_PATTERN_COST_LIMIT = 10_000_000;

/**
 * UTF-16 units that the searches after the first may walk in sum. One search is linear; all of them are not, since each may look at the whole rest
 * before it settles for a short match (`a+b|a` on a long run of `a`).
 */
const FURTHER_SEARCH_LIMIT = 2_000_000;

/** UTF-16 units from which on a text counts as long. Test cases of a few sentences never come near, however many patterns look at them. */
const LONG_TEXT = 16_384;

/**
 * Instructions times UTF-16 units that all patterns of a source may cost in long texts together; a plain term counts as one instruction. One such search
 * is bounded by the limits above; a list of thousands of terms, each looked for in a megabyte, is not. Spent in the worst way it is about twenty seconds.
 */
const LONG_TEXT_COST_LIMIT = 1_000_000_000;

const NOTHING: Spans = { spans: [] };

/**
 * Compiles the regular expressions of a policy with an engine whose time is linear in the text, so that a pattern from a pull request cannot
 * stall a run. The dialect is RE2's, which is close to that of Rust's regex crate: no look-around, no back-references, `(?i)` allowed.
 * Which engine a gateway has is not documented; that kt is a Rust program makes this dialect likely.
 */
export function createPatternSource(): PatternSource {
  const known = new Map<string, Pattern | undefined>();
  let left = LONG_TEXT_COST_LIMIT;
  const paid = (compiled: Compiled): Pattern => ({
    findAll: (text) => {
      if (text.length > compiled.longestText) return { spans: [], missing: 'all' };
      if (text.length < LONG_TEXT) return compiled.findAll(text);
      left -= text.length * compiled.size;
      return left < 0 ? { spans: [], missing: 'all' } : compiled.findAll(text);
    },
  });
  return {
    compile: (pattern, options = {}) => {
      const key = `${options.ignoreCase === true ? 'i' : ''}/${pattern}`;
      if (!known.has(key)) {
        const compiled = compile(pattern, options.ignoreCase === true);
        known.set(key, compiled && paid(compiled));
      }
      return known.get(key);
    },
  };
}

interface Compiled extends Pattern {
  /** Instructions. */
  readonly size: number;
  /** UTF-16 units of the longest text this pattern is worth. */
  readonly longestText: number;
}

function compile(pattern: string, ignoreCase: boolean): Compiled | undefined {
  const literal = literalOf(pattern);
  if (literal !== undefined) return { ...literalPattern(literal, ignoreCase), size: 1, longestText: Number.POSITIVE_INFINITY };
  try {
    const compiled = RE2JS.compile(pattern, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
    const size = compiled.programSize();
    const longestText = (size > LARGE_PATTERN ? LARGE_PATTERN_COST_LIMIT : COST_LIMIT) / size;
    return { findAll: (text) => findAll(compiled, text), size, longestText };
  } catch (error) {
    if (error instanceof RE2JSSyntaxException) return undefined;
    throw error;
  }
}

function findAll(compiled: RE2JS, text: string): Spans {
  // The engine answers whether there is a match several times faster than where, and mostly there is none.
  if (!compiled.test(text)) return NOTHING;
  const matcher = compiled.matcher(text);
  const spans: Span[] = [];
  let empty = false;
  let left = FURTHER_SEARCH_LIMIT;
  while (matcher.find()) {
    const [start, end] = [matcher.start(), matcher.end()];
    if (end > start) spans.push({ start, end, groups: groupsOf(matcher) });
    else empty = true;
    left -= text.length - end;
    if (left < 0) return { spans, missing: spans.length === 0 ? 'empty' : 'more' };
  }
  return empty ? { spans, missing: 'empty' } : { spans };
}

function groupsOf(matcher: ReturnType<RE2JS['matcher']>): readonly string[] {
  return Array.from({ length: matcher.groupCount() }, (_, index) => matcher.group(index + 1) ?? '');
}
