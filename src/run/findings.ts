import { sha256 } from '../policy/sha256.js';
import { gates } from '../report/gate.js';
import type { CaseResult, Finding, PackReport, Report, RunFinding, StageReport } from '../report/model.js';
import { isUntested } from '../report/words.js';

/** The packs a stage validated. */
export function packsOf(stage: StageReport): readonly PackReport[] {
  if (stage.stage === 'validate') return stage.packs;
  return stage.stage === 'deploy' && stage.validation !== undefined ? [stage.validation] : [];
}

/**
 * All findings of a run, each once: deploy validates again what validate has seen. What tests do not prove is advice to the author of a change; deploy
 * brings what was approved.
 */
export function findingsOf(report: Report): readonly RunFinding[] {
  const findings = report.stages.flatMap((stage) => {
    const own = packsOf(stage).flatMap(findingsOfPack);
    return stage.stage === 'deploy' ? own.filter((finding) => !isUntested(finding)) : own;
  });
  // Fingerprints count within a Git root, and a workspace can hold several.
  return [...new Map(findings.map((finding) => [`${finding.workspaceFile}\n${finding.fingerprint}`, finding])).values()];
}

/** A test that fails the run is annotated on the line of its expectation, like a finding. */
function findingsOfPack(pack: PackReport): readonly RunFinding[] {
  const seen = new Map<string, number>();
  const found = [...pack.findings, ...pack.tests.cases.flatMap((one) => ofCase(one, seen))];
  return gates(pack) ? found : found.map((one) => ({ ...one, existing: true }));
}

/** @param seen how often each fault was told; tests of one name are told apart by their order. */
function ofCase(one: CaseResult, seen: Map<string, number>): Finding[] {
  const told =
    one.outcome === 'failed'
      ? { ruleId: 'test-failed', message: `Test "${one.name}": ${one.reason ?? 'failed'}` }
      : one.newlyUndecided === true
        ? {
            ruleId: 'test-newly-undecided',
            message: `Test "${one.name}" was decided at the base and is no longer: ${one.reason ?? 'undecided'}`,
          }
        : undefined;
  if (told === undefined) return [];
  // Like the linter's: it names the test, not its line.
  const fault = [told.ruleId, one.file, one.name].join('\n');
  const occurrence = seen.get(fault) ?? 0;
  seen.set(fault, occurrence + 1);
  return [
    {
      ...told,
      severity: 'error',
      file: one.file,
      workspaceFile: one.file,
      range: { start: { line: one.line, column: 1 }, end: { line: one.line + 1, column: 1 } },
      engine: one.engine,
      fingerprint: sha256(new TextEncoder().encode(`${fault}\n${occurrence}`)).slice(0, 32),
    },
  ];
}
