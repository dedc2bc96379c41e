import type { PackIdentity } from '../../report/gateway-model.js';
import type { Range } from '../../report/model.js';
import { contentDigest } from '../content.js';
import type { PolicyDocument } from '../document.js';
import { compareVersions, nextPatch } from '../version-order.js';
import { findingAt, type LintContext, type LintFinding, makeFinding } from './finding.js';
import { isSemVer } from './version.js';

/** An earlier state of a policy file. */
export interface PastPack {
  /** Full name of the commit that had it. */
  readonly commit: string;
  readonly identity: PackIdentity;
  /** `contentDigest` of its values. */
  readonly content: string;
}

/** What Git says of a policy file's past; plain data. */
export interface PackPast {
  /** The file at the base reference. */
  readonly base?: PastPack;
  /** The file where this work left the base's branch, when that is not the base itself. */
  readonly branchPoint?: PastPack;
  /** States the base's branch had, newest first; those that cannot have the present version may be left out. */
  readonly history: readonly PastPack[];
}

/** A pack is known by its id; where there is none it is derived from the name. Source: https://docs.keeptrusts.com/docs/policies/config-pack-metadata */
export function packKey(identity: PackIdentity): string {
  return identity.id ?? identity.name;
}

/** A state of the past from its document; undefined when it has no identity. */
export function pastPack(document: PolicyDocument, commit: string): PastPack | undefined {
  const { identity } = document;
  return identity === undefined ? undefined : { commit, identity, content: contentDigest(document.value) };
}

const PLACE = ['pack', 'version'] as const;
const WHY = 'Name and version are all that a gateway shows of its policy, so two contents under one version cannot be told apart.';

/** The version against the file's past: at most one finding, the weightiest. */
export function lintIdentity(context: LintContext, past: PackPast | undefined): readonly LintFinding[] {
  const { identity } = context.document;
  if (identity === undefined || past === undefined) return [];
  const key = packKey(identity);
  const earlier = past.history.filter((state) => packKey(state.identity) === key);
  const base = past.base !== undefined && packKey(past.base.identity) === key ? past.base : undefined;
  const content = contentDigest(context.document.value);
  // What this work did not touch may lag behind a base that went on meanwhile; merging brings the newer file.
  const touched = past.branchPoint?.content !== content;
  const help = raise([identity.version, ...[...(base === undefined ? [] : [base]), ...earlier].map((state) => state.identity.version)]);
  if (base !== undefined && touched && base.identity.version === identity.version && base.content !== content) {
    const message = `The content differs from commit ${short(base)}, but 'pack.version' is still ${shown(identity.version)}`;
    return [findingAt(context, PLACE, 'value', { ruleId: 'version-not-bumped', message, help })];
  }
  const reused = earlier.find((state) => state.identity.version === identity.version && state.content !== content);
  if (reused !== undefined) {
    const message = `Version ${shown(identity.version)} of pack '${shown(key)}' had other content in commit ${short(reused)}`;
    return [findingAt(context, PLACE, 'value', { ruleId: 'version-reused', message, help })];
  }
  return base !== undefined && touched ? lowered(context, identity.version, base) : [];
}

function lowered(context: LintContext, version: string, base: PastPack): readonly LintFinding[] {
  const before = base.identity.version;
  if (!isSemVer(version) || !isSemVer(before) || compareVersions(version, before) >= 0) return [];
  const message = `'pack.version' went down from ${shown(before)} in commit ${short(base)} to ${shown(version)}`;
  const help =
    'Give new content a higher version. Going back to an older file as a whole, to undo a change, is the one case where this is right.';
  return [findingAt(context, PLACE, 'value', { ruleId: 'version-lowered', message, help })];
}

/** Suggests a version above all that are known to be in use. */
function raise(used: readonly string[]): string {
  const [highest] = used.filter(isSemVer).sort((a, b) => compareVersions(b, a));
  return highest === undefined
    ? `Give the new content a version of its own. ${WHY}`
    : `Raise it, for example to "${nextPatch(highest)}". ${WHY}`;
}

function short({ commit }: PastPack): string {
  return commit.slice(0, 10);
}

/** Versions and names come from files and may be of any length. */
function shown(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** A file of this run and the place where its pack is named; plain data. */
export interface NamedPack {
  /** As the user knows it: relative to the workspace. */
  readonly file: string;
  readonly key: string;
  readonly path: readonly string[];
  readonly range: Range;
}

/** Where a document names its pack; undefined when it does not. */
export function namedPack(document: PolicyDocument, file: string): NamedPack | undefined {
  const { identity } = document;
  if (identity === undefined) return undefined;
  const path = ['pack', identity.id === undefined ? 'name' : 'id'];
  return { file, key: packKey(identity), path, range: document.rangeOf(path, 'value') ?? document.nearestRange(path) };
}

/**
 * Packs that share an id with an earlier file of the run: one finding at each later file.
 * @param boundTogether the control plane that an inventory sends both files to, if any. One full file per environment is the vendor's own advice
 *   (https://docs.keeptrusts.com/docs/features/cli/declarative-config), so that only there it is certainly a fault: they would replace one another.
 */
export function duplicatePackIds(
  packs: readonly NamedPack[],
  boundTogether: (one: string, other: string) => string | undefined,
): readonly { readonly file: string; readonly finding: LintFinding }[] {
  const seen = new Map<string, NamedPack[]>();
  return packs.flatMap((pack) => {
    const earlier = seen.get(pack.key) ?? [];
    seen.set(pack.key, [...earlier, pack]);
    const [first] = earlier;
    if (first === undefined) return [];
    const bound = earlier.flatMap((other) => {
      const plane = boundTogether(other.file, pack.file);
      return plane === undefined ? [] : [{ file: other.file, plane }];
    })[0];
    return [{ file: pack.file, finding: bound === undefined ? sharedId(pack, first.file) : replacedId(pack, bound) }];
  });
}

function sharedId(pack: NamedPack, other: string): LintFinding {
  return makeFinding({
    ruleId: 'duplicate-pack-id',
    severity: 'warning',
    message: `Pack id '${shown(pack.key)}' is also that of ${other}`,
    help: 'One file per environment may share an id as long as no control plane gets two of them; otherwise give each file its own `pack.id`.',
    path: pack.path,
    range: pack.range,
  });
}

function replacedId(pack: NamedPack, bound: { readonly file: string; readonly plane: string }): LintFinding {
  return makeFinding({
    ruleId: 'duplicate-pack-id',
    message: `Pack id '${shown(pack.key)}' is also that of ${bound.file}, and the inventory sends both to ${bound.plane}`,
    help: 'Give each file its own `pack.id`: on one control plane the two would replace one another.',
    path: pack.path,
    range: pack.range,
  });
}
