/** What may be written to a stream. */
export interface TerminalLook {
  readonly colour: boolean;
  /** Whether a line may be overwritten. */
  readonly live: boolean;
}

/**
 * What a stream takes, by the conventions of https://no-color.org and https://force-color.org, where an empty variable counts as absent.
 * FORCE_COLOR wins, as the latter and Node have it, and takes colours away with 0 (https://nodejs.org/api/tty.html). What a CI system gives as a
 * terminal is a log that keeps every state of a line.
 */
export function terminalLook(environment: Readonly<Record<string, string | undefined>>, isTerminal: boolean): TerminalLook {
  const { FORCE_COLOR: force = '', NO_COLOR: no = '', TERM: term, CI: ci = '' } = environment;
  const isCapable = isTerminal && term !== 'dumb';
  return {
    colour: force === '' ? isCapable && no === '' : force !== '0' && force !== 'false',
    live: isCapable && (ci === '' || ci === 'false' || ci === '0'),
  };
}
