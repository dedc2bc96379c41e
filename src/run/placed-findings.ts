import { dirname, join, relative, sep } from 'node:path';
import type { Report, RunFinding } from '../report/model.js';
import { findGitRoot } from '../workspace/workspace.js';
import { findingsOf } from './findings.js';

/**
 * The findings of a run as `findingsOf` gives them, with `file` always relative to the Git root, which is how GitHub knows files. The report
 * names test files by their place in the workspace only, and a repository may be checked out below it (`path:` of actions/checkout).
 */
export async function placedFindings(report: Report, workspace: string): Promise<readonly RunFinding[]> {
  const names = new Map<string, string>();
  const placed: RunFinding[] = [];
  for (const finding of findingsOf(report)) {
    if (finding.ruleId !== 'test-failed') {
      placed.push(finding);
      continue;
    }
    const file = names.get(finding.workspaceFile) ?? (await nameInRepository(finding.workspaceFile, workspace));
    names.set(finding.workspaceFile, file);
    placed.push({ ...finding, file });
  }
  return placed;
}

async function nameInRepository(workspaceFile: string, workspace: string): Promise<string> {
  const path = join(workspace, workspaceFile);
  const root = await findGitRoot(dirname(path), workspace);
  return root === undefined ? workspaceFile : relative(root, path).split(sep).join('/');
}
