import type { YAMLError } from 'yaml';
import { candidates } from './mend-candidates.js';
import type { Change, Fault, Mend, PlacedError } from './mend-lines.js';
import { composeYaml, type SyntaxFault, wordsFor } from './syntax.js';

/** Syntax faults told of one file; a file with more is a wrong file. */
export const MAX_SYNTAX_FAULTS = 10;

/** UTF-16 units read again, over all attempts to get past a fault: a hostile file must not cost more than a moment. A usual file needs a tenth. */
const REREAD_BUDGET = 800_000;

/** What a text reads like after a change to it. */
interface Attempt {
  readonly mend: Mend;
  readonly lines: readonly string[];
  readonly next: PlacedError | undefined;
}

/**
 * The independent syntax faults of a text. A parser stumbles on after its first error, and most of what it says then is a consequence of it.
 * So the fault is mended the way a person would (the quote closed, the colon added), and only what is still wrong then, on another line, is told too.
 * Of several ways to mend it the one that lets the parser read furthest is taken; it also tells where the fault really is.
 */
export function syntaxFaults(text: string, errors: readonly YAMLError[]): readonly SyntaxFault[] {
  const original = text.split('\n');
  const faults: SyntaxFault[] = [];
  const changed = new Set<number>();
  let lines: readonly string[] = original;
  let first = firstError(lines, errors);
  let budget = REREAD_BUDGET;
  while (first !== undefined && faults.length < MAX_SYNTAX_FAULTS) {
    const attempts: Attempt[] = [];
    const tries = budget < text.length ? [] : candidates(lines, first);
    for (const mend of tries) {
      budget -= text.length;
      if (budget < 0) break;
      const attempt = attemptMend(lines, mend, first);
      if (attempt !== undefined) attempts.push(attempt);
      if (attempt !== undefined && attempt.next === undefined) break;
    }
    const best = furthest(attempts);
    const found = best?.mend.faults ?? [placeOf(first, lines)];
    faults.push(...found.map((fault) => faultAt(original, fault)));
    if (best === undefined) break;
    for (const line of best.mend.change.keys()) changed.add(line);
    if (best.next !== undefined && changed.has(best.next.line)) break;
    lines = best.lines;
    first = best.next;
  }
  const sorted = faults.sort((a, b) => a.start - b.start);
  return sorted.filter(({ start }, index) => start !== sorted[index - 1]?.start).slice(0, MAX_SYNTAX_FAULTS);
}

function attemptMend(lines: readonly string[], mend: Mend, broken: PlacedError): Attempt | undefined {
  const mended = apply(lines, mend.change);
  const composed = composeYaml(mended.join('\n'));
  if (composed.kind === 'too-deep') return undefined;
  const { errors } = composed.document;
  const offset = startsOf(mended)[broken.line] ?? 0;
  const stays = errors.some(({ code, pos }) => code === broken.error.code && pos[0] === offset + broken.column);
  // Two quotes that are not closed end at the same place: the end of the file.
  const another = mend.uncovers === true && broken.error.code === 'MISSING_CHAR';
  if (stays && !another) return undefined;
  const next = firstError(mended, errors);
  // What is wrong before the mended line was not wrong before: the change broke something.
  const last = [...mend.change.keys()].at(-1) ?? 0;
  return next !== undefined && next.line <= last && !mend.wide ? undefined : { mend, lines: mended, next };
}

function furthest(attempts: readonly Attempt[]): Attempt | undefined {
  let best: Attempt | undefined;
  const uncovering = attempts.filter(({ mend }) => mend.uncovers);
  for (const attempt of uncovering.length > 0 ? uncovering : attempts)
    if (best === undefined || reach(attempt) > reach(best)) best = attempt;
  return best;
}

function reach({ next }: Attempt): number {
  return next?.line ?? Number.POSITIVE_INFINITY;
}

function apply(lines: readonly string[], change: Change): readonly string[] {
  const copy = [...lines];
  for (const [line, text] of change) copy[line] = text;
  return copy;
}

/** The offset each line starts at. */
function startsOf(lines: readonly string[]): readonly number[] {
  let start = 0;
  return lines.map(({ length }) => {
    const here = start;
    start += length + 1;
    return here;
  });
}

function firstError(lines: readonly string[], errors: readonly YAMLError[]): PlacedError | undefined {
  let first: YAMLError | undefined;
  for (const error of errors) if (first === undefined || error.pos[0] < first.pos[0]) first = error;
  if (first === undefined) return undefined;
  const offset = first.pos[0];
  const starts = startsOf(lines);
  const after = starts.findIndex((start) => start > offset);
  const line = (after === -1 ? lines.length : after) - 1;
  return { error: first, line, column: Math.min(offset - (starts[line] ?? 0), (lines[line] ?? '').length) };
}

function placeOf({ error, line, column }: PlacedError, lines: readonly string[]): Fault {
  const [start, end] = error.pos;
  const rest = (lines[line] ?? '').length - column;
  return { words: wordsFor(error), line, column, length: Math.min(end - start, Math.max(rest, 0)) };
}

function faultAt(lines: readonly string[], { words, line, column, length }: Fault): SyntaxFault {
  let start = 0;
  for (let at = 0; at < line; at += 1) start += (lines[at] ?? '').length + 1;
  const offset = start + Math.min(column, (lines[line] ?? '').length);
  return { ...words, start: offset, end: offset + length };
}
