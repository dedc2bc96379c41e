import type { Severity } from '../../report/model.js';
import type { PolicyDocument } from '../document.js';
import { MAX_FINDINGS } from '../limits.js';
import { isMapping } from '../path.js';
import { lintBlocks } from './blocks.js';
import { lintChain } from './chain.js';
import { type LintContext, type LintFinding, makeFinding } from './finding.js';
import { lintFormats } from './formats.js';
import { lintForms } from './forms.js';
import { lintIdentity, type PackPast } from './identity.js';
import { lintBlockKeys, lintSectionKeys, lintSections, lintSingleKeys } from './keys.js';
import { lintNetwork } from './network.js';
import { lintOrder } from './order.js';
import { type CompilePattern, lintPatterns } from './patterns.js';
import { lintReferences } from './references.js';
import { UNSUPPRESSIBLE } from './rules.js';
import { lintSecretRefs } from './secret-refs.js';
import { lintSecrets, withoutSecrets } from './secrets.js';
import { lintConfigShape, lintListShape, lintSinglePolicy } from './shape.js';
import { suppress } from './suppress.js';
import { lintTargets } from './targets.js';
import { lintValues } from './values.js';

export interface LintSettings {
  /** Rule id → severity for all its findings, or `off`. */
  readonly severities?: ReadonlyMap<string, Severity | 'off'>;
  /** `none` leaves the comments of the file unread, for a caller that adds findings and calls `suppress` itself. */
  readonly suppressions?: 'none';
  /** Earlier states of the file, where they were asked for. */
  readonly past?: PackPast;
  /** A linear-time engine, for the patterns that need one; see `patternEngineFor`. */
  readonly compilePattern?: CompilePattern;
}

type Topic = (context: LintContext, settings: LintSettings) => readonly LintFinding[];

const patterns: Topic = (context, { compilePattern }) => lintPatterns(context, compilePattern);

/** What is checked, by the shape of the document. */
const TOPICS: Readonly<Record<'config' | 'single-policy' | 'list-shaped', readonly Topic[]>> = {
  config: [
    lintConfigShape,
    lintSections,
    lintChain,
    lintBlocks,
    lintBlockKeys,
    lintSectionKeys,
    lintForms,
    lintValues,
    lintOrder,
    lintReferences,
    lintTargets,
    lintSecretRefs,
    lintFormats,
    lintNetwork,
    patterns,
    lintSecrets,
  ],
  'single-policy': [lintSinglePolicy, lintSections, lintSingleKeys, lintForms, lintValues, lintSecretRefs, patterns, lintSecrets],
  'list-shaped': [lintListShape, lintSecrets],
};

/** All findings of a policy file, in the order of the file. Never throws: a broken file is a finding. */
export function lintPolicy(document: PolicyDocument, settings: LintSettings = {}): readonly LintFinding[] {
  const reading = document.problems.map((problem) => makeFinding(problem));
  const { value: root, shape } = document;
  const meaning = isMapping(root) && shape !== undefined ? TOPICS[shape].flatMap((topic) => topic({ document, root }, settings)) : [];
  const identity = isMapping(root) && shape === 'config' ? lintIdentity({ document, root }, settings.past) : [];
  const severities: ReadonlyMap<string, Severity | 'off'> = settings.severities ?? new Map();
  const found = oncePerText([...reading, ...meaning, ...identity], document);
  const { findings: told, problems } =
    settings.suppressions === 'none' ? { findings: found, problems: [] } : suppress(document, found, severities);
  const findings = applySeverities([...told, ...problems], severities);
  return withoutSecrets(capped(findings.sort(byPosition), document), document);
}

const LAST_STEP = /(?:\[[^\]]*\]|[^.[\]]+)$/;

/** An anchored block is checked wherever an alias puts it; what is wrong in it stands once in the file, and is told once. */
function oncePerText(findings: readonly LintFinding[], document: PolicyDocument): readonly LintFinding[] {
  if (!document.text.includes('*')) return findings;
  const told = new Map<string, string>();
  return findings.filter(({ ruleId, range, path = '' }) => {
    if (range === undefined) return true;
    const [step = ''] = LAST_STEP.exec(path) ?? [];
    const place = JSON.stringify([ruleId, range, step]);
    const first = told.get(place);
    if (first === undefined) told.set(place, path);
    return first === undefined || first === path;
  });
}

const WEIGHT = { off: 0, info: 1, warning: 2, error: 3 } as const;

/** Applies a user's severities; `off` removes. What cannot be suppressed can only become more severe. */
export function applySeverities(findings: readonly LintFinding[], severities: ReadonlyMap<string, Severity | 'off'>): LintFinding[] {
  return findings.flatMap((finding) => {
    const wanted = severities.get(finding.ruleId) ?? finding.severity;
    const severity = UNSUPPRESSIBLE.has(finding.ruleId) && WEIGHT[wanted] < WEIGHT[finding.severity] ? finding.severity : wanted;
    return severity === 'off' ? [] : [{ ...finding, severity }];
  });
}

function byPosition(a: LintFinding, b: LintFinding): number {
  const [left, right] = [a.range?.start, b.range?.start];
  return (left?.line ?? 0) - (right?.line ?? 0) || (left?.column ?? 0) - (right?.column ?? 0);
}

function capped(findings: readonly LintFinding[], document: PolicyDocument): readonly LintFinding[] {
  if (findings.length <= MAX_FINDINGS) return findings;
  const kept = findings.slice(0, MAX_FINDINGS - 1);
  const message = `${findings.length - kept.length} more findings were left out`;
  return [
    ...kept,
    makeFinding({ ruleId: 'yaml-limits', message, help: 'Mend the first ones and run again.', range: document.nearestRange([]) }),
  ];
}
