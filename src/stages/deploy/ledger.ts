import type { Clock } from '../../clock.js';
import type { ExpectedPolicy } from '../../keeptrusts/served-config.js';
import type { Digest } from '../../policy/digest.js';
import type { Bypass, DeployPlan, DeployReport, WaveReport } from '../../report/deploy-model.js';
import type { GatewayReport, ProbeReport } from '../../report/gateway-model.js';
import type { PackReport } from '../../report/model.js';
import type { Ending } from './ending.js';
import { Identities } from './identities.js';

export interface LedgerSettings {
  readonly clock: Clock;
  readonly phase: DeployReport['phase'];
  /** The policy file, relative to the workspace. */
  readonly file: string;
  readonly rollbackTo?: string;
  readonly emergency?: string;
}

/** A write that was begun and whose effect has not been settled. */
export interface Flight {
  readonly gateway: string;
  readonly expected: ExpectedPolicy;
  /** The state of the gateway once it is shown to serve that. */
  readonly goal: 'serving' | 'restored';
  /**
   * Whether to see it served is proof enough. It is not where it was served before the write as well, until kt accepted the write: what
   * is assigned to the gateway, and not loaded yet, may be something else.
   */
  readonly isProvenBySight: boolean;
}

/** What a deploy knows so far. The report can be made from it at any moment, so that a killed run leaves a true one. */
export class Ledger {
  digest: Digest | undefined;
  validation: PackReport | undefined;
  plan: DeployPlan | undefined;
  canary: readonly ProbeReport[] = [];
  waves: readonly WaveReport[] = [];
  bypasses: readonly Bypass[] = [];
  takenBack: DeployReport['takenBack'];
  /** Warnings that neither a gateway's report nor a canary shows. */
  readonly notes: string[] = [];
  readonly #settings: LedgerSettings;
  readonly #startedAt: string;
  readonly #started: number;
  readonly #gateways = new Map<string, GatewayReport>();
  readonly #written = new Set<string>();
  readonly #flights = new Map<string, Flight>();
  readonly #identities = new Identities();

  constructor(settings: LedgerSettings) {
    this.#settings = settings;
    this.#startedAt = settings.clock.now().toISOString();
    this.#started = settings.clock.elapsed();
  }

  /** Ids of the gateways written to, in order; one whose write is under way is among them. */
  get written(): readonly string[] {
    return [...this.#written];
  }

  get flights(): readonly Flight[] {
    return [...this.#flights.values()];
  }

  gateway(id: string): GatewayReport | undefined {
    return this.#gateways.get(id);
  }

  /** Keeps what is known of a gateway now, in place of what was known before. */
  keep(gateway: GatewayReport): void {
    const { before, after } = gateway;
    this.#gateways.set(gateway.id, {
      ...gateway,
      ...(before !== undefined && { before: this.#identities.shared(before) }),
      ...(after !== undefined && { after: this.#identities.shared(after) }),
      // A list that was added to has room for sixteen more, which is a quarter of what a gateway takes; a copy has none.
      steps: gateway.steps.slice(),
    });
  }

  /** To be called before a write: should this process die during it, the report already says that the state is unknown. */
  beginWrite(known: GatewayReport, flight: Flight): void {
    this.#written.add(known.id);
    this.#flights.set(known.id, flight);
    this.keep({ ...known, state: 'unknown' });
  }

  /** Keeps what a write came to. @returns whether there was one. */
  endWrite(settled: GatewayReport): boolean {
    this.keep(settled);
    return this.#flights.delete(settled.id);
  }

  /** To be called when kt accepted a write: what the gateway serves from now on is what counts. */
  acceptWrite(id: string): void {
    const flight = this.#flights.get(id);
    if (flight !== undefined) this.#flights.set(id, { ...flight, isProvenBySight: true });
  }

  isInFlight(id: string): boolean {
    return this.#flights.has(id);
  }

  /** Undoes `beginWrite` of a gateway's first write where nothing was sent after all. */
  withdrawWrite(known: GatewayReport): void {
    this.#written.delete(known.id);
    this.endWrite(known);
  }

  markWave(number: number, change: Partial<WaveReport>): void {
    this.waves = this.waves.map((wave) => (wave.number === number ? { ...wave, ...change } : wave));
  }

  report(ending: Ending): DeployReport {
    const { clock, phase, file, rollbackTo, emergency } = this.#settings;
    const { pack } = this.validation ?? {};
    return {
      stage: 'deploy',
      startedAt: this.#startedAt,
      durationMs: Math.round(clock.elapsed() - this.#started),
      ...ending,
      warnings: [...this.notes, ...[...this.#gateways.values()].flatMap(contradictions), ...this.canary.flatMap(undecided)],
      phase,
      ...(rollbackTo !== undefined && { rollbackTo: { commit: rollbackTo } }),
      ...(emergency !== undefined && { emergency }),
      file,
      ...(this.digest !== undefined && { digest: this.digest }),
      ...(pack !== undefined && { pack }),
      ...(this.validation !== undefined && { validation: this.validation }),
      ...(this.plan !== undefined && { plan: this.plan }),
      waves: this.waves,
      bypasses: this.bypasses,
      canary: this.canary,
      gateways: [...this.#gateways.values()],
      ...(this.takenBack !== undefined && { takenBack: this.takenBack }),
    };
  }
}

/** A write that kt did not call done, and whose effect is there all the same: somebody has to know before trusting kt's exit code. */
function contradictions(gateway: GatewayReport): readonly string[] {
  if (gateway.state !== 'serving') return [];
  const failed = gateway.steps.find((step) => step.outcome !== 'done');
  return failed === undefined ? [] : [`${gateway.id} serves this file, although ${failed.step} said: ${failed.detail ?? failed.outcome}`];
}

function undecided(canary: ProbeReport): readonly string[] {
  return canary.outcome === 'undecided' ? [`canary "${canary.name}" is undecided: ${canary.reason ?? 'no reason given'}`] : [];
}
