import type { Severity } from '../../report/model.js';
import type { PolicyDocument } from '../document.js';
import { MAX_FINDINGS } from '../limits.js';
import { isMapping } from '../path.js';
import { lintBlocks } from './blocks.js';
import { lintChain } from './chain.js';
import { type LintContext, type LintFinding, makeFinding } from './finding.js';
import { lintBlockKeys, lintSectionKeys, lintSections } from './keys.js';
import { lintConfigShape, lintListShape, lintSinglePolicy } from './shape.js';

export interface LintSettings {
  /** Rule id → severity for all its findings, or `off`. */
  readonly severities?: ReadonlyMap<string, Severity | 'off'>;
}

type Topic = (context: LintContext) => readonly LintFinding[];

/** What is checked, by the shape of the document. */
const TOPICS: Readonly<Record<'config' | 'single-policy' | 'list-shaped', readonly Topic[]>> = {
  config: [lintConfigShape, lintSections, lintChain, lintBlocks, lintBlockKeys, lintSectionKeys],
  'single-policy': [lintSinglePolicy, lintSections],
  'list-shaped': [lintListShape],
};

/** All findings of a policy file, in the order of the file. Never throws: a broken file is a finding. */
export function lintPolicy(document: PolicyDocument, settings: LintSettings = {}): readonly LintFinding[] {
  const reading = document.problems.map(({ ruleId, message, help, range }) => makeFinding({ ruleId, message, help, range }));
  const { value: root, shape } = document;
  const meaning = isMapping(root) && shape !== undefined ? TOPICS[shape].flatMap((topic) => topic({ document, root })) : [];
  const findings = applySeverities([...reading, ...meaning], settings.severities ?? new Map());
  return capped(findings.sort(byPosition), document);
}

/** Applies a user's severities; `off` removes. */
export function applySeverities(findings: readonly LintFinding[], severities: ReadonlyMap<string, Severity | 'off'>): LintFinding[] {
  return findings.flatMap((finding) => {
    const severity = severities.get(finding.ruleId) ?? finding.severity;
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
