import { findingAt, type LintContext, type LintFinding, nameOfType } from './finding.js';

/** The grammar of https://semver.org, with pre-release and build parts: the documentation asks for SemVer and does not exclude them. */
const SEMVER =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?$/;

/** True for a version as `pack.version` wants it. Source: https://docs.keeptrusts.com/docs/policies/config-pack-metadata */
export function isSemVer(text: string): boolean {
  return SEMVER.test(text);
}

/** The version that was probably meant: `1.0` → `1.0.0`, `v1.2.3` → `1.2.3`; undefined when that is a guess. */
export function semVerMeant(written: string): string | undefined {
  const [, major, minor, patch] = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?$/i.exec(written.trim()) ?? [];
  if (major === undefined) return undefined;
  const meant = [major, minor ?? '0', patch ?? '0'].map((part) => part.replace(/^0+(?=\d)/, '')).join('.');
  return isSemVer(meant) ? meant : undefined;
}

/** A version key: a text, and SemVer. */
export function lintVersion(context: LintContext, path: readonly string[], value: unknown): readonly LintFinding[] {
  if (typeof value === 'string' && isSemVer(value)) return [];
  const name = path.join('.');
  const span = context.document.spanOf(path, 'value');
  const written = span === undefined ? '' : context.document.text.slice(span.offset, span.offset + span.length);
  const meant = semVerMeant(written);
  const help = meant === undefined ? 'Write it as MAJOR.MINOR.PATCH in quotes, e.g. "1.0.0".' : `Write \`"${meant}"\`.`;
  if (typeof value === 'string') {
    const fix = span === undefined || meant === undefined ? undefined : { ...span, text: meant };
    return [
      findingAt(context, path, 'value', {
        ruleId: 'version-not-semver',
        message: `'${name}' is '${shorten(value)}', not MAJOR.MINOR.PATCH`,
        help,
        fix,
      }),
    ];
  }
  if (typeof value === 'number') {
    const message = `'${name}' is the number ${written}, not a text: without a second dot YAML reads it as a number`;
    const fix = span === undefined || meant === undefined ? undefined : { ...span, text: `"${meant}"` };
    return [findingAt(context, path, 'value', { ruleId: 'version-not-semver', message, help, fix })];
  }
  return [
    findingAt(context, path, value === null ? 'key' : 'value', {
      ruleId: 'wrong-type',
      message: `'${name}' must be a text like "1.0.0", but is ${nameOfType(value)}`,
      help,
    }),
  ];
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
