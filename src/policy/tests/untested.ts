import type { Coverage, EntryCoverage, MutationReport, Survivor, UndecidedCause } from '../../report/model.js';
import type { PolicyDocument } from '../assemble.js';
import type { LintFinding } from '../lint/finding.js';
import { type ConfigPath, formatPath, parsePath } from '../path.js';
import { kindFacts } from '../schema/catalog.js';

/** Findings of one rule and pack that are told one by one: a list of ten thousand terms must not drown everything else. */
export const UNTESTED_LIMIT = 50;

/**
 * Findings on the lines that no test proves: chain entries that decide no test, and list items that match none. Where no test reaches a kind, its items
 * are not told as well.
 * @param causes why cases stayed undecided: where a kind is among them, its way out is the help.
 */
export function untestedFindings(coverage: Coverage, causes: readonly UndecidedCause[], document: PolicyDocument): readonly LintFinding[] {
  const entries = coverage.entries.filter(({ state, alwaysAllows }) => state !== 'decisive' && alwaysAllows !== true);
  const reached = new Set(coverage.entries.filter(({ state }) => state !== 'never').map(({ kind }) => kind));
  const items = coverage.items.filter(({ path, matched }) => !matched && reached.has(kindOf(path)));
  return [
    ...entries.map((entry) => entryFinding(entry, causes, document)),
    ...limited(
      items.map(({ path }) => itemFinding(path, document)),
      'items of this pack that no test matches',
    ),
  ];
}

/**
 * Findings on the lines whose change no test notices. What goes without notice because no test reaches or matches it is told by
 * `untestedFindings` already.
 */
export function survivorFindings(
  mutation: MutationReport,
  untested: readonly LintFinding[],
  document: PolicyDocument,
): readonly LintFinding[] {
  const told = new Set(untested.map(({ path }) => path));
  const survivors = mutation.survivors.filter((one) => !(isRemoval(one) && told.has(one.path)));
  return limited(
    survivors.map(({ path, description }) => ({
      ruleId: 'mutant-survived',
      severity: 'info',
      message: `No test notices the policy ${description}`,
      help: 'Add a test that ends otherwise with that change, or leave out what makes no difference.',
      ...placed(parsePath(path), document),
    })),
    'changes of this pack that no test notices',
  );
}

function isRemoval({ change }: Survivor): boolean {
  return change === 'entry-removed' || change === 'item-dropped';
}

function entryFinding({ index, kind, state }: EntryCoverage, causes: readonly UndecidedCause[], document: PolicyDocument): LintFinding {
  const verdicts = kindFacts(kind)?.verdicts.filter((verdict) => verdict !== 'allow') ?? [];
  const wanted = verdicts.length === 0 ? 'block, redact or escalate' : verdicts.join(' or ');
  const add = `Add a test that expects ${wanted} because of it.`;
  const wayOut = causes.find((cause) => cause.kind === kind)?.wayOut;
  return {
    ruleId: 'entry-untested',
    severity: 'info',
    message:
      state === 'never' ? `No test reaches '${kind}' (never)` : `Tests pass through '${kind}', and it decides none of them (exercised)`,
    help: wayOut === undefined ? add : `${add} To decide one: ${wayOut}`,
    ...placed(['policies', 'chain', index], document),
  };
}

function itemFinding(path: string, document: PolicyDocument): LintFinding {
  const steps = parsePath(path);
  return {
    ruleId: 'item-untested',
    severity: 'info',
    message: `No test is matched by ${formatPath(steps.slice(2))} of '${kindOf(path)}'`,
    help: 'Add a test with a text that it matches.',
    ...placed(steps, document),
  };
}

/** The kind whose block a path leads into: `policy.<kind>.…`. */
function kindOf(path: string): string {
  return String(parsePath(path)[1] ?? '');
}

function placed(path: ConfigPath, document: PolicyDocument): Pick<LintFinding, 'path' | 'range'> {
  return { path: formatPath(path), range: document.rangeOf(path, 'value') ?? document.nearestRange(path) };
}

/** The first ones; the last of them says how many more there are. */
function limited(findings: readonly LintFinding[], of: string): readonly LintFinding[] {
  if (findings.length <= UNTESTED_LIMIT) return findings;
  const shown = findings.slice(0, UNTESTED_LIMIT - 1);
  const next = findings[shown.length];
  if (next === undefined) return shown;
  const message = `And ${findings.length - shown.length} more ${of}, from here on; coverage and mutation in the JSON report name them all`;
  return [...shown, { ...next, message }];
}
