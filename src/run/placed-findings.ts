import type { Report, RunFinding } from '../report/model.js';
import { findingsOf, packsOf } from './findings.js';
import type { SourcePlaces } from './source-places.js';

/** The findings of a run where Git has them. */
export interface PlacedFindings {
  /** As `findingsOf` gives them, with `file` relative to the root of the repository that holds it, outside Git to the workspace. */
  readonly findings: readonly RunFinding[];
  /** The commit of the run's own repository that all packs are of; absent when there is no such one. */
  readonly revision?: string;
}

/** The report names test files by their place in the workspace only, and a repository may be checked out below it (`path:` of actions/checkout). */
export function placedFindings(report: Report, { placeOf, pathOf }: SourcePlaces): PlacedFindings {
  const findings = findingsOf(report).map((finding) => ({ ...finding, file: pathOf(finding.workspaceFile) }));
  const files = new Set(report.stages.flatMap(packsOf).map(({ file }) => file));
  const commits = [...files].map((file) => {
    const place = placeOf(file);
    return place && (place.commit ?? report.run?.commit);
  });
  const [revision = report.run?.commit] = commits;
  return { findings, ...(revision !== undefined && commits.every((commit) => commit === revision) && { revision }) };
}
