import { afterAll, describe, expect, test } from '@jest/globals';
import type { EmulatedGatewayOptions } from '../../emulator/fleet.js';
import type { ProbeReport } from '../../src/report/gateway-model.js';
import type { VerifyReport } from '../../src/report/model.js';
import { Fleet } from './fleet.js';
import { type RanStep, type Scene, Scenes } from './harness.js';
import { NODE_NAME } from './node.js';
import { ALLOWS_HOURS, BLOCKS_ROADMAP, golden } from './policies.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

/** One kind for each verdict. */
const TEXT = [
  'pack:',
  '  name: support-desk',
  '  version: 1.4.0',
  '  enabled: true',
  'policies:',
  '  chain: [dlp-filter, pii-detector, safety-filter]',
  'policy:',
  '  dlp-filter:',
  '    action: block',
  '    blocked_terms: [internal roadmap]',
  '  pii-detector:',
  '    action: redact',
  '  safety-filter:',
  '    action: escalate',
  '    block_if: [wants to sue]',
  '',
].join('\n');

const REDACTS_ADDRESS = golden('hides an address', 'Write to jane.doe@example.com', 'redact');
const ESCALATES_THREAT = golden('asks a person about threats', 'The customer wants to sue us', 'escalate');

/** For what never comes; time enough for all that does, on a busy machine too. */
const SOON = { 'verify-timeout': '6s', consecutive: '1' };
/** What is there is seen at the first look; nothing is waited for. */
const AT_ONCE = { consecutive: '1' };

async function setUp(
  probes: Readonly<Record<string, string>>,
  gateway: Partial<EmulatedGatewayOptions> = {},
): Promise<{ scene: Scene; fleet: Fleet; inputs: Record<string, string> }> {
  const scene = await scenes.open();
  await scene.write('policy-config.yaml', TEXT);
  for (const [name, text] of Object.entries(probes)) await scene.write(`probes/${name}.json`, text);
  const fleet = await Fleet.start(scene, [{ id: 'eu', config: TEXT, ...gateway }]);
  const inputs = { ...fleet.access, gateways: fleet.lines('eu'), probe: 'probes/*.json', interval: '50ms', 'verify-timeout': '20s' };
  return { scene, fleet, inputs };
}

function probesOf({ report, lines }: RanStep): readonly ProbeReport[] {
  const stage = report.stages.find((one): one is VerifyReport => one.stage === 'verify');
  if (stage === undefined) throw new Error(`the report has no verify stage\n\n${lines.join('\n')}`);
  return stage.gateways[0]?.probes ?? [];
}

/** Name, outcome and what showed it. */
function told(step: RanStep): readonly (readonly [string, string, string | undefined])[] {
  return probesOf(step).map(({ name, outcome, shownBy }) => [name, outcome, shownBy]);
}

describe(`probes on ${NODE_NAME}`, () => {
  test.concurrent('of all four verdicts are decided by answers and events, and told from user traffic', async () => {
    const { scene, fleet, inputs } = await setUp({ a: ALLOWS_HOURS, b: BLOCKS_ROADMAP, c: REDACTS_ADDRESS, d: ESCALATES_THREAT });
    await fleet.emulator.traffic('eu', ['Good morning']);
    const step = await scene.step('verify', { ...inputs, 'allow-escalation-probes': 'true' });
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'verified' } });
    expect(told(step)).toEqual([
      ['answers about opening hours', 'passed', 'event'],
      ['keeps the roadmap inside', 'passed', 'event'],
      ['hides an address', 'passed', 'event'],
      ['asks a person about threats', 'passed', 'event'],
    ]);
    const ids = probesOf(step).map(({ requestId }) => requestId);
    expect(new Set(ids).size).toBe(4);
    for (const id of ids) expect(id).toMatch(/^keeptrusts-policy-probe-/);
    expect(step.summary).toContain('4 passed probes');
    expect(step.summary).toMatch(/```mermaid\n%%\{init: \S.*\}%%\npie showData/);
    expect(step.summary + step.lines.join('\n') + JSON.stringify(step.report)).not.toMatch(/jane\.doe|wants to sue|When do you open/);
  });

  test.concurrent('are decided by the answer alone where it shows the verdict, and no event comes', async () => {
    const { scene, inputs } = await setUp({ a: ALLOWS_HOURS, b: BLOCKS_ROADMAP }, { faults: [{ kind: 'no-events' }] });
    const step = await scene.step('verify', { ...inputs, ...AT_ONCE, 'minimum-events': '0' });
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'verified' } });
    expect(told(step)).toEqual([
      ['answers about opening hours', 'passed', 'answer'],
      ['keeps the roadmap inside', 'passed', 'answer'],
    ]);
  });

  test.concurrent('make silence count: their events are due', async () => {
    const { scene, inputs } = await setUp({ a: ALLOWS_HOURS }, { faults: [{ kind: 'no-events' }] });
    const step = await scene.step('verify', { ...inputs, ...SOON });
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'silent' } });
  });

  test.concurrent('are not proven to be recorded by the events of traffic before them', async () => {
    const { scene, fleet, inputs } = await setUp({ a: ALLOWS_HOURS, b: BLOCKS_ROADMAP });
    await fleet.emulator.traffic('eu', ['Good morning', 'the internal roadmap']);
    fleet.emulator.setFault('eu', { kind: 'no-events' });
    const step = await scene.step('verify', { ...inputs, ...SOON });
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'silent' } });
    expect(step.errors[0]?.message).toContain('0 of 1 event with a request id of the probes');
    expect(told(step).map(([, outcome]) => outcome)).toEqual(['passed', 'passed']);
  });

  test.concurrent('that only an event can decide stay undecided without it, and nothing decided is unproven', async () => {
    const { scene, inputs } = await setUp({ c: REDACTS_ADDRESS }, { faults: [{ kind: 'no-events' }] });
    const step = await scene.step('verify', { ...inputs, ...SOON, 'minimum-events': '0' });
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'unproven' } });
    expect(told(step)).toEqual([['hides an address', 'undecided', undefined]]);
    expect(step.errors[0]?.message).toContain('a normal answer does not show whether the gateway would redact');
  });

  test.concurrent('wait for an event that comes late', async () => {
    const { scene, inputs } = await setUp({ c: REDACTS_ADDRESS }, { faults: [{ kind: 'late-events', ms: 1500 }] });
    const step = await scene.step('verify', inputs);
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'verified' } });
    expect(told(step)).toEqual([['hides an address', 'passed', 'event']]);
  });

  test.concurrent('find a gateway that shows this policy and does not apply it', async () => {
    const { scene, inputs } = await setUp(
      { a: ALLOWS_HOURS, b: BLOCKS_ROADMAP, c: REDACTS_ADDRESS },
      { faults: [{ kind: 'policies-off' }] },
    );
    const step = await scene.step('verify', { ...inputs, ...AT_ONCE });
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'mismatch' } });
    expect(probesOf(step).map(({ outcome }) => outcome)).toEqual(['passed', 'failed', 'failed']);
    expect(step.errors[0]?.message).toContain('keeps the roadmap inside');
    expect(step.summary).toContain('❌ `keeps the roadmap inside`');
  });

  test.concurrent('are undecided when the model provider throttles, each sent once', async () => {
    const faults = [{ kind: 'upstream-error', status: 429 } as const, { kind: 'no-events' } as const];
    const { scene, inputs } = await setUp({ a: ALLOWS_HOURS, b: BLOCKS_ROADMAP }, { faults });
    const step = await scene.step('verify', { ...inputs, ...AT_ONCE, 'minimum-events': '0' });
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'verified' } });
    expect(told(step)).toEqual([
      ['answers about opening hours', 'undecided', undefined],
      ['keeps the roadmap inside', 'passed', 'answer'],
    ]);
    expect(step.annotations.map(({ message }) => message).join('\n') + step.summary).toContain('HTTP 429');
  });

  test.concurrent('through a gateway that serves something else are not sent', async () => {
    const { scene, fleet, inputs } = await setUp({ a: ALLOWS_HOURS }, { config: TEXT.replace('1.4.0', '1.3.0') });
    const step = await scene.step('verify', { ...inputs, ...SOON });
    expect(step.outputs.result).toBe('mismatch');
    expect(probesOf(step)).toEqual([]);
    expect(fleet.emulator.events()).toEqual([]);
  });
});

describe(`probes that expect escalate, on ${NODE_NAME}`, () => {
  test.concurrent.each(['production', undefined])('are refused before anything is sent, in environment %s', async (environment) => {
    const { scene, fleet, inputs } = await setUp({ a: ALLOWS_HOURS, d: ESCALATES_THREAT });
    await scene.write('.github/keeptrusts.yml', inventory(fleet, environment));
    const step = await scene.step('verify', { ...inputs, gateways: 'eu' });
    expect(step.exitCode).toBe(1);
    expect(step.report.stages).toEqual([]);
    expect(step.errors[0]?.message).toMatch(/asks a person about threats.*eu \((production|not known)\).*allow-escalation-probes/s);
    expect(fleet.emulator.events()).toEqual([]);
  });

  test.concurrent('are sent to staging', async () => {
    const { scene, fleet, inputs } = await setUp({ d: ESCALATES_THREAT });
    await scene.write('.github/keeptrusts.yml', inventory(fleet, 'staging'));
    const step = await scene.step('verify', { ...inputs, gateways: 'eu' });
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'verified' } });
    expect(told(step)).toEqual([['asks a person about threats', 'passed', 'event']]);
  });
});

describe(`files of probes, on ${NODE_NAME}`, () => {
  test.concurrent.each([
    ['broken', { z: '{\n  "name": "a",\n  "input": }' }, 'reading probe file probes/z.json:3:12'],
    ['none', {}, 'no file matches'],
  ])('that are %s are bad input', async (_name, probes, words) => {
    const { scene, fleet, inputs } = await setUp(probes);
    const step = await scene.step('verify', inputs);
    expect(step.exitCode).toBe(1);
    expect(step.report.stages).toEqual([]);
    expect(step.errors[0]?.message).toContain(words);
    expect(fleet.emulator.events()).toEqual([]);
  });
});

function inventory(fleet: Fleet, environment: string | undefined): string {
  const label = environment === undefined ? '' : `, environment: ${environment}`;
  return `gateways:\n  eu: { url: "${fleet.url('eu')}"${label} }\n`;
}
