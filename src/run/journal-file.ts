import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { Failure, messageOf } from '../report/failure.js';
import type { Journal, WriteBegun, WriteEnded } from '../stages/deploy/journal.js';

export interface JournalFile extends Journal {
  readonly path: string;
  /** Says that the run ended by itself and told everything: nobody has to look after it. */
  close(): void;
}

const CLOSED = { event: 'closed' } as const;

/**
 * A journal of one JSON line for every write begun and ended, each forced to disk before the method returns.
 * @param announce called once, right before the first line, with the path: the place where the post entry finds it.
 */
export function createJournalFile(path: string, announce: (path: string) => void): JournalFile {
  let descriptor: number | undefined;
  const append = (line: object): void => {
    if (descriptor === undefined) {
      descriptor = openSync(path, 'ax', 0o600);
      announce(path);
    }
    writeSync(descriptor, `${JSON.stringify(line)}\n`);
    fsyncSync(descriptor);
  };
  return {
    path,
    begin: (write) => {
      try {
        append({ event: 'begin', ...write });
      } catch (error) {
        throw new Failure('bad-input', {
          doing: `writing down that gateway ${write.gateway} is about to be written to, in ${path}`,
          cameBack: messageOf(error),
          nextStep: "Check that this runner's temporary directory is writable and has room. Nothing was sent to this gateway",
        });
      }
    },
    end: (write) => append({ event: 'end', ...write }),
    close: () => {
      if (descriptor === undefined) return;
      append(CLOSED);
      closeSync(descriptor);
      descriptor = undefined;
    },
  };
}

/** What a process that died has left: writes in their order, each with its end where that was reached. */
export interface LeftBehind {
  readonly closed: boolean;
  readonly writes: readonly (WriteBegun & { readonly ended?: WriteEnded['state'] })[];
}

/**
 * Reads a journal. A last line that was cut off counts for nothing: what it announces was not sent.
 * @throws Failure bad-input when the file cannot be read.
 */
export function readJournalFile(path: string): LeftBehind {
  const writes: (WriteBegun & { ended?: WriteEnded['state'] })[] = [];
  let closed = false;
  for (const line of linesOf(path)) {
    const entry = parseLine(line);
    if (entry?.event === 'begin') {
      const { event: _, ...write } = entry;
      writes.push(write);
    } else if (entry?.event === 'end') {
      const write = writes.findLast(({ gateway }) => gateway === entry.gateway);
      if (write !== undefined) write.ended = entry.state;
    } else if (entry?.event === 'closed') closed = true;
  }
  return { closed, writes };
}

type Line = ({ readonly event: 'begin' } & WriteBegun) | ({ readonly event: 'end' } & WriteEnded) | typeof CLOSED;

function linesOf(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch (error) {
    throw new Failure('bad-input', {
      doing: `reading what the deploy left behind in ${path}`,
      cameBack: messageOf(error),
      nextStep: 'Read what every gateway of this deploy serves',
    });
  }
}

/** The file is this program's own, written by the same release in the same job: its lines have the form they were written in, or none. */
function parseLine(line: string): Line | undefined {
  if (line === '') return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return isLine(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isLine(value: unknown): value is Line {
  if (typeof value !== 'object' || value === null || !('event' in value)) return false;
  if (value.event === 'closed') return true;
  if (!('gateway' in value) || typeof value.gateway !== 'string') return false;
  if (value.event === 'end') return 'state' in value && typeof value.state === 'string';
  return value.event === 'begin' && 'to' in value && typeof value.to === 'object' && value.to !== null;
}
