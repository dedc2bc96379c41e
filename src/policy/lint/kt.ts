import type { Range } from '../../report/model.js';
import type { PolicyDocument } from '../document.js';
import { resolvePath } from '../path.js';

/**
 * Where a problem that kt reported stands. kt names a config path, and in an older form a line, but never a column. A path that does not
 * exist in the file (a missing key) is placed at its nearest ancestor.
 * @returns undefined when kt named neither, or a line that the file does not have
 */
export function placeKtProblem(
  document: PolicyDocument,
  problem: { readonly path?: string | undefined; readonly line?: number | undefined },
): Range | undefined {
  if (problem.path !== undefined && problem.path.trim() !== '') {
    const path = resolvePath(document.value, problem.path.trim());
    const part = typeof path.at(-1) === 'number' ? 'value' : 'key';
    const exact = document.rangeOf(path, part);
    if (exact !== undefined) return exact;
    if (problem.line === undefined) return document.nearestRange(path);
  }
  return problem.line === undefined ? undefined : document.rangeOfLine(problem.line);
}
