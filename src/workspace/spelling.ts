/** Systems whose file systems usually take `Policy.yaml` and `policy.yaml` for one file: NTFS and APFS. */
const IGNORES_CASE: readonly NodeJS.Platform[] = ['win32', 'darwin'];

/**
 * The path as it is written on disk, where it was named with other letters: Git and the inventory compare names letter by letter, so that
 * a file named otherwise would have no history there, and its version would go unchecked.
 * @param real the same path with its links followed; one that leads elsewhere keeps its own name.
 */
export function asOnDisk(path: string, real: string, platform: NodeJS.Platform): string {
  return path !== real && IGNORES_CASE.includes(platform) && folded(path) === folded(real) ? real : path;
}

/** APFS also takes the composed and the decomposed form of a letter for one: https://git-scm.com/docs/git-config#Documentation/git-config.txt-coreprecomposeUnicode */
function folded(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

/**
 * A path or glob with `/`, whichever way its system lets people write it. A backslash before a character of globs stays: there it takes the
 * meaning away, as in fast-glob's `convertPathToPattern` (https://github.com/mrmlnc/fast-glob/blob/master/src/utils/path.ts).
 */
export function slashed(pattern: string, platform: NodeJS.Platform): string {
  return platform === 'win32' ? pattern.replace(/\\(?![!()+@[\]{}])/g, '/') : pattern;
}
