import { Lexer } from 'yaml';
import { contentLine, type Mend, one, type PlacedError, trimmed } from './mend-lines.js';
import { UNCLOSED_BRACKET, UNCLOSED_QUOTE } from './syntax.js';

interface OpenQuote {
  readonly offset: number;
  readonly quote: string;
}

/** The last quoted text that begins before the error and goes on into another line. */
function runningQuote(text: string, before: number): OpenQuote | undefined {
  let found: OpenQuote | undefined;
  let offset = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (isMark(lexeme)) continue;
    if (offset > before) break;
    const quote = lexeme[0];
    if ((quote === '"' || quote === "'") && runsOn(lexeme, quote)) found = { offset, quote };
    offset += lexeme.length;
  }
  return found;
}

function runsOn(lexeme: string, quote: string): boolean {
  return lexeme.includes('\n') || lexeme.length === 1 || !lexeme.endsWith(quote);
}

/** The lexer's own marks (start of a document or scalar, end of flow), which stand for no text. */
function isMark(lexeme: string): boolean {
  return lexeme === '\u0002' || lexeme === '\u0018' || lexeme === '\u001f';
}

/** The ways to close a quote that is open where the error is. */
export function* closedQuote(lines: readonly string[], error: PlacedError): Generator<Mend> {
  const text = lines.join('\n');
  const before = offsetOf(lines, error);
  const open = runningQuote(text, before) ?? unclosedOn(lines, error);
  if (open === undefined) return;
  const line = lineOf(lines, open.offset);
  const written = trimmed(lines[line] ?? '');
  const column = open.offset - offsetOf(lines, { line, column: 0 });
  // A flow collection may end on the same line: `[a, "b]`.
  const tails = [written.length, written.search(/[\]},]+\s*$/)].filter((at) => at > column);
  for (const at of tails) {
    const change = one(line, `${written.slice(0, at)}${open.quote}${written.slice(at)}`);
    yield { change, uncovers: true, faults: [{ words: UNCLOSED_QUOTE, line, column, length: written.length - column }] };
  }
}

/** On the line of the error: a quote without its partner. */
function unclosedOn(lines: readonly string[], { line }: PlacedError): OpenQuote | undefined {
  const written = lines[line] ?? '';
  const match = /(?:^|[\s[{,:-])(["'])(?!.*\1)/.exec(written);
  if (match?.[1] === undefined) return undefined;
  return { offset: offsetOf(lines, { line, column: match.index + match[0].length - 1 }), quote: match[1] };
}

function offsetOf(lines: readonly string[], { line, column }: { readonly line: number; readonly column: number }): number {
  let offset = column;
  for (let at = 0; at < line; at += 1) offset += (lines[at] ?? '').length + 1;
  return offset;
}

function lineOf(lines: readonly string[], offset: number): number {
  let start = 0;
  for (const [line, { length }] of lines.entries()) {
    if (offset <= start + length) return line;
    start += length + 1;
  }
  return lines.length - 1;
}

const CLOSERS: Readonly<Record<string, string>> = { '[': ']', '{': '}' };

/** The brackets that are open at an offset, outermost first. */
function openBrackets(text: string, before: number): readonly OpenQuote[] {
  const open: OpenQuote[] = [];
  let offset = 0;
  for (const lexeme of new Lexer().lex(text)) {
    // The lexer gives up on a flow collection where the indentation ends it; what was open then is what is not closed.
    if (isMark(lexeme)) {
      if (lexeme === '\u0018') break;
      continue;
    }
    if (offset >= before) break;
    if (lexeme === '[' || lexeme === '{') open.push({ offset, quote: lexeme });
    else if (lexeme === ']' || lexeme === '}') open.pop();
    offset += lexeme.length;
  }
  return open;
}

/** The ways to close the brackets that are open where the error is. */
export function* closedBracket(lines: readonly string[], error: PlacedError): Generator<Mend> {
  const text = lines.join('\n');
  const before = offsetOf(lines, error);
  const open = openBrackets(text, before);
  const last = open.at(-1);
  if (last === undefined) return;
  const line = lineOf(lines, last.offset);
  const column = last.offset - offsetOf(lines, { line, column: 0 });
  const faults = [{ words: UNCLOSED_BRACKET, line, column, length: 1 }];
  const closers = open.map(({ quote }) => CLOSERS[quote] ?? '').reverse();
  const wrong = lines[error.line] ?? '';
  // Another bracket closes first: `[{a: 1]`.
  if (/[\]}]/.test(wrong.charAt(error.column))) {
    const change = one(error.line, `${wrong.slice(0, error.column)}${closers[0] ?? ''}${wrong.slice(error.column)}`);
    yield { change, faults };
  }
  const ends = new Set(
    [line, contentLine(lines, error.line - 1, 0, -1), contentLine(lines, error.line, 0)].filter((at) => at !== undefined && at >= line),
  );
  for (const at of ends) {
    if (at === undefined) continue;
    const written = trimmed(lines[at] ?? '').replace(/,$/, '');
    const all = new Set([closers.slice(0, 1).join(''), closers.join('')]);
    for (const closer of all) yield { change: one(at, `${written}${closer}`), faults };
  }
}

/** A bracket that closes nothing, taken away. */
export function* withoutCloser(lines: readonly string[], { line, column }: PlacedError): Generator<Mend> {
  const written = lines[line] ?? '';
  const closer = written.charAt(column);
  if (closer !== ']' && closer !== '}') return;
  const words = { message: `This \`${closer}\` closes nothing`, help: 'Remove it, or add the bracket that it should close.' };
  yield { change: one(line, `${written.slice(0, column)} ${written.slice(column + 1)}`), faults: [{ words, line, column, length: 1 }] };
}
