/**
 * Edits (insert, delete, replace, swap neighbours) from one word to another; anything above `limit` counts as `limit + 1`.
 * Only the band of columns that the limit can reach is computed: a hostile file holds thousands of unknown words.
 */
export function editDistance(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) > limit) return limit + 1;
  const tooFar = limit + 1;
  let older: number[] = [];
  let previous: number[] = [];
  for (let column = 0; column <= to.length; column += 1) previous.push(Math.min(column, tooFar));
  for (let row = 1; row <= from.length; row += 1) {
    const current = Array.from({ length: to.length + 1 }, () => tooFar);
    let least = tooFar;
    if (row <= limit) current[0] = least = row;
    const last = Math.min(to.length, row + limit);
    for (let column = Math.max(1, row - limit); column <= last; column += 1) {
      const same = from[row - 1] === to[column - 1];
      let cost = Math.min(
        (previous[column] ?? tooFar) + 1,
        (current[column - 1] ?? tooFar) + 1,
        (previous[column - 1] ?? tooFar) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) cost = Math.min(cost, (older[column - 2] ?? tooFar) + 1);
      current[column] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return tooFar;
    older = previous;
    previous = current;
  }
  return Math.min(previous[to.length] ?? tooFar, tooFar);
}
