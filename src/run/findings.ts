import { sha256 } from '../policy/sha256.js';
import type { Finding, PackReport, Report, StageReport } from '../report/model.js';

/** The packs a stage validated. */
export function packsOf(stage: StageReport): readonly PackReport[] {
  if (stage.stage === 'validate') return stage.packs;
  return stage.stage === 'deploy' && stage.validation !== undefined ? [stage.validation] : [];
}

/** All findings of a run, each once: deploy validates again what validate has seen. */
export function findingsOf(report: Report): readonly Finding[] {
  const findings = report.stages.flatMap(packsOf).flatMap(findingsOfPack);
  // Fingerprints count within a Git root, and a workspace can hold several.
  return [...new Map(findings.map((finding) => [`${finding.workspaceFile}\n${finding.fingerprint}`, finding])).values()];
}

/** A failed test is annotated on the line of its expectation, like a finding. */
function findingsOfPack(pack: PackReport): readonly Finding[] {
  const seen = new Map<string, number>();
  const failed = pack.tests.cases.flatMap((one): Finding[] => {
    if (one.outcome !== 'failed') return [];
    // Like the linter's: it names the test, not its line, and tests of one name are told apart by their order.
    const fault = ['test-failed', one.file, one.name].join('\n');
    const occurrence = seen.get(fault) ?? 0;
    seen.set(fault, occurrence + 1);
    return [
      {
        ruleId: 'test-failed',
        severity: 'error',
        message: `Test "${one.name}": ${one.reason ?? 'failed'}`,
        file: one.file,
        workspaceFile: one.file,
        range: { start: { line: one.line, column: 1 }, end: { line: one.line + 1, column: 1 } },
        engine: one.engine,
        fingerprint: sha256(new TextEncoder().encode(`${fault}\n${occurrence}`)).slice(0, 32),
      },
    ];
  });
  return [...pack.findings, ...failed];
}
