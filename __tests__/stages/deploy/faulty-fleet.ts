import { readFile } from 'node:fs/promises';
import type { ChatReading, ConfigReading } from '../../../src/keeptrusts/gateway.js';
import type { Kt, KtWrite } from '../../../src/keeptrusts/kt.js';
import { parsePolicy } from '../../../src/policy/document.js';
import type { Gateway } from '../../../src/stages/gateway-target.js';
import { type FakeClock, fakeKt, health, served, UNREACHABLE } from '../world.js';

/** What may become of one write. */
export const WRITE_FAULTS = [
  'none',
  'rejected',
  'rejected but applied',
  'killed',
  'killed but applied',
  'not started',
  'reload fails',
  'turns sick',
  'overwritten by another deploy',
] as const;

export type WriteFault = (typeof WRITE_FAULTS)[number];

export interface GatewayFate {
  /** The first is what becomes of the first write to it, and so on; later ones go well. */
  readonly writes: readonly WriteFault[];
  /** How long it takes until it loads what is assigned to it. */
  readonly loadMs: number;
  /** From which reading of its configuration on it cannot be reached, and for how many. */
  readonly unreachable?: { readonly from: number; readonly times: number };
  /** At which reading of its configuration another deploy turns out to have written to it. */
  readonly overwrittenAt?: number;
}

interface Truth {
  assigned: string;
  loaded: string;
  loadAt: number;
  reads: number;
  writes: number;
  sickWith?: string;
}

const ACCEPTED: KtWrite = { kind: 'accepted' };
const REJECTED: KtWrite = { kind: 'rejected', exitCode: 1, said: 'HTTP 500' };
const KILLED: KtWrite = { kind: 'unknown', reason: 'kt was killed by SIGKILL' };

/** Gateways that poll a control plane, with everything that can go wrong between the two. */
export class FaultyFleet {
  readonly writes: string[] = [];
  readonly overwritten = new Set<string>();
  onWrite: () => void = () => {};
  chat: ChatReading = { kind: 'blocked' };
  readonly #clock: FakeClock;
  readonly #other: string;
  readonly #gateways = new Map<string, { readonly fate: GatewayFate; readonly truth: Truth }>();
  readonly #kt: Kt = fakeKt({
    push: (file, id) => this.#write(file, id),
    deploy: (file, _source, id) => this.#write(file, id),
  });

  /** @param other what another deploy brings to a gateway. */
  constructor(clock: FakeClock, other: string) {
    this.#clock = clock;
    this.#other = other;
  }

  gateway(id: string, serves: string, fate: GatewayFate): Gateway {
    this.#gateways.set(id, { fate, truth: { assigned: serves, loaded: serves, loadAt: 0, reads: 0, writes: 0 } });
    const client: Gateway['client'] = {
      id,
      url: `https://${id}.example`,
      health: async () => health(this.#of(id).truth.sickWith === this.serves(id) ? 'unhealthy' : 'healthy'),
      config: async (signal) => {
        signal?.throwIfAborted();
        return this.#read(id);
      },
      chat: async () => this.chat,
    };
    return { id, kt: this.#kt, url: client.url, client };
  }

  /** What the gateway serves at this moment. */
  serves(id: string): string {
    const { truth } = this.#of(id);
    if (this.#clock.elapsed() >= truth.loadAt) truth.loaded = truth.assigned;
    return truth.loaded;
  }

  writesTo(id: string): number {
    return this.#of(id).truth.writes;
  }

  #of(id: string): { readonly fate: GatewayFate; readonly truth: Truth } {
    const known = this.#gateways.get(id);
    if (known === undefined) throw new Error(`no gateway ${id}`);
    return known;
  }

  #read(id: string): ConfigReading {
    const { fate, truth } = this.#of(id);
    truth.reads += 1;
    if (fate.overwrittenAt === truth.reads) this.#overwrite(id);
    const { from, times } = fate.unreachable ?? { from: 0, times: 0 };
    if (truth.reads >= from && truth.reads < from + times) return UNREACHABLE;
    return served(parsePolicy(this.serves(id)).value);
  }

  #overwrite(id: string): void {
    const { truth } = this.#of(id);
    this.overwritten.add(id);
    truth.assigned = this.#other;
    truth.loadAt = 0;
  }

  async #write(file: string, id: string): Promise<KtWrite> {
    const content = await readFile(file, 'utf8');
    const { fate, truth } = this.#of(id);
    const fault = fate.writes[truth.writes] ?? 'none';
    truth.writes += 1;
    this.writes.push(id);
    this.onWrite();
    const before = this.serves(id);
    const assign = (): void => {
      truth.assigned = content;
      truth.loaded = before;
      truth.loadAt = this.#clock.elapsed() + fate.loadMs;
    };
    switch (fault) {
      case 'rejected':
        return REJECTED;
      case 'killed':
        return KILLED;
      case 'not started':
        return { kind: 'not-started', reason: 'out of memory' };
      case 'rejected but applied':
        assign();
        return REJECTED;
      case 'killed but applied':
        assign();
        return KILLED;
      case 'overwritten by another deploy':
        this.#overwrite(id);
        return ACCEPTED;
      case 'reload fails':
        assign();
        truth.loadAt = Number.POSITIVE_INFINITY;
        return ACCEPTED;
      case 'turns sick':
        assign();
        truth.sickWith = content;
        return ACCEPTED;
      case 'none':
        assign();
        return ACCEPTED;
    }
  }
}
