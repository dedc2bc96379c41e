import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WriteQueue, writeFileAtomically } from './files.js';
import { isObject, type JsonObject, listOf, textAt, valueAt } from './values.js';

/** Versions a gateway can be reverted to; older ones are forgotten so that a long-running emulator stays small. */
const HISTORY_LIMIT = 100;

/** Events kept; a query reads from memory. */
const EVENT_LIMIT = 20_000;

export interface PackName {
  readonly name: string;
  readonly version: string;
}

/** One saved version of a gateway's configuration. */
export interface SavedConfig {
  /** Counts from 1 per gateway; not the pack's version. */
  readonly version: number;
  readonly text: string;
  readonly pack: PackName;
  readonly savedAt: string;
  /** How it came: `push`, `deploy from <id>`, `revert to <n>`, `seed`. */
  readonly origin: string;
}

export interface GatewayRecord {
  readonly id: string;
  readonly environment?: string;
  readonly created: string;
  /** Oldest first; the last one is assigned. */
  readonly history: readonly SavedConfig[];
}

export interface EventQuery {
  /** Milliseconds since the epoch. */
  readonly sinceMs?: number;
  readonly verdict?: string;
  readonly limit: number;
}

interface Folder {
  readonly directory: string;
  readonly now: () => Date;
  readonly token: string;
  readonly gateways: ReadonlyMap<string, GatewayRecord>;
  readonly events: readonly JsonObject[];
}

/**
 * What the control plane knows, kept in a folder: `api-token`, `tokens.json`, `gateways/<id>.json`, `events.jsonl`. Every file is
 * replaced as a whole except the events, which are appended line by line; a line cut by a kill is dropped at the next start.
 */
export class EmulatorState {
  /** The token made for this folder; also in the file `api-token`. */
  readonly apiToken: string;
  readonly #folder: Folder;
  readonly #gateways: Map<string, GatewayRecord>;
  readonly #queues = new Map<string, WriteQueue>();
  readonly #eventQueue = new WriteQueue();
  readonly #tokens: ReadonlyMap<string, string>;
  #events: JsonObject[];

  private constructor(folder: Folder, tokens: ReadonlyMap<string, string>) {
    this.#folder = folder;
    this.apiToken = folder.token;
    this.#gateways = new Map(folder.gateways);
    this.#events = [...folder.events];
    this.#tokens = tokens;
  }

  /**
   * Opens or creates the folder.
   * @throws Error when a file in it is not what this class writes.
   */
  static async open(directory: string, now: () => Date = () => new Date()): Promise<EmulatorState> {
    await mkdir(join(directory, 'gateways'), { recursive: true });
    const tokens = await readTokens(directory);
    const gateways = await readGateways(join(directory, 'gateways'));
    const events = await readEvents(join(directory, 'events.jsonl'));
    const [token = ''] = tokens.keys();
    return new EmulatorState({ directory, now, token, gateways, events }, tokens);
  }

  /** The label of an accepted token, or undefined. */
  labelOf(token: string): string | undefined {
    return this.#tokens.get(token);
  }

  gateways(): readonly GatewayRecord[] {
    return [...this.#gateways.values()];
  }

  gateway(id: string): GatewayRecord | undefined {
    return this.#gateways.get(id);
  }

  /** Makes the gateway known; a known one keeps its configuration. */
  register(id: string, environment?: string): Promise<GatewayRecord> {
    return this.#queue(id).add(async () => {
      const known = this.#gateways.get(id);
      if (known !== undefined && known.environment === environment) return known;
      const base = known ?? { id, created: this.#folder.now().toISOString(), history: [] };
      return this.#save(environment === undefined ? base : { ...base, environment });
    });
  }

  /**
   * Saves a new version and assigns it. Readers see it only once it is on disk.
   * @returns undefined when no such gateway is registered.
   */
  assign(id: string, content: Pick<SavedConfig, 'text' | 'pack'>, origin: string): Promise<SavedConfig | undefined> {
    return this.#queue(id).add(async () => {
      const record = this.#gateways.get(id);
      if (record === undefined) return undefined;
      const version = (record.history.at(-1)?.version ?? 0) + 1;
      const saved: SavedConfig = { version, text: content.text, pack: content.pack, origin, savedAt: this.#folder.now().toISOString() };
      await this.#save({ ...record, history: [...record.history, saved].slice(-HISTORY_LIMIT) });
      return saved;
    });
  }

  /** Stores events in the order given, oldest first. */
  addEvents(events: readonly JsonObject[]): Promise<void> {
    return this.#eventQueue.add(async () => {
      await appendFile(join(this.#folder.directory, 'events.jsonl'), events.map((event) => `${JSON.stringify(event)}\n`).join(''), {
        mode: 0o600,
      });
      this.#events.push(...events);
      if (this.#events.length > EVENT_LIMIT) this.#events = this.#events.slice(-EVENT_LIMIT);
    });
  }

  /** Events by their own timestamp, newest first. */
  events(query: EventQuery): readonly JsonObject[] {
    const since = query.sinceMs;
    const fitting = this.#events.filter(
      (event) => (since === undefined || timeOf(event) >= since) && (query.verdict === undefined || event.verdict === query.verdict),
    );
    // Reversed first: of two with one timestamp, the one recorded later is the newer.
    return fitting
      .reverse()
      .sort((a, b) => timeOf(b) - timeOf(a))
      .slice(0, query.limit);
  }

  /** Resolves when every write that was begun has ended. */
  async settled(): Promise<void> {
    await Promise.all([...this.#queues.values(), this.#eventQueue].map((queue) => queue.settled()));
  }

  #queue(id: string): WriteQueue {
    const queue = this.#queues.get(id) ?? new WriteQueue();
    this.#queues.set(id, queue);
    return queue;
  }

  async #save(record: GatewayRecord): Promise<GatewayRecord> {
    const file = join(this.#folder.directory, 'gateways', `${encodeURIComponent(record.id)}.json`);
    await writeFileAtomically(file, `${JSON.stringify({ ...record, emulated: true }, undefined, 2)}\n`);
    this.#gateways.set(record.id, record);
    return record;
  }
}

function timeOf(event: JsonObject): number {
  const time = Date.parse(textAt(event, 'timestamp') ?? '');
  return Number.isNaN(time) ? 0 : time;
}

async function readTokens(directory: string): Promise<ReadonlyMap<string, string>> {
  const file = join(directory, 'tokens.json');
  const stored = await readIfPresent(file);
  if (stored !== undefined) {
    const pairs = listOf(valueAt(parseStored(file, stored), 'tokens')).flatMap((entry): [string, string][] => {
      const token = textAt(entry, 'token');
      return token === undefined ? [] : [[token, textAt(entry, 'label') ?? 'unnamed']];
    });
    if (pairs.length === 0) throw new Error(`emulator state ${file} holds no token. Delete the folder to start over`);
    return new Map(pairs);
  }
  const token = `kt_emulated_${randomBytes(16).toString('hex')}`;
  const label = 'emulator (emulated)';
  await writeFileAtomically(join(directory, 'api-token'), token);
  await writeFileAtomically(file, `${JSON.stringify({ tokens: [{ token, label }], emulated: true }, undefined, 2)}\n`);
  return new Map([[token, label]]);
}

async function readGateways(directory: string): Promise<ReadonlyMap<string, GatewayRecord>> {
  const gateways = new Map<string, GatewayRecord>();
  const names = (await readdir(directory)).filter((name) => name.endsWith('.json')).sort();
  for (const name of names) {
    const file = join(directory, name);
    const record = gatewayRecordOf(parseStored(file, await readFile(file, 'utf8')));
    if (record === undefined) throw new Error(`emulator state ${file} is not a gateway record. Delete the folder to start over`);
    gateways.set(record.id, record);
  }
  return gateways;
}

function gatewayRecordOf(value: unknown): GatewayRecord | undefined {
  const id = textAt(value, 'id');
  const created = textAt(value, 'created');
  if (id === undefined || created === undefined) return undefined;
  const environment = textAt(value, 'environment');
  const history = listOf(valueAt(value, 'history')).flatMap((entry): SavedConfig[] => {
    const version = valueAt(entry, 'version');
    const text = textAt(entry, 'text');
    if (typeof version !== 'number' || text === undefined) return [];
    const pack = { name: textAt(entry, 'pack', 'name') ?? '', version: textAt(entry, 'pack', 'version') ?? '' };
    return [{ version, text, pack, savedAt: textAt(entry, 'savedAt') ?? created, origin: textAt(entry, 'origin') ?? 'unknown' }];
  });
  return { id, created, history, ...(environment === undefined ? {} : { environment }) };
}

async function readEvents(file: string): Promise<readonly JsonObject[]> {
  const stored = await readIfPresent(file);
  if (stored === undefined) return [];
  const events = stored.split('\n').flatMap((line): JsonObject[] => {
    const event = line === '' ? undefined : parsedLine(line);
    return event === undefined ? [] : [event];
  });
  const kept = events.slice(-EVENT_LIMIT);
  const text = kept.map((event) => `${JSON.stringify(event)}\n`).join('');
  if (text !== stored) await writeFileAtomically(file, text);
  return kept;
}

function parsedLine(line: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function parseStored(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`emulator state ${file} is not JSON. Delete the folder to start over`, { cause: error });
  }
}

async function readIfPresent(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (textAt(error, 'code') === 'ENOENT') return undefined;
    throw error;
  }
}
