import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { type RestServer, startRest } from '../github/rest.js';
import { newRepositoryIn } from '../workspace/repository.js';
import { commandIn } from './annotations.js';
import { Fleet } from './fleet.js';
import { type EntryName, type RanStep, type Scene, Scenes } from './harness.js';
import { NODE_NAME } from './node.js';
import { ALLOWS_HOURS, BLOCKS_ROADMAP, golden } from './policies.js';
import { postStep } from './post-step.js';
import {
  API_KEY,
  deployablePolicy,
  FORMED_KEY,
  FORMER_KEY,
  filesBelow,
  GATEWAY_TOKEN,
  GITHUB_TOKEN,
  INVENTORY_TOKEN,
  leaksIn,
  leakyPolicy,
  PROXY_PASSWORD,
  REMOTE_PASSWORD,
  SECRETS,
  startEchoingGateway,
  TALKATIVE_KT,
  talkingInsteadOf,
} from './secrets.js';
import { runCli } from './terminal.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

const HEAD = 'feedface0123456789feedface0123456789feed';

interface Place {
  readonly scene: Scene;
  readonly github: RestServer;
  readonly environment: Readonly<Record<string, string>>;
}

/** A clone with a password in the address of its remote, an event, a GitHub, a proxy with a password, and all log lines wanted. */
async function setUp(event: 'pull_request' | 'push'): Promise<Place> {
  const scene = await scenes.open();
  const repository = newRepositoryIn(scene.workspace);
  repository.commit({
    'policy-config.yaml': deployablePolicy({ version: '1.3.0' }).replace(API_KEY, FORMER_KEY),
    'tests/allows-hours.json': ALLOWS_HOURS,
    'tests/blocks-roadmap.json': BLOCKS_ROADMAP,
  });
  repository.git('remote', 'add', 'origin', `https://bot:${REMOTE_PASSWORD}@github.example/octo/policies.git`);
  const github = await startRest();
  scene.atEnd(() => github.close());
  const payload = join(scene.directory, 'event.json');
  const repo = { id: 1, clone_url: `https://bot:${REMOTE_PASSWORD}@github.example/octo/policies.git` };
  await writeFile(payload, JSON.stringify({ pull_request: { number: 7, head: { sha: HEAD, repo }, base: { sha: HEAD, repo } } }));
  const proxy = `http://robot:${PROXY_PASSWORD}@proxy.example:3128`;
  const environment = {
    GITHUB_API_URL: github.url,
    GITHUB_EVENT_PATH: payload,
    GITHUB_EVENT_NAME: event,
    RUNNER_DEBUG: '1',
    HTTP_PROXY: proxy,
    HTTPS_PROXY: proxy,
    EU_TOKEN: INVENTORY_TOKEN,
    GITHUB_TOKEN,
  };
  return { scene, github, environment };
}

const TOLD = { comment: 'true', 'check-run': 'true', 'github-token': GITHUB_TOKEN };

/** Everything a step produced: its lines but for the masks themselves, its files, and what it sent to GitHub. */
async function producedBy(step: RanStep, { scene, github }: Place): Promise<readonly { readonly name: string; readonly text: string }[]> {
  const number = step.outputs.report?.match(/step-\d+/)?.[0] ?? 'step-1';
  const lines = step.lines.filter((line) => commandIn(line)?.name !== 'add-mask');
  return [
    { name: 'the log', text: lines.join('\n') },
    ...(await filesBelow(join(scene.directory, number))),
    ...github.asked.map(({ operation, body, query }) => ({ name: operation, text: `${JSON.stringify(body)} ${query.toString()}` })),
  ];
}

async function leaksOf(step: RanStep, place: Place, secrets = SECRETS): Promise<readonly string[]> {
  return (await producedBy(step, place)).flatMap(({ name, text }) => leaksIn(text, secrets).map((leak) => `${name}: ${leak}`));
}

/** What the runner is told to hide. */
const masked = (step: RanStep): readonly string[] =>
  step.lines.flatMap((line) => {
    const command = commandIn(line);
    return command?.name === 'add-mask' ? [command.data] : [];
  });

const run = (place: Place, entry: EntryName, inputs: Readonly<Record<string, string>>): Promise<RanStep> =>
  place.scene.step(entry, inputs, { environment: place.environment });

describe(`secrets on ${NODE_NAME}`, () => {
  test('the search finds each of them in each spelling', () => {
    for (const { name, value } of SECRETS) {
      const spelled = [
        value,
        JSON.stringify({ value }),
        encodeURIComponent(value),
        Buffer.from(`user:${value}!`).toString('base64'),
        value.slice(0, -3),
      ];
      for (const text of spelled)
        expect([name, text, leaksIn(`x ${text} y`).some((leak) => leak.startsWith(`${name}:`))]).toEqual([name, text, true]);
    }
    expect(leaksIn('nothing here, and *** there')).toEqual([]);
  });

  test.concurrent.each([
    { how: 'that passes', text: deployablePolicy(), script: TALKATIVE_KT, expected: 'allow', result: 'passed' },
    {
      how: 'that fails',
      text: leakyPolicy({ name: FORMED_KEY, chain: ['prompt-injections', FORMED_KEY] }),
      script: TALKATIVE_KT,
      expected: 'allow',
      result: 'failed',
    },
    { how: 'in which a test fails', text: leakyPolicy(), script: TALKATIVE_KT, expected: 'block', result: 'failed' },
    { how: 'in which kt fails', text: leakyPolicy(), script: talkingInsteadOf('policy lint'), expected: 'allow', result: 'failed' },
  ])('stay unseen in a validation $how, with a kt that tells all it knows', async ({ text, script, expected, result }) => {
    const place = await setUp('pull_request');
    const { scene } = place;
    await scene.write('policy-config.yaml', text);
    await scene.write('tests/named.json', golden(`a case about ${API_KEY} again`, `say ${API_KEY}`, expected));
    await scene.wrapKt(script);
    const files = { 'sarif-file': '../step-1/results.sarif', 'junit-file': '../step-1/junit.xml' };
    const step = await run(place, 'validate', { ...TOLD, ...files, engine: 'auto' });
    expect([step.outputs.result, step.outputs.result === result ? [] : step.lines]).toEqual([result, []]);
    expect(await leaksOf(step, place)).toEqual([]);
    expect(JSON.stringify(step.report)).toContain('a case about *** again');
    // What an author of a policy file could choose is not for the runner: https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/pass-job-outputs
    expect(masked(step)).toEqual([GITHUB_TOKEN]);
  });

  const GATEWAY_INPUTS = { 'gateway-token': GATEWAY_TOKEN, interval: '50ms' };

  async function deployScene(script: string) {
    const place = await setUp('push');
    const former = deployablePolicy({ version: '1.3.0' }).replace(API_KEY, FORMER_KEY);
    const repository = newRepositoryIn(place.scene.workspace);
    repository.commit({ 'policy-config.yaml': deployablePolicy() });
    const gateways = ['staging', 'p1'].map((id) => ({ id, config: former, token: GATEWAY_TOKEN }));
    const fleet = await Fleet.start(place.scene, gateways);
    await place.scene.wrapKt(script);
    const inputs = {
      ...TOLD,
      ...fleet.access,
      ...GATEWAY_INPUTS,
      'staging-gateway': fleet.lines('staging'),
      'production-gateways': fleet.lines('p1'),
      'deploy-timeout': '1s',
      canary: 'tests/*.json',
      'release-record': '../step-1/release-record.json',
    };
    const tokens = [...SECRETS, { name: 'the token of the control plane', value: fleet.emulator.apiToken }];
    return { place, fleet, former, inputs, tokens };
  }

  test.concurrent.each([
    { how: 'that is promoted', script: TALKATIVE_KT, result: 'promoted' },
    { how: 'in which kt fails to push', script: talkingInsteadOf('policy push'), result: 'failed' },
    { how: 'in which kt fails to promote', script: talkingInsteadOf('policy deploy'), result: 'rolled-back' },
  ])('stay unseen in a deploy $how', async ({ script, result }) => {
    const { place, inputs, tokens } = await deployScene(script);
    const step = await run(place, 'deploy', { ...inputs, ...(result === 'promoted' && { 'deploy-timeout': '20s' }) });
    expect([step.outputs.result, step.outputs.result === result ? [] : step.lines]).toEqual([result, []]);
    expect(await leaksOf(step, place, tokens)).toEqual([]);
    if (result !== 'promoted') expect(JSON.stringify(step.report)).toMatch(/error: token \*{3}, dXNlcj\S{0,3}\*{3}/);
  });

  test.concurrent('stay unseen in a deploy to a gateway that sends back all it gets', async () => {
    const { place, former, inputs, tokens } = await deployScene(TALKATIVE_KT);
    const echo = await startEchoingGateway(place.scene, former);
    const step = await run(place, 'deploy', { ...inputs, 'production-gateways': `eu=${echo.url}` });
    expect(step.outputs.result).toBe('refused');
    expect(echo.asked).toContain(`Bearer ${GATEWAY_TOKEN}`);
    expect(await leaksOf(step, place, tokens)).toEqual([]);
    expect(step.lines.join('\n')).toContain('served ***');
  });

  test.concurrent('stay unseen in a verification, with the token of the inventory, by the action and by status', async () => {
    const { place, fleet, former, tokens } = await deployScene(TALKATIVE_KT);
    const { scene, environment } = place;
    const echo = await startEchoingGateway(scene, former, INVENTORY_TOKEN);
    const pack = '{file: policy-config.yaml, gateways: [eu]}';
    await scene.write('.github/keeptrusts.yml', `gateways:\n  eu: {url: "${echo.url}", gateway-token-env: EU_TOKEN}\npacks: [${pack}]\n`);
    const { apiUrl: url, apiToken: token } = fleet.emulator;
    const given = { ...TOLD, 'api-url': url, 'api-token': token, interval: '50ms', consecutive: '1', 'verify-timeout': '1s' };
    const step = await run(place, 'verify', { ...given, gateways: 'eu', probe: 'tests/*.json' });
    expect(step.exitCode).toBe(1);
    expect(echo.asked).toContain(`Bearer ${INVENTORY_TOKEN}`);
    expect(await leaksOf(step, place, tokens)).toEqual([]);
    expect(JSON.stringify(step.report)).toContain('***');

    const variables = { ...environment, KEEPTRUSTS_API_URL: url, KEEPTRUSTS_API_TOKEN: token };
    for (const argv of [
      ['status'],
      ['status', '--format', 'json'],
      ['verify', '--gateways=eu', '--debug', '--verify-timeout=1s', '--interval=50ms'],
    ]) {
      const { stdout, stderr } = await runCli(scene, argv, { environment: variables });
      expect([argv, leaksIn(stdout + stderr, tokens)]).toEqual([argv, []]);
      expect(stdout).toContain('***');
    }
  });

  test.concurrent('stay unseen when the post step reads what a killed deploy left', async () => {
    const { place, former, inputs, tokens } = await deployScene(TALKATIVE_KT);
    const { scene } = place;
    const echo = await startEchoingGateway(scene, former, 'v##[error]1');
    const directory = join(scene.directory, 'step-1');
    await mkdir(directory);
    const journal = join(directory, 'journal.jsonl');
    const line = { event: 'begin', gateway: 'eu', url: echo.url, write: 'push', to: { name: 'support-desk', version: '1.4.0' } };
    await writeFile(journal, `${JSON.stringify(line)}\n`);
    await writeFile(join(directory, 'state'), `journal<<E\n${journal}\nE\nentry<<E\ndeploy\nE\n`);
    const step = await postStep(scene, 'deploy', { ...inputs, 'production-gateways': `eu=${echo.url}` }, directory);
    expect(echo.asked).toContain(`Bearer ${GATEWAY_TOKEN}`);
    expect(step.summary).toContain('served \\*\\*\\*');
    const log = step.lines.filter((one) => commandIn(one)?.name !== 'add-mask').join('\n');
    expect(leaksIn(log + step.summary, tokens)).toEqual([]);
    expect(step.lines.flatMap((one) => commandIn(one)?.name ?? []).toSorted()).toEqual([...Array(3).fill('add-mask'), 'error']);
  });
});
