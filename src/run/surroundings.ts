import type { Clock } from '../clock.js';
import type { Log } from '../report/log.js';
import type { RunIdentity } from '../report/model.js';
import type { SecretKeeper } from '../report/redact.js';

/** Where a run takes place: a step of a workflow, or a terminal. The stages see none of this. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The checkout; files outside it are refused. */
  readonly workspaceRoot: string;
  /** The directory relative paths of the user start from, before `working-directory`. */
  readonly directory: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Who hides secrets in everything that is written, told of those that become known on the way. */
  readonly secrets?: SecretKeeper;
  readonly signal: AbortSignal;
  /** A directory of this run's own, made when it is first read and removed at the run's end. */
  readonly temporaryDirectory: string;
  readonly run?: RunIdentity;
  /** Name of the workflow event, e.g. `pull_request_target`. */
  readonly event?: string;
  /** Where the journal of writes goes, and who is told of its path before the first line; absent where no post step looks after it. */
  readonly keepJournal?: { readonly directory: string; readonly announce: (path: string) => void };
  /** Absolute path of the release record; absent when none is wanted. */
  readonly recordPath?: string;
  /** Offers the directory of a tool this run installed to the steps that follow; absent in a terminal. */
  readonly addToPath?: (directory: string) => void;
}
