/** Where a run tells what it does. Callers may pass untrusted text: every implementation escapes it for its own channel. */
export interface Log {
  info(text: string): void;
  /** Shown only when the runner's step debugging or `--debug` is on. */
  debug(text: string): void;
  warning(text: string): void;
  /** A line on long work ("gateway 34/200"); implementations show at most one a second. */
  progress(text: string): void;
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
