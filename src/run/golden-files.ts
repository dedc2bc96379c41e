import type { TestCase } from '../policy/tests/cases.js';
import { parseGoldenFile } from '../policy/tests/golden.js';
import { Failure } from '../report/failure.js';
import type { Workspace } from '../workspace/workspace.js';

/**
 * The cases of the golden files that `canary` or `probe` names: one kind of request through a gateway, sent at different times. A file that
 * could not be read whole is refused: a case that is silently not sent would prove nothing, and seem to.
 * @param patterns paths and globs, as the option has them.
 * @throws Failure bad-input when no file matches, a file is broken (with its place), or no file holds a case.
 */
export async function readGoldenFiles(
  workspace: Workspace,
  option: 'canary' | 'probe',
  patterns: readonly string[],
): Promise<readonly TestCase[]> {
  if (patterns.length === 0) return [];
  const paths = await workspace.expand(patterns);
  const doing = `reading ${option} files ${JSON.stringify(patterns)}`;
  const nextStep = `Check the option ${option}`;
  if (paths.length === 0) throw new Failure('bad-input', { doing, cameBack: 'no file matches', nextStep });
  const files = await Promise.all(paths.map((path) => readOne(workspace, option, path)));
  const cases = files.flat();
  if (cases.length === 0) throw new Failure('bad-input', { doing, cameBack: 'the files hold no test case', nextStep });
  return cases;
}

async function readOne(workspace: Workspace, option: string, path: string): Promise<readonly TestCase[]> {
  const purpose = `${option} file`;
  const file = await workspace.locate(path, purpose);
  const { cases, problems } = parseGoldenFile((await workspace.read(file, purpose)).toString('utf8'));
  const fault = problems.find(({ severity }) => severity === 'error');
  if (fault === undefined) return cases;
  const start = fault.range?.start;
  throw new Failure('bad-input', {
    doing: `reading ${purpose} ${file.workspaceFile}${start === undefined ? '' : `:${start.line}:${start.column}`}`,
    cameBack: fault.message,
    nextStep: fault.help ?? 'Correct the file',
  });
}
