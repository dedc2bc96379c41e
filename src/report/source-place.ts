/** Where a file of the workspace stands in the repository that the run belongs to. */
export interface SourcePlace {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  /** The commit that is checked out there; the run's own where it is not known. */
  readonly commit?: string;
}

/** Looks up a file by its path in the workspace; undefined when it belongs to no state of the run's repository. */
export type PlaceOf = (workspaceFile: string) => SourcePlace | undefined;

/** The place of a file where the workspace is the checkout. */
export const placeInWorkspace: PlaceOf = (workspaceFile) => (staysInside(workspaceFile) ? { path: workspaceFile } : undefined);

/** True for a path with `/` that names a file below the directory it is relative to. */
export function staysInside(path: string): boolean {
  return path !== '' && !/^(?:[/\\]|[A-Za-z]:[/\\])/.test(path) && !path.split('/').includes('..');
}
