/**
 * The one place that sets the exit code. A run starts red and turns green only when a verdict says so: an event loop that empties early
 * (a dropped connection whose promise never settles) must not look like success.
 */
export interface Verdict {
  /** Says that the run reached its end, and whether it succeeded. */
  reach(succeeded: boolean): void;
  /** What nothing caught so far; the run may have gone on after it. */
  stray(): { readonly error: unknown } | undefined;
}

export interface ProcessLike {
  exitCode?: number | string | null | undefined;
  once(event: 'exit', listener: () => void): unknown;
  on(event: 'uncaughtException' | 'unhandledRejection', listener: (error: unknown) => void): unknown;
}

/**
 * Sets exit code 1 and keeps it until `reach(true)`.
 * @param onDefect called with an error that nothing caught, and when the process ends without a verdict (`undefined`).
 * @param onUntold called at the end of a process that was left without a verdict or failed after it, so that what the run wrote of itself is missing or
 *   says otherwise; it cannot wait for anything.
 */
export function startRed(process: ProcessLike, onDefect: (error: unknown) => void, onUntold: (error: unknown) => void = () => {}): Verdict {
  let reached = false;
  let isLate = false;
  let stray: { readonly error: unknown } | undefined;
  process.exitCode = 1;
  const defect = (error: unknown): void => {
    process.exitCode = 1;
    // Told once: telling may fail itself, and what that throws comes back here.
    if (stray !== undefined) return;
    stray = { error };
    isLate = reached;
    onDefect(error);
  };
  process.on('uncaughtException', defect);
  process.on('unhandledRejection', defect);
  process.once('exit', () => {
    if (!reached) defect(undefined);
    if (!reached || isLate) onUntold(stray?.error);
  });
  return {
    stray: () => stray,
    reach: (succeeded) => {
      reached = true;
      process.exitCode = succeeded && stray === undefined ? 0 : 1;
    },
  };
}
