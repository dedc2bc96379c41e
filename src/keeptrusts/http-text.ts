const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu;

/**
 * Foreign text as one bounded line: control, formatting and line-breaking characters become single spaces.
 * Not an escape for any channel; renderers still apply theirs.
 * @param limit UTF-16 units of the result, the ellipsis included.
 */
export function oneLine(text: string, limit: number): string {
  // A hostile megabyte is not worth normalising for a line of 200 characters.
  const line = text
    .slice(0, limit * 8)
    .replace(INVISIBLE, ' ')
    .trim();
  if (line.length <= limit) return line;
  const cut = line.slice(0, limit - 1);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
