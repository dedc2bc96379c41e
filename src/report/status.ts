import { breakUpCommands, logLine } from './escape/log-line.js';
import type { HealthReading, Proof, ServedCommit, ServedIdentity } from './gateway-model.js';
import { EMULATED_WORDS, type Tone } from './words.js';

/** Which file's configuration a gateway serves, as far as `proof` goes. */
export type FileMatch =
  /** All that it shows is what the file says; `commit` brought the file into this state, and is absent when Git does not say which. */
  | { readonly kind: 'file'; readonly file: string; readonly commit?: string; readonly commitUnknown?: string }
  | { readonly kind: 'other'; readonly file: string; readonly differences: readonly string[]; readonly servedCommit: ServedCommit }
  | { readonly kind: 'none'; readonly file?: string; readonly reason: string };

/** The newest decision event that names a gateway, or why none is known. */
export type LastEvent =
  | { readonly kind: 'event'; readonly time: string; readonly verdict?: string; readonly configVersion?: string }
  | { readonly kind: 'none'; readonly reason: string }
  | { readonly kind: 'unread'; readonly reason: string };

export interface GatewayStatus {
  readonly id: string;
  readonly url?: string;
  readonly environment?: string;
  /** Absent when it was not asked; then `match` says why. */
  readonly health?: HealthReading;
  readonly served?: ServedIdentity;
  readonly proof: Proof;
  readonly match: FileMatch;
  readonly lastEvent: LastEvent;
}

/** One look at every gateway of an inventory. */
export interface FleetStatus {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly emulated?: true;
  readonly takenAt: string;
  readonly inventory: string;
  readonly gateways: readonly GatewayStatus[];
}

/** Longest text of a cell; the notes below the table and `--format json` have more. */
const CELL_LIMIT = 48;
const NOTE_LIMIT = 600;
/** Differences shown of one gateway. */
const DIFFERENCES_LIMIT = 5;
const COMMIT_LENGTH = 7;
const HEADINGS = ['gateway', 'environment', 'health', 'serves', 'proof', 'file', 'last event'] as const;
const NOTHING = '-';
const MARKS: Readonly<Record<Tone, string>> = { good: '✓', doubtful: '!', bad: '✗' };
const CODES: Readonly<Record<Tone, number>> = { good: 32, doubtful: 33, bad: 31 };

/** The table for a terminal, and below it a note for everything that is not as the file says. Every line is safe in a runner's log. */
export function renderStatus(status: FleetStatus, { colour }: { readonly colour: boolean }): string {
  const paint = (tone: Tone, text: string): string => (colour ? `\x1b[${CODES[tone]}m${text}\x1b[0m` : text);
  const rows = status.gateways.map((gateway) => ({ tone: toneOfGateway(gateway), cells: cellsOf(gateway) }));
  const widths = HEADINGS.map((heading, column) => Math.max(heading.length, ...rows.map(({ cells }) => lengthOf(cells[column] ?? ''))));
  const aligned = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - lengthOf(cell)))
      .join('  ')
      .trimEnd();
  const notes = [...status.gateways.flatMap(notesOf), ...eventNotes(status.gateways)];
  const lines = [
    ...(status.emulated === true ? [paint('doubtful', `! ${EMULATED_WORDS}`), ''] : []),
    `  ${aligned(HEADINGS.map((heading) => heading.toUpperCase()))}`,
    ...rows.map(({ tone, cells }) => `${paint(tone, MARKS[tone])} ${aligned(cells)}`),
    ...(notes.length === 0 ? [] : ['', ...notes]),
    '',
    sumUp(
      status,
      rows.map(({ tone }) => tone),
    ),
  ];
  return `${lines.map(breakUpCommands).join('\n')}\n`;
}

/** Good: healthy, and all it shows is what the file says. Bad: what was seen is wrong. Doubtful: too little was seen. */
function toneOfGateway({ health, match }: GatewayStatus): Tone {
  if (match.kind === 'other' || health?.status === 'unhealthy' || health?.status === 'unreachable') return 'bad';
  return match.kind === 'file' && health?.status === 'healthy' ? 'good' : 'doubtful';
}

function sumUp({ inventory, takenAt, gateways }: FleetStatus, tones: readonly Tone[]): string {
  const good = tones.filter((tone) => tone === 'good').length;
  const counted = `${good} of ${gateways.length} gateway${gateways.length === 1 ? '' : 's'}`;
  return `${counted} of ${note(inventory)} healthy and serving what the file says, as far as proven; seen once, ${minute(takenAt)}`;
}

function cellsOf({ id, environment, health, served, proof, match, lastEvent }: GatewayStatus): readonly string[] {
  const identity = [served?.name, served?.version].filter((part) => part !== undefined).join(' ');
  return [
    id,
    environment ?? NOTHING,
    health?.status ?? 'not asked',
    identity || NOTHING,
    proof,
    fileWords(match),
    eventWords(lastEvent),
  ].map((text) => logLine(text, CELL_LIMIT) || NOTHING);
}

function fileWords(match: FileMatch): string {
  const { file } = match;
  if (file === undefined) return NOTHING;
  // The end of a long path tells more than its start.
  const name = file.length > CELL_LIMIT - 20 ? `…${file.slice(-(CELL_LIMIT - 21))}` : file;
  if (match.kind === 'none') return `${name} ?`;
  if (match.kind === 'file') return `${name} ${match.commit === undefined ? 'as it is here' : short(match.commit)}`;
  const { servedCommit } = match;
  return 'commit' in servedCommit ? `${name} ${servedCommit.relation} ${short(servedCommit.commit)}` : `${name} differs`;
}

function eventWords(event: LastEvent): string {
  if (event.kind === 'unread') return 'not read';
  if (event.kind === 'none') return 'none';
  return [minute(event.time), event.verdict, event.configVersion].filter((part) => part !== undefined).join(' ');
}

const COMMIT_WORDS: Readonly<Record<'previous' | 'newer' | 'older', string>> = {
  previous: 'the state before this one; a rollout may be in progress',
  newer: 'newer than this checkout',
  older: 'older than the state before this one',
};

function notesOf({ id, health, match }: GatewayStatus): readonly string[] {
  const about = (text: string): string => `${logLine(id, CELL_LIMIT)}: ${note(text)}`;
  const healthNote = health?.detail === undefined ? [] : [about(`health: ${health.detail}`)];
  if (match.kind === 'file')
    return [...healthNote, ...(match.commitUnknown === undefined ? [] : [about(`commit not known: ${match.commitUnknown}`)])];
  if (match.kind === 'none') return [...healthNote, about(match.reason)];
  const { differences, servedCommit } = match;
  const more = differences.length - DIFFERENCES_LIMIT;
  return [
    ...healthNote,
    ...differences.slice(0, DIFFERENCES_LIMIT).map((text) => about(`differs: ${text}`)),
    ...(more > 0 ? [about(`and ${more} more differences`)] : []),
    about(servedWords(servedCommit)),
  ];
}

function servedWords(servedCommit: ServedCommit): string {
  switch (servedCommit.relation) {
    case 'none':
      return 'no commit of the file that was looked at fits what it shows';
    case 'not-checked':
      return `which commit of the file it serves is not known: ${servedCommit.reason}`;
    default:
      return `what it shows fits version ${servedCommit.version} of commit ${short(servedCommit.commit)}: ${COMMIT_WORDS[servedCommit.relation]}`;
  }
}

/** One note for each reason, with the gateways it holds for: usually one token is missing for all. */
function eventNotes(gateways: readonly GatewayStatus[]): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { id, lastEvent } of gateways) {
    if (lastEvent.kind === 'event') continue;
    const key = `${lastEvent.kind === 'none' ? 'no event' : 'events not read'}: ${lastEvent.reason}`;
    byReason.set(key, [...(byReason.get(key) ?? []), id]);
  }
  return [...byReason].map(([reason, ids]) => (ids.length === gateways.length ? note(reason) : note(`${ids.join(', ')}: ${reason}`)));
}

/** `2026-11-22 12:57 UTC`; what is no time stays as it was said. */
function minute(time: string): string {
  const milliseconds = Date.parse(time);
  if (Number.isNaN(milliseconds)) return time;
  return `${new Date(milliseconds).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function short(commit: string): string {
  return commit.slice(0, COMMIT_LENGTH);
}

function note(text: string): string {
  return logLine(text, NOTE_LIMIT);
}

/** Characters as a reader counts them; wide scripts still take two columns, which only bends the table. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}
