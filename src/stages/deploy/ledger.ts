import type { Clock } from '../../clock.js';
import type { Digest } from '../../policy/digest.js';
import type { DeployReport } from '../../report/deploy-model.js';
import type { GatewayReport, ProbeReport } from '../../report/gateway-model.js';
import type { PackReport } from '../../report/model.js';
import type { Ending } from './ending.js';

export interface LedgerSettings {
  readonly clock: Clock;
  readonly phase: DeployReport['phase'];
  /** The policy file, relative to the workspace. */
  readonly file: string;
}

/** What a deploy knows so far. The report can be made from it at any moment, so that a killed run leaves a true one. */
export class Ledger {
  digest: Digest | undefined;
  validation: PackReport | undefined;
  canary: readonly ProbeReport[] = [];
  readonly #settings: LedgerSettings;
  readonly #startedAt: string;
  readonly #started: number;
  readonly #gateways = new Map<string, GatewayReport>();
  readonly #written: string[] = [];

  constructor(settings: LedgerSettings) {
    this.#settings = settings;
    this.#startedAt = settings.clock.now().toISOString();
    this.#started = settings.clock.elapsed();
  }

  /** Ids of the gateways written to, in order; one whose write is under way is among them. */
  get written(): readonly string[] {
    return this.#written;
  }

  gateway(id: string): GatewayReport | undefined {
    return this.#gateways.get(id);
  }

  /** Keeps what is known of a gateway now, in place of what was known before. */
  keep(gateway: GatewayReport): void {
    this.#gateways.set(gateway.id, gateway);
  }

  /** To be called before a write: should this process die during it, the report already says that the state is unknown. */
  beginWrite(known: GatewayReport): void {
    this.#written.push(known.id);
    this.keep({ ...known, state: 'unknown' });
  }

  /** Undoes `beginWrite` where nothing was written after all. */
  takeBack(known: GatewayReport): void {
    this.#written.splice(this.#written.lastIndexOf(known.id), 1);
    this.keep(known);
  }

  report(ending: Ending): DeployReport {
    const { clock, phase, file } = this.#settings;
    const { pack } = this.validation ?? {};
    return {
      stage: 'deploy',
      startedAt: this.#startedAt,
      durationMs: Math.round(clock.elapsed() - this.#started),
      ...ending,
      warnings: [...[...this.#gateways.values()].flatMap(contradictions), ...this.canary.flatMap(undecided)],
      phase,
      file,
      ...(this.digest !== undefined && { digest: this.digest }),
      ...(pack !== undefined && { pack }),
      ...(this.validation !== undefined && { validation: this.validation }),
      canary: this.canary,
      gateways: [...this.#gateways.values()],
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
