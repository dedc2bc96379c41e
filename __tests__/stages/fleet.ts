import { readFile } from 'node:fs/promises';
import type { ChatReading, ConfigReading } from '../../src/keeptrusts/gateway.js';
import type { Kt, KtWrite } from '../../src/keeptrusts/kt.js';
import { parsePolicy } from '../../src/policy/document.js';
import type { Gateway } from '../../src/stages/gateway-target.js';
import { fakeKt, health, served } from './world.js';

export interface Member {
  readonly url?: boolean;
  readonly apiUrl?: string;
  readonly serves?: string;
}

/** Gateways that serve what is pushed to them through kt, and a record of all that was written. */
export class Fleet {
  /** `push staging`, `deploy staging to eu`: every write, in order. */
  readonly writes: string[] = [];
  readonly chats: string[] = [];
  /** What each gateway serves. */
  readonly serves = new Map<string, string>();
  readonly kts = new Map<string, Kt>();
  /** May change what a write comes to; without an answer it takes effect. */
  onWrite: (id: string) => KtWrite | undefined | Promise<KtWrite | undefined> = () => undefined;
  /** May change what a gateway answers. */
  onRead: (id: string) => ConfigReading | undefined = () => undefined;
  onChat: (id: string, text: string) => ChatReading = () => ({ kind: 'allowed' });
  testing: Partial<Kt> = {};

  gateway(id: string, { url = true, apiUrl, serves }: Member = {}): Gateway {
    if (serves !== undefined) this.serves.set(id, serves);
    const base = { id, kt: this.kt(apiUrl), ...(apiUrl !== undefined && { apiUrl }) };
    if (!url) return base;
    return {
      ...base,
      url: `https://${id}.example`,
      client: {
        id,
        url: `https://${id}.example`,
        health: async (signal) => {
          signal?.throwIfAborted();
          return health('healthy');
        },
        config: async (signal) => {
          signal?.throwIfAborted();
          return this.onRead(id) ?? served(parsePolicy(this.serves.get(id) ?? '').value);
        },
        chat: async ({ messages }, signal) => {
          signal?.throwIfAborted();
          const text = messages.map(({ content }) => content).join('\n');
          this.chats.push(`${id}: ${text}`);
          return this.onChat(id, text);
        },
      },
    };
  }

  /** The kt of a control plane; the same object for the same one. */
  kt(apiUrl = ''): Kt {
    const known = this.kts.get(apiUrl);
    if (known !== undefined) return known;
    const write = async (line: string, file: string, id: string): Promise<KtWrite> => {
      this.writes.push(line);
      const given = await this.onWrite(id);
      if (given !== undefined) return given;
      this.serves.set(id, await readFile(file, 'utf8'));
      return { kind: 'accepted' };
    };
    const kt = fakeKt({
      push: (file, id) => write(`push ${id}`, file, id),
      deploy: (file, source, id) => write(`deploy ${source} to ${id}`, file, id),
      ...this.testing,
    });
    this.kts.set(apiUrl, kt);
    return kt;
  }
}
