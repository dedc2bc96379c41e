import type { TextEdit } from '../report/model.js';

interface Fixable {
  readonly fix?: TextEdit;
  readonly suppressed?: boolean;
}

export interface Fixed<F> {
  readonly text: string;
  /** The findings whose edit was made, in the order of the text before. */
  readonly applied: readonly F[];
}

/**
 * Makes the edits that findings carry, and changes nothing else of the text. Of edits that touch one another the first is made; the others may still
 * fit when the new text is checked again. Suppressed findings are left alone: their author wants the text as it is.
 */
export function applyFixes<F extends Fixable>(text: string, findings: readonly F[]): Fixed<F> {
  const edits = findings
    .flatMap((finding) => (finding.fix === undefined || finding.suppressed === true ? [] : [{ finding, fix: finding.fix }]))
    .filter(({ fix }) => isInside(fix, text) && text.slice(fix.offset, fix.offset + fix.length) !== fix.text)
    .sort((a, b) => a.fix.offset - b.fix.offset);
  const applied: F[] = [];
  let result = '';
  let from = 0;
  let last: TextEdit | undefined;
  for (const { finding, fix } of edits) {
    // Two findings about one word may want the same edit.
    const again = last !== undefined && fix.offset === last.offset && fix.length === last.length && fix.text === last.text;
    if (again) applied.push(finding);
    if (again || (last !== undefined && fix.offset <= last.offset + last.length)) continue;
    result += text.slice(from, fix.offset) + fix.text;
    from = fix.offset + fix.length;
    applied.push(finding);
    last = fix;
  }
  return { text: result + text.slice(from), applied };
}

function isInside({ offset, length }: TextEdit, text: string): boolean {
  return offset >= 0 && length >= 0 && offset + length <= text.length;
}

/** A mended name lets the linter look below it, where the next fault may be; deeper than this nothing is worth a further pass. */
const MOST_PASSES = 5;

/** What checking a text gives: its findings, and whether it could be read at all. */
export interface Checked<F> {
  readonly findings: readonly F[];
  readonly readable: boolean;
}

/** Checks and mends until nothing is left to mend. An edit that leaves a text which can no longer be read is taken back. */
export function fixAll<F extends Fixable>(text: string, check: (text: string) => Checked<F>): Fixed<F> {
  let current = text;
  const applied: F[] = [];
  let checked = check(current);
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    const next = applyFixes(current, checked.findings);
    if (next.applied.length === 0) break;
    const after = check(next.text);
    if (checked.readable && !after.readable) break;
    applied.push(...next.applied);
    current = next.text;
    checked = after;
  }
  return { text: current, applied };
}
