/** A state of work that takes long: `gateway 34/200`, `baking 12 s of 60 s`. */
export interface Progress {
  /** What each step does, in words that stand before the count; states with the same words are of the same work. May be untrusted. */
  readonly doing: string;
  readonly done: number;
  /** The work has ended when `done` reaches it. */
  readonly of: number;
  /** Of a wait: `done` and `of` are seconds then. Absent: they are counted. */
  readonly unit?: 's';
  /** May be untrusted. */
  readonly detail?: string;
}

/** Where a run tells what it does. Callers may pass untrusted text: every implementation escapes it for its own channel. */
export interface Log {
  info(text: string): void;
  /** Shown only when the runner's step debugging or `--debug` is on. */
  debug(text: string): void;
  warning(text: string): void;
  /** To be called as often as there is news; implementations show as much of it as ProgressPace lets through. */
  progress(state: Progress): void;
  /** Runs `work` with its lines grouped under `title`; the group is closed even when `work` throws. */
  group<T>(title: string, work: () => Promise<T>): Promise<T>;
}

/** A Log that keeps nothing. */
export const SILENT_LOG: Log = {
  info: () => {},
  debug: () => {},
  warning: () => {},
  progress: () => {},
  group: (_title, work) => work(),
};
