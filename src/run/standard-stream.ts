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
 * A Windows console is always the stream's: bytes written to it directly are read in the console's code page, which is seldom UTF-8.
 * @param slow gives the stream of the same descriptor; called once, when it is needed.
 */
export function directWriter(
  descriptor: number,
  slow: () => SlowStream,
  platform: NodeJS.Platform = process.platform,
): (text: string) => void {
  let unread = false;
  const takeOver = (): SlowStream => {
    const stream = slow();
    stream.on('error', () => {
      unread = true;
    });
    return stream;
  };
  let stream = platform === 'win32' && mayBeTerminal(descriptor) ? takeOver() : undefined;
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
      stream = takeOver();
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
