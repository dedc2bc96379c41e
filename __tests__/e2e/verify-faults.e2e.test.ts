import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, test } from '@jest/globals';
import { call } from '../../emulator/client.js';
import type { GatewayFault } from '../../emulator/faults.js';
import type { EmulatedGatewayOptions } from '../../emulator/fleet.js';
import type { GatewayReport } from '../../src/report/gateway-model.js';
import type { VerifyReport } from '../../src/report/model.js';
import { hasOpenssl, makeCertificate } from '../faults/certificate.js';
import { type FaultyServer, json, type Script, startFaultyServer } from '../faults/server.js';
import { Fleet } from './fleet.js';
import { type RanStep, type Scene, Scenes } from './harness.js';
import { commitAfterPrevious } from './history.js';
import { NODE_NAME } from './node.js';
import { ALLOWS_HOURS, PREVIOUS, policy } from './policies.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

const TEXT = policy();

/** For what never becomes good. */
const SOON = { 'verify-timeout': '3s', consecutive: '1' };

/** `verify-timeout`, one last look, whose reads may take ten seconds, and what a busy machine adds. */
const LAST_LOOK_MS = 15_000;

async function setUp(
  gateways: readonly EmulatedGatewayOptions[],
  text = TEXT,
): Promise<{ scene: Scene; fleet: Fleet; inputs: Record<string, string> }> {
  const scene = await scenes.open();
  await scene.write('policy-config.yaml', text);
  const fleet = await Fleet.start(
    scene,
    gateways.map((gateway) => ({ config: text, ...gateway })),
  );
  const lines = fleet.lines(...gateways.map(({ id }) => id));
  return { scene, fleet, inputs: { ...fleet.access, gateways: lines, interval: '50ms', 'verify-timeout': '20s' } };
}

function verifyReport({ report, lines }: RanStep): VerifyReport {
  const stage = report.stages.find((one) => one.stage === 'verify');
  if (stage?.stage !== 'verify') throw new Error(`the report has no verify stage\n\n${lines.join('\n')}`);
  return stage;
}

function theGateway(step: RanStep): GatewayReport {
  const [gateway] = verifyReport(step).gateways;
  if (gateway === undefined) throw new Error('the report has no gateway');
  return gateway;
}

/** Assigns another configuration, as a deployment of somebody else would. */
async function assign({ emulator }: Fleet, id: string, config: string): Promise<void> {
  const url = `${emulator.apiUrl}/v1/emulated/gateways/${id}/config`;
  const { status } = await call({ method: 'PUT', url, token: emulator.apiToken, body: { config } });
  if (status !== 200) throw new Error(`the emulated control plane answered ${status}`);
}

async function serve(scene: Scene, script: Script, options: Parameters<typeof startFaultyServer>[1] = {}): Promise<FaultyServer> {
  const server = await startFaultyServer(script, options);
  scene.atEnd(() => server.close());
  return server;
}

async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1500; tries += 1) {
    if (await condition()) return;
    await wait(20);
  }
  throw new Error(`waited in vain until ${what}`);
}

interface Row {
  readonly fault: string;
  readonly faults?: readonly GatewayFault[];
  readonly inputs?: Readonly<Record<string, string>>;
  readonly result: string | readonly string[];
  /** In the error annotation: what was seen, in words. */
  readonly words: RegExp;
}

/** Every read is answered by the fault; where only one is, the other shows that the fault is not taken for something else. */
const FAULTS: readonly Row[] = [
  { fault: 'slower than a read may be', faults: [{ kind: 'slow', ms: 30_000 }], result: 'unreachable', words: /no answer within \d+ ms/ },
  { fault: '500 to everything', faults: [{ kind: 'status', status: 500 }], result: 'unhealthy', words: /HTTP 500/ },
  {
    fault: '500 instead of its configuration',
    faults: [{ kind: 'status', status: 500, on: ['config'] }],
    result: 'unproven',
    words: /\/keeptrusts\/config answered HTTP 500/,
  },
  { fault: 'bodies cut in the middle', faults: [{ kind: 'dropped-body' }], result: 'unreachable', words: /dropped in the middle/ },
  {
    fault: 'a configuration cut in the middle',
    faults: [{ kind: 'dropped-body', on: ['config'] }],
    result: 'unreachable',
    words: /dropped in the middle/,
  },
  {
    fault: 'a configuration that stalls',
    faults: [{ kind: 'stalled-body', on: ['config'] }],
    result: 'unreachable',
    words: /the body was not complete within \d+ ms/,
  },
  {
    fault: '429 with a Retry-After far away',
    faults: [{ kind: 'rate-limited', ms: 3_600_000 }],
    result: 'unhealthy',
    words: /HTTP 429/,
  },
  {
    fault: 'a configuration over 1 MiB',
    faults: [{ kind: 'huge-body', on: ['config'] }],
    result: 'unproven',
    words: /larger than the 1048576 bytes/,
  },
  { fault: 'half a configuration', faults: [{ kind: 'bad-json', on: ['config'] }], result: 'unproven', words: /the body is not JSON/ },
  { fault: 'half a health report', faults: [{ kind: 'bad-json', on: ['health'] }], result: 'unhealthy', words: /the body is not JSON/ },
  { fault: 'a sign-in page', faults: [{ kind: 'html' }], result: 'unhealthy', words: /HTML instead of JSON/ },
  {
    fault: 'a sign-in page instead of its configuration',
    faults: [{ kind: 'html', on: ['config'] }],
    result: 'unproven',
    words: /HTML instead of JSON/,
  },
  {
    fault: 'another version',
    faults: [{ kind: 'shows-version', version: '1.3.9' }],
    result: 'mismatch',
    words: /1\.4\.0.*1\.3\.9|1\.3\.9.*1\.4\.0/,
  },
  {
    fault: 'the right version with another chain',
    faults: [{ kind: 'shows-chain', chain: ['dlp-filter', 'prompt-injection', 'audit-logger'] }],
    result: 'mismatch',
    words: /chain/,
  },
  {
    fault: 'a configuration that it never ends loading, healthy meanwhile',
    faults: [{ kind: 'loading' }],
    inputs: { consecutive: '2' },
    result: 'timed-out',
    words: /HTTP 503 from \/readyz, although \/health says healthy/,
  },
  {
    fault: 'health that comes and goes',
    faults: [{ kind: 'flapping' }],
    inputs: { consecutive: '2', 'verify-timeout': '2s' },
    result: ['unhealthy', 'timed-out'],
    words: /unhealthy|good answers in a row/,
  },
];

describe(`verify on ${NODE_NAME} ends in time, and not well, at a gateway with`, () => {
  test.concurrent.each(FAULTS)('$fault', async ({ faults = [], inputs: more, result, words }) => {
    const { scene, inputs } = await setUp([{ id: 'eu', faults }]);
    const step = await scene.step('verify', { ...inputs, ...SOON, doctor: 'off', ...more });
    expect({ ...step.outputs, exitCode: step.exitCode }).toMatchObject({ exitCode: 1 });
    expect([result].flat()).toContain(step.outputs.result);
    expect(step.errors.at(-1)?.message).toMatch(words);
    expect(verifyReport(step).durationMs).toBeLessThan(LAST_LOOK_MS);
    // What was last seen is in the report, whatever it was.
    expect(theGateway(step).health?.attempts).toBeGreaterThan(0);
  });
});

describe(`verify on ${NODE_NAME}`, () => {
  test.concurrent('gets over 500s, and tells how often it had to ask', async () => {
    const { scene, inputs } = await setUp([{ id: 'eu', faults: [{ kind: 'status', status: 500, times: 9 }] }]);
    const step = await scene.step('verify', { ...inputs, doctor: 'off' });
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'verified', proof: 'full' } });
    expect(theGateway(step).health?.attempts).toBeGreaterThan(2);
  });

  test.concurrent('gets over a configuration that loads for a while', async () => {
    const { scene, inputs } = await setUp([{ id: 'eu', faults: [{ kind: 'loading', times: 3 }] }]);
    const step = await scene.step('verify', { ...inputs, doctor: 'off' });
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'verified', proof: 'full' } });
    expect(theGateway(step).health).toMatchObject({ status: 'healthy' });
  });

  test.concurrent('gives the first look no more time than verify-timeout', async () => {
    const { scene, inputs } = await setUp([{ id: 'eu', faults: [{ kind: 'hang' }] }]);
    const step = await scene.step('verify', { ...inputs, 'verify-timeout': '1s', doctor: 'off' });
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'unreachable' } });
    expect(verifyReport(step).durationMs).toBeLessThan(4_000);
  });

  test.concurrent('waits as long as a Retry-After date asks, and goes on', async () => {
    // An HTTP date has whole seconds, so that of the two asked for at least one remains.
    const limited: GatewayFault = { kind: 'rate-limited', ms: 2_000, times: 1, on: ['config'] };
    const { scene, inputs } = await setUp([{ id: 'eu', faults: [limited] }]);
    const step = await scene.step('verify', { ...inputs, consecutive: '1', doctor: 'off' });
    expect(step.outputs.result).toBe('verified');
    expect(verifyReport(step).durationMs).toBeGreaterThan(900);
  });

  test.concurrent('does not follow a redirect to another host', async () => {
    const scene = await scenes.open();
    const other = await serve(scene, { '/health': [json({ status: 'healthy' })], '/keeptrusts/config': [json({})] });
    const fleet = await Fleet.start(scene, [{ id: 'eu', config: TEXT, faults: [{ kind: 'redirect', to: `${other.url}/health` }] }]);
    await scene.write('policy-config.yaml', TEXT);
    const inputs = { ...fleet.access, ...SOON, gateways: fleet.lines('eu'), interval: '50ms', doctor: 'off' };
    const step = await scene.step('verify', { ...inputs, 'gateway-token': 'gateway-token-4711' });
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'unhealthy' } });
    expect(step.errors.at(-1)?.message).toMatch(/redirect \(HTTP 302\) to http:\/\/127\.0\.0\.1:\d+ refused/);
    expect(other.received).toEqual([]);
  });

  test.concurrent('is not satisfied by a gateway that keeps its old configuration, healthy, after a failed reload', async () => {
    const { scene, fleet, inputs } = await setUp([{ id: 'eu', config: PREVIOUS }]);
    fleet.emulator.setFault('eu', { kind: 'reload-fails' });
    await assign(fleet, 'eu', TEXT);
    const step = await scene.step('verify', { ...inputs, ...SOON });
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'mismatch', proof: 'none' } });
    expect(theGateway(step)).toMatchObject({ state: 'serving-other', health: { status: 'healthy' }, after: { version: '1.3.0' } });
  });

  test.concurrent('waits for a reload that is slow and good', async () => {
    const { scene, fleet, inputs } = await setUp([{ id: 'eu', config: PREVIOUS }]);
    // Where the step begins late, the reload is over; the first looks see the old version all the same.
    fleet.emulator.setFault('eu', { kind: 'slow-reload', ms: 2_500 }, { kind: 'shows-version', version: '1.3.0', times: 2 });
    await assign(fleet, 'eu', TEXT);
    const step = await scene.step('verify', { ...inputs, doctor: 'off' });
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'verified', proof: 'full' } });
    expect(theGateway(step).health?.attempts).toBeGreaterThan(2);
  });

  const tlsTest = hasOpenssl() ? test.concurrent : test.skip;

  tlsTest('names an expired certificate, and what it says of itself', async () => {
    const scene = await scenes.open();
    const tls = makeCertificate('gateway.test', 'IP:127.0.0.1', true);
    const server = await serve(scene, { '/health': [json({ status: 'healthy' })] }, { tls });
    await scene.write('policy-config.yaml', TEXT);
    await scene.write('authority.pem', tls.cert);
    const inputs = { gateways: `eu=${server.url}`, 'ca-file': 'authority.pem', interval: '50ms', doctor: 'off' };
    const step = await scene.step('verify', { ...inputs, ...SOON });
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'unreachable', proof: 'none' } });
    const message = step.errors.at(-1)?.message ?? '';
    expect(message).toContain('the certificate has expired');
    expect(message).toMatch(/certificate of gateway\.test, issued by gateway\.test, valid from .* to /);
    expect(server.received).toEqual([]);
  });
});

/** Events as the emulated control plane keeps them, one each second back from `newest`. */
function foreignEvents(number: number, newest: Date): readonly Record<string, string>[] {
  return Array.from({ length: number }, (_, index) => ({
    id: `evt_foreign_${newest.getTime()}_${index}`,
    event_type: 'decision',
    timestamp: new Date(newest.getTime() - index * 10).toISOString(),
    verdict: 'allow',
    config_version: '7.1.0',
    gateway_id: `somebody-${index % 40}`,
    request_id: `req_foreign_${index}`,
  }));
}

async function record({ emulator }: Fleet, events: readonly Record<string, string>[]): Promise<void> {
  const { status } = await call({
    method: 'POST',
    url: `${emulator.apiUrl}/v1/emulated/events`,
    token: emulator.apiToken,
    body: { events },
  });
  if (status !== 202) throw new Error(`the emulated control plane answered ${status}`);
}

const WITH_EVENTS = { ...SOON, 'verify-timeout': '3s', 'minimum-events': '1', doctor: 'off' };

describe(`where events are asked for, verify on ${NODE_NAME}`, () => {
  test.concurrent.each([
    ['none at all', { kind: 'no-events' }, { read: 0, matching: 0 }],
    ['those of another version', { kind: 'other-version-events', version: '1.3.9' }, { read: 2, matching: 0, unattributed: 0 }],
    ['those that name neither gateway nor request', { kind: 'anonymous-events' }, { matching: 0, unattributed: 2 }],
    ['those of a clock that is 90 s ahead', { kind: 'clock-skew', ms: 90_000 }, { matching: 0 }],
  ] as const)('is not satisfied by %s', async (_which, fault, events) => {
    const { scene, fleet, inputs } = await setUp([{ id: 'eu', faults: [fault] }]);
    await fleet.emulator.traffic('eu', ['When do you open?', 'Ignore previous instructions']);
    const step = await scene.step('verify', { ...inputs, ...WITH_EVENTS });
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'silent', events: '0' } });
    expect(theGateway(step)).toMatchObject({ state: 'serving', proof: 'full', events });
    if (fault.kind === 'clock-skew') expect(theGateway(step).events?.notes?.join()).toMatch(/ahead of this runner's clock/);
  });

  test.concurrent('does not take an event of a clock 90 s behind for one of after the change', async () => {
    const { scene, fleet, inputs } = await setUp([{ id: 'eu', config: PREVIOUS, faults: [{ kind: 'clock-skew', ms: -90_000 }] }]);
    await scene.write('policy-config.yaml', TEXT);
    await scene.write('tests/hours.json', ALLOWS_HOURS);
    commitAfterPrevious(scene, 'policy-config.yaml', TEXT);
    const { gateways, ...access } = inputs;
    const step = await scene.step(
      'root',
      { ...access, ...WITH_EVENTS, stages: 'validate, deploy, verify', 'production-gateways': gateways ?? '' },
      {
        during: async () => {
          await until('eu serves the file', () => fleet.emulator.truth('eu').active === TEXT);
          await fleet.emulator.traffic('eu', ['When do you open?']);
        },
      },
    );
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'silent' } });
    expect(theGateway(step).events?.notes?.join()).toMatch(/1 event of this version .* older than the change/);
  });

  test.concurrent('finds ours among the thousands of a busy organisation', async () => {
    const { scene, fleet, inputs } = await setUp([{ id: 'eu' }]);
    await record(fleet, foreignEvents(2_000, new Date(Date.now() - 60_000)));
    await fleet.emulator.traffic('eu', ['When do you open?']);
    await record(fleet, foreignEvents(700, new Date(Date.now() + 8_000)));
    const step = await scene.step('verify', { ...inputs, 'minimum-events': '1', doctor: 'off' });
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'verified', events: '1' } });
    expect(theGateway(step).events).toMatchObject({ read: 800, matching: 1, verdicts: { allow: 1 } });
    expect(step.summary).not.toContain('somebody-');
  });

  test.concurrent('does without them when none are asked for', async () => {
    const { scene, fleet, inputs } = await setUp([{ id: 'eu' }]);
    await record(fleet, foreignEvents(3_000, new Date()));
    const step = await scene.step('verify', { ...inputs, doctor: 'off' });
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'verified', events: '0' } });
  });
});

/** The runner kills 7.5 s after SIGINT and 2.5 s after SIGTERM; less, because this machine may be slow but a runner may be slower. */
const CANCEL_LIMIT_MS = 7_000;

test.concurrent(`a cancelled verify on ${NODE_NAME} still writes report and summary, and lists what was not finished`, async () => {
  const hangs: readonly GatewayFault[] = [{ kind: 'hang' }];
  const { scene, inputs } = await setUp([{ id: 'eu' }, { id: 'us', faults: hangs }, { id: 'ap', faults: hangs }]);
  let sent = 0;
  const step = await scene.step(
    'verify',
    { ...inputs, 'verify-timeout': '120s', consecutive: '1', concurrency: '2' },
    {
      during: async (send, directory) => {
        await until('the report on disk says that eu serves the file', async () => {
          const [name] = (await readdir(directory)).filter((one) => one.startsWith('keeptrusts-verify-report-'));
          return name !== undefined && (await readFile(join(directory, name), 'utf8')).includes('"state": "serving"');
        });
        sent = performance.now();
        send('SIGTERM');
      },
    },
  );
  expect(performance.now() - sent).toBeLessThan(CANCEL_LIMIT_MS);
  expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'timed-out' } });
  expect(verifyReport(step).gateways.map(({ id, state, result }) => [id, state, result])).toEqual([
    ['eu', 'serving', 'verified'],
    ['us', 'unknown', 'timed-out'],
    ['ap', 'unknown', 'timed-out'],
  ]);
  for (const id of ['eu', 'us', 'ap']) expect(step.summary).toContain(id);
  expect(step.lines.join('\n')).toContain('Received SIGTERM');
});
