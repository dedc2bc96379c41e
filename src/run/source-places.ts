import { dirname, join, relative } from 'node:path';
import { type PlaceOf, placeInWorkspace } from '../report/source-place.js';
import { isRemoteOf, readCheckout } from '../workspace/checkout.js';
import { gitRootFinder, withSlashes } from '../workspace/workspace.js';

/** The places of a workspace's files in the repositories they were checked out from; a workspace may hold several. */
export interface SourcePlaces {
  /** In the run's own repository. */
  readonly placeOf: PlaceOf;
  /** From the root of whichever repository holds the file; outside Git from the workspace. */
  readonly pathOf: (workspaceFile: string) => string;
}

/** The repository a workflow runs for. */
export interface RunRepository {
  /** `owner/name` */
  readonly name: string;
  readonly serverUrl: string;
}

/** A file's path from its Git root, outside Git from the workspace. */
interface Located {
  readonly path: string;
  readonly root?: string;
}

interface OwnCheckout {
  readonly isOwn: boolean;
  readonly commit?: string;
}

/**
 * Finds files in the checkouts of a workspace, as the runner does for what a problem matcher found: upwards to the nearest `.git`, whose remote says
 * whether it is the workflow's repository. A workflow command gets no such help: the runner makes absolute paths relative to the workspace and passes
 * others on, so below `path:` of actions/checkout they would match no file of the pull request.
 * https://github.com/actions/runner/blob/main/src/Runner.Worker/Handlers/OutputManager.cs (GetRepositoryPath)
 * https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs (IssueCommandExtension)
 *
 * The commit is the one that is checked out, because its lines are those that were counted. For `pull_request` that is, unless `ref:` says otherwise,
 * the merge commit of GITHUB_SHA: the head's lines are others as soon as the base branch moved on, and GITHUB_SHA of `pull_request_target` is the
 * base's. https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request
 *
 * Files in no Git root count from the workspace, since actions/checkout without git downloads an archive; a repository without remotes was made
 * here, and its commits are known to nobody else.
 * @param repository absent outside a workflow: every checkout counts as its own.
 */
export function sourcePlaces(workspace: string, repository?: RunRepository): SourcePlaces {
  const rootOf = gitRootFinder(workspace);
  const known = new Map<string, OwnCheckout>();
  const checkoutOf = (root: string): OwnCheckout => {
    const found = known.get(root);
    if (found !== undefined) return found;
    const { commit, remotes } = readCheckout(root);
    const isMadeHere = remotes.length === 0;
    const isOwn =
      repository === undefined || isMadeHere || remotes.some((remote) => isRemoteOf(remote, repository.serverUrl, repository.name));
    const checkout = { isOwn, ...(commit !== undefined && !isMadeHere && { commit }) };
    known.set(root, checkout);
    return checkout;
  };
  const look = (workspaceFile: string): Located => {
    if (placeInWorkspace(workspaceFile) === undefined) return { path: workspaceFile };
    const file = join(workspace, workspaceFile);
    const root = rootOf(dirname(file));
    return root === undefined ? { path: workspaceFile } : { path: withSlashes(relative(root, file)), root };
  };
  // Thousands of findings lie in a few files, and a summary that is shortened asks again at every attempt.
  const located = new Map<string, Located>();
  const inRoot = (workspaceFile: string): Located => {
    const found = located.get(workspaceFile) ?? look(workspaceFile);
    located.set(workspaceFile, found);
    return found;
  };
  return {
    pathOf: (workspaceFile) => inRoot(workspaceFile).path,
    placeOf: (workspaceFile) => {
      const { path, root } = inRoot(workspaceFile);
      if (root === undefined) return placeInWorkspace(path);
      const { isOwn, commit } = checkoutOf(root);
      return isOwn ? { path, ...(commit !== undefined && { commit }) } : undefined;
    },
  };
}
