import type { Range } from '../../report/model.js';
import type { PolicyDocument, TextSpan } from '../document.js';
import type { ConfigPath } from '../path.js';

/** Source characters of the escapes of double-quoted YAML that stand for one code point. Source: https://yaml.org/spec/1.2.2/#57-escaped-characters */
const ESCAPE_LENGTHS: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 };

/** Where a piece of a text value stands in the file; undefined when that is not simple to say: several lines, block texts, aliases. */
export function rangeInside(document: PolicyDocument, path: ConfigPath, value: string, at: number, length: number): Range | undefined {
  const offsets = sourceOffsets(document, path, value);
  const [start, end] = [offsets?.[at], offsets?.[at + length]];
  return start === undefined || end === undefined || end <= start ? undefined : document.rangeBetween(start, end);
}

/** A scalar with its quotes; undefined where `spanOf` is. */
export function wholeSpan(document: PolicyDocument, path: ConfigPath): TextSpan | undefined {
  const span = document.spanOf(path, 'value');
  if (span === undefined) return undefined;
  return quoteOf(document, span) === undefined ? span : { offset: span.offset - 1, length: span.length + 2 };
}

/** For each UTF-16 unit of the value, and for its end, the offset of its source. */
function sourceOffsets(document: PolicyDocument, path: ConfigPath, value: string): readonly number[] | undefined {
  const span = document.spanOf(path, 'value');
  if (span === undefined) return undefined;
  const source = document.text.slice(span.offset, span.offset + span.length);
  if (source.includes('\n')) return undefined;
  const offsets: number[] = [];
  const quote = quoteOf(document, span);
  let at = 0;
  while (at < source.length) {
    const length = quote === undefined ? 1 : unitLength(source, at, quote);
    offsets.push(span.offset + at);
    at += length;
    // An escape beyond the basic plane stands for two units.
    if (length === ESCAPE_LENGTHS.U && Number.parseInt(source.slice(at - 8, at), 16) > 0xffff) offsets.push(span.offset + at - length);
  }
  offsets.push(span.offset + source.length);
  return offsets.length === value.length + 1 ? offsets : undefined;
}

function unitLength(source: string, at: number, quote: string): number {
  if (quote === "'") return source.startsWith("''", at) ? 2 : 1;
  return source.charAt(at) === '\\' ? (ESCAPE_LENGTHS[source.charAt(at + 1)] ?? 2) : 1;
}

function quoteOf(document: PolicyDocument, span: TextSpan): '"' | "'" | undefined {
  const before = document.text.charAt(span.offset - 1);
  const after = document.text.charAt(span.offset + span.length);
  return before === after && (before === '"' || before === "'") ? before : undefined;
}
