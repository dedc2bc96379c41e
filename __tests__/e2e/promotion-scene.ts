import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { EmulatedGatewayOptions } from '../../emulator/fleet.js';
import type { DeployReport } from '../../src/report/deploy-model.js';
import { newRepository } from '../workspace/repository.js';
import { Fleet } from './fleet.js';
import type { Scene, Scenes } from './harness.js';
import { ALLOWS_HOURS, BLOCKS_ROADMAP, PREVIOUS, policy } from './policies.js';

export const TEXT = policy();

/** Staging and five gateways, p1 to p5: enough for three waves with one, two and two of them. */
export const PRODUCTION = ['p1', 'p2', 'p3', 'p4', 'p5'] as const;
export const ALL = ['staging', ...PRODUCTION] as const;

export interface Promotion {
  readonly scene: Scene;
  readonly fleet: Fleet;
  /** Of the states of the policy file, in order. */
  readonly commits: readonly string[];
  readonly inputs: Readonly<Record<string, string>>;
}

/**
 * A clone whose policy file went through the states, the last of which is checked out, and gateways that serve PREVIOUS unless their
 * options say otherwise.
 */
export async function openPromotion(
  scenes: Scenes,
  gateways: readonly (string | EmulatedGatewayOptions)[] = ALL,
  states: readonly string[] = [PREVIOUS, TEXT],
): Promise<Promotion> {
  const scene = await scenes.open();
  const origin = newRepository();
  scene.atEnd(async () => origin.remove());
  const tests = { 'tests/allows-hours.json': ALLOWS_HOURS };
  // PREVIOUS knows nothing of the roadmap.
  const more = { ...tests, 'tests/blocks-roadmap.json': BLOCKS_ROADMAP };
  const commits = states.map((text) => origin.commit({ 'policy-config.yaml': text, ...(text === PREVIOUS ? tests : more) }));
  origin.git('clone', '--quiet', `file://${origin.root}`, scene.workspace);
  const fleet = await Fleet.start(scene, gateways);
  const production = gateways.map((one) => (typeof one === 'string' ? one : one.id)).filter((id) => id !== 'staging');
  const inputs = {
    ...fleet.access,
    'staging-gateway': fleet.lines('staging'),
    'production-gateways': fleet.lines(...production),
    waves: '1, 3, 100%',
    interval: '50ms',
    'deploy-timeout': '20s',
  };
  return { scene, fleet, commits, inputs };
}

/** @throws Error after half a minute. */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1500; tries += 1) {
    if (await condition()) return;
    await wait(20);
  }
  throw new Error(`waited in vain until ${what}`);
}

/** Waits until the report that a running step keeps on disk says so. */
export async function untilReported(what: string, directory: string, condition: (report: DeployReport) => boolean): Promise<void> {
  await until(`the report on disk says that ${what}`, async () => {
    const name = (await readdir(directory)).find((one) => /^keeptrusts-(?:deploy|policy)-report-\d+\.json$/.test(one));
    if (name === undefined) return false;
    const report = JSON.parse(await readFile(join(directory, name), 'utf8'));
    const stage: DeployReport | undefined = report.stages.find((one: DeployReport) => one.stage === 'deploy');
    return stage !== undefined && condition(stage);
  });
}

/** Whether the wave is being watched for its bake time. */
export function isBaking(number: number): (report: DeployReport) => boolean {
  return ({ waves }) => waves.some((wave) => wave.number === number && wave.state === 'baking');
}
