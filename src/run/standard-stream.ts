import { fstatSync, statSync, writeSync } from 'node:fs';
import { devNull } from 'node:os';

/** What of `process.stdout` and `process.stderr` is needed when writing directly does not do. */
export interface SlowStream {
  write(bytes: Uint8Array): unknown;
}

/**
 * A function that writes straight to a descriptor. `process.stdout` does the same on pipes and files, but only after loading Node's network
 * and stream modules, an eighth of an empty process at each cold start. It takes over when the system takes no more at the moment (EAGAIN)
 * or refuses: it knows how to wait, and how to report.
 * @param slow gives the stream of the same descriptor; called once, when it is needed.
 */
export function directWriter(descriptor: number, slow: () => SlowStream): (text: string) => void {
  let stream: SlowStream | undefined;
  return (text) => {
    let rest: Uint8Array = Buffer.from(text);
    try {
      while (stream === undefined && rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
    } catch {
      stream = slow();
    }
    // Once handed over, everything goes this way: two ways at a time would change the order.
    if (rest.length > 0) stream?.write(rest);
  };
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
