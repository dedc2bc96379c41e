import { fstatSync, statSync, writeSync } from 'node:fs';
import { devNull } from 'node:os';

/** What of `process.stdout` and `process.stderr` is needed when writing directly does not do. */
export interface SlowStream {
  write(bytes: Uint8Array): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/**
 * A function that writes straight to a descriptor. `process.stdout` does the same on pipes and files, but only after loading Node's network
 * and stream modules, an eighth of an empty process at each cold start. It takes over when the system takes no more at the moment (EAGAIN)
 * or refuses: it knows how to wait, and how to report.
 * Once nobody reads any more (EPIPE, `| head`), text is dropped: the run goes on, and its exit code and files still tell the result. Reported as
 * an error it would be written to the same place, fail again, and so on without end.
 * @param slow gives the stream of the same descriptor; called once, when it is needed.
 */
export function directWriter(descriptor: number, slow: () => SlowStream): (text: string) => void {
  let stream: SlowStream | undefined;
  let unread = false;
  return (text) => {
    if (unread) return;
    let rest: Uint8Array = Buffer.from(text);
    try {
      while (stream === undefined && rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      if (isBrokenPipe(error)) {
        unread = true;
        return;
      }
      stream = slow();
      stream.on('error', () => {
        unread = true;
      });
    }
    // Once handed over, everything goes this way: two ways at a time would change the order.
    if (rest.length > 0) stream?.write(rest);
  };
}

function isBrokenPipe(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EPIPE';
}

/** False when the descriptor cannot be a terminal; whether it is one, only the stream can say. */
export function mayBeTerminal(descriptor: number): boolean {
  try {
    const opened = fstatSync(descriptor);
    return opened.isCharacterDevice() && opened.rdev !== statSync(devNull).rdev;
  } catch {
    return true;
  }
}
