interface Parts {
  readonly numbers: readonly string[];
  readonly preRelease: readonly string[];
}

function partsOf(version: string): Parts {
  const [release = ''] = version.split('+', 1);
  const dash = release.indexOf('-');
  return dash === -1
    ? { numbers: release.split('.'), preRelease: [] }
    : { numbers: release.slice(0, dash).split('.'), preRelease: release.slice(dash + 1).split('.') };
}

/**
 * The precedence of two SemVer versions, negative when `a` comes before `b`; build metadata does not count.
 * Source: https://semver.org/#spec-item-11
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (const index of [0, 1, 2]) {
    const difference = compareNumbers(left.numbers[index] ?? '', right.numbers[index] ?? '');
    if (difference !== 0) return difference;
  }
  if (left.preRelease.length === 0 || right.preRelease.length === 0) return right.preRelease.length - left.preRelease.length;
  for (const [index, one] of left.preRelease.entries()) {
    const other = right.preRelease[index];
    if (other === undefined) return 1;
    const difference = compareIdentifiers(one, other);
    if (difference !== 0) return difference;
  }
  return left.preRelease.length - right.preRelease.length;
}

/** Whole numbers without leading zeros, of any length. */
function compareNumbers(a: string, b: string): number {
  return a.length - b.length || compareTexts(a, b);
}

function compareIdentifiers(a: string, b: string): number {
  const [left, right] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (left && right) return compareNumbers(a, b);
  if (left !== right) return left ? -1 : 1;
  return compareTexts(a, b);
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** The next patch version after one, without its pre-release and build parts: 1.2.3 → 1.2.4. */
export function nextPatch(version: string): string {
  const [major = '0', minor = '0', patch = '0'] = partsOf(version).numbers;
  return `${major}.${minor}.${BigInt(patch) + 1n}`;
}
