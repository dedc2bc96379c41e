import { join } from 'node:path';
import { type EmulatedGatewayOptions, type Emulator, startEmulator } from '../../emulator/fleet.js';
import type { DeployReport } from '../../src/report/deploy-model.js';
import type { GatewayReport } from '../../src/report/gateway-model.js';
import { untruths } from './gateways-as-reported.js';
import type { RanStep, Scene } from './harness.js';
import { PREVIOUS } from './policies.js';

/** An emulated control plane with its gateways, and what each was assigned when last looked at: at the start, or in `mustMatch`. */
export class Fleet {
  readonly emulator: Emulator;
  readonly #before: Map<string, string | undefined>;

  private constructor(emulator: Emulator, before: Map<string, string | undefined>) {
    this.emulator = emulator;
    this.#before = before;
  }

  /**
   * Gateways by id; each serves PREVIOUS unless its options say otherwise.
   * @param name another one for each control plane of a scene.
   */
  static async start(scene: Scene, gateways: readonly (string | EmulatedGatewayOptions)[], name = 'state'): Promise<Fleet> {
    const options = gateways.map((one) => ({ config: PREVIOUS, ...(typeof one === 'string' ? { id: one } : one) }));
    const emulator = await startEmulator({ stateDirectory: join(scene.directory, name), pollIntervalMs: 30, gateways: options });
    scene.atEnd(() => emulator.stop());
    return new Fleet(emulator, new Map(options.map(({ id, config }) => [id, config])));
  }

  /** `id=url`, one line each. */
  lines(...ids: readonly string[]): string {
    return ids.map((id) => `${id}=${this.url(id)}`).join('\n');
  }

  url(id: string): string {
    return this.emulator.gateways.find((gateway) => gateway.id === id)?.url ?? '';
  }

  /** Inputs that name the control plane, with intervals short enough for a test. */
  get access(): Readonly<Record<string, string>> {
    return { 'api-url': this.emulator.apiUrl, 'api-token': this.emulator.apiToken };
  }

  /** Every gateway still is assigned, and runs, what it had when last looked at. @throws Error naming those that do not. */
  mustBeUntouched(): void {
    const touched = [...this.#before].filter(([id, text]) => {
      const truth = this.emulator.truth(id);
      return truth.assigned !== text || truth.active !== text;
    });
    if (touched.length > 0) throw new Error(`written to: ${touched.map(([id]) => id).join(', ')}`);
  }

  /** Ids of the gateways that run exactly this text. */
  serving(text: string): readonly string[] {
    return [...this.#before.keys()].filter((id) => this.emulator.truth(id).active === text);
  }

  /** Takes what the gateways have now for what the next step finds. */
  lookAgain(): void {
    for (const id of this.#before.keys()) this.#before.set(id, this.emulator.truth(id).assigned);
  }

  /**
   * Compares what the report says of each gateway with what is true of it.
   * @param text the policy file that was deployed.
   * @throws Error naming what is not true.
   */
  mustMatch(step: RanStep, text: string): DeployReport {
    return Fleet.mustAllMatch([this], step, text);
  }

  /** The same where the gateways belong to several control planes. */
  static mustAllMatch(fleets: readonly Fleet[], step: RanStep, text: string): DeployReport {
    const report = deployReport(step);
    const truths = new Map(
      fleets.flatMap((fleet) => [...fleet.#before].map(([id, before]) => [id, { before, ...fleet.emulator.truth(id) }] as const)),
    );
    const lies = untruths(report, text, truths);
    if (lies.length > 0) throw new Error(`the report is not true: ${lies.join('; ')}\n\n${step.lines.join('\n')}`);
    for (const fleet of fleets) fleet.lookAgain();
    return report;
  }
}

/** The deploy stage of a step's report. */
export function deployReport({ report, lines }: RanStep): DeployReport {
  const stage = report.stages.find((one) => one.stage === 'deploy');
  if (stage?.stage !== 'deploy') throw new Error(`the report has no deploy stage\n\n${lines.join('\n')}`);
  return stage;
}

/** Gateway states by id. */
export function statesOf(report: { readonly gateways: readonly GatewayReport[] }): Readonly<Record<string, string>> {
  return Object.fromEntries(report.gateways.map(({ id, state }) => [id, state]));
}
