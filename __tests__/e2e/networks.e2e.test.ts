import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { hasOpenssl, makeCertificate } from '../faults/certificate.js';
import { type HttpProxy, startHttpProxy } from '../faults/http-proxy.js';
import { startTlsFront, type TlsFront } from '../faults/tls-front.js';
import { type Fault, type RestServer, startRest } from '../github/rest.js';
import { bareStep } from './bare-step.js';
import { Fleet, statesOf } from './fleet.js';
import { type Scene, Scenes } from './harness.js';
import { commitAfterPrevious } from './history.js';
import { NODE_NAME } from './node.js';
import { ALLOWS_HOURS, BLOCKS_ROADMAP, policy } from './policies.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

const TEXT = policy();
const TOKEN = 'ghs_never_shown_0123456789';
const HEAD = 'feedface0123456789feedface0123456789feed';
const REPORTING = { comment: 'true', 'check-run': 'true', 'github-token': TOKEN };

async function setUp(text = TEXT): Promise<Scene> {
  const scene = await scenes.open();
  await scene.write('policy-config.yaml', text);
  await scene.write('tests/blocks-roadmap.json', BLOCKS_ROADMAP);
  await scene.write('tests/allows-hours.json', ALLOWS_HOURS);
  return scene;
}

async function github(scene: Scene, options: Parameters<typeof startRest>[0]): Promise<RestServer> {
  const server = await startRest(options);
  scene.atEnd(() => server.close());
  return server;
}

/** What a runner says of a pull request whose API is there. */
async function pullRequest(scene: Scene, apiUrl: string, serverUrl: string): Promise<Readonly<Record<string, string>>> {
  const event = join(scene.directory, 'event.json');
  const repo = { id: 1 };
  await writeFile(event, JSON.stringify({ pull_request: { number: 7, head: { sha: HEAD, repo }, base: { sha: HEAD, repo } } }));
  return { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: event, GITHUB_API_URL: apiUrl, GITHUB_SERVER_URL: serverUrl };
}

describe(`on GitHub Enterprise Server, on ${NODE_NAME}`, () => {
  test.concurrent('requests go to its interface, and every link to its pages', async () => {
    const scene = await setUp(policy({ chain: ['promt-injection'] }));
    const server = await github(scene, { prefix: '/api/v3' });
    const step = await scene.step('validate', REPORTING, { environment: await pullRequest(scene, server.url, 'https://ghe.example') });
    expect(server.violations).toEqual([]);
    expect(server.comments).toHaveLength(1);
    expect(server.checkRuns).toHaveLength(1);
    const { output } = server.checkRuns[0]?.request ?? {};
    for (const text of [step.summary, server.comments[0]?.body ?? '', JSON.stringify(output)]) {
      expect(text).toContain('https://ghe.example/octo/policies/blob/');
      expect(text).not.toContain('github.com');
    }
    expect(server.checkRuns[0]?.request.details_url).toBe('https://ghe.example/octo/policies/actions/runs/4711/attempts/2');
    expect(step.report.run?.url).toBe('https://ghe.example/octo/policies/actions/runs/4711/attempts/2');
  });

  test.concurrent.each([302, 307])('a redirect of status %d carries neither token nor content elsewhere', async (status) => {
    const scene = await setUp();
    const other = await github(scene, {});
    const to = (path: string): readonly Fault[] =>
      Array.from({ length: 4 }, () => ({ kind: 'status', status, headers: { location: `${other.url}${path}` } }) satisfies Fault);
    const faults = {
      'issues/list-comments': to('/repos/octo/policies/issues/7/comments'),
      'checks/create': to('/repos/octo/policies/check-runs'),
    };
    const server = await github(scene, { prefix: '/api/v3', faults });
    const step = await scene.step('validate', REPORTING, { environment: await pullRequest(scene, server.url, 'https://ghe.example') });
    expect(step.exitCode).toBe(0);
    expect(other.asked).toEqual([]);
    expect(step.annotations.filter(({ level }) => level === 'warning')).toHaveLength(2);
  });
});

const withOpenssl = hasOpenssl() ? test.concurrent : test.skip;

interface Company {
  readonly scene: Scene;
  readonly fleet: Fleet;
  readonly server: RestServer;
  readonly front: TlsFront;
  readonly proxy: HttpProxy;
  readonly inputs: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
}

/** What GitHub knows of the commit that is deployed. */
const HISTORY = {
  'repos/list-commits': [
    { sha: HEAD, author: { login: 'octocat' }, commit: { author: { name: 'Octo Cat', date: '2026-01-01T00:00:00Z' } } },
  ],
  'repos/list-pull-requests-associated-with-commit': [
    { number: 7, user: { login: 'octocat' }, base: { ref: 'main' }, head: { sha: HEAD } },
  ],
  'pulls/list-reviews': [{ user: { login: 'reviewer' }, state: 'APPROVED', commit_id: HEAD }],
  'actions/get-reviews-for-run': [{ state: 'approved', user: { login: 'manager' }, environments: [{ name: 'production' }] }],
};

const LOGIN = 'runner:pa55@word';

/** All names exist behind the proxy only, and all certificates come from an authority that nobody else knows. */
async function company(): Promise<Company> {
  const scene = await setUp();
  commitAfterPrevious(scene, 'policy-config.yaml', TEXT);
  const fleet = await Fleet.start(scene, ['staging', 'eu']);
  const server = await github(scene, { prefix: '/api/v3', lists: HISTORY });
  const certificate = makeCertificate(
    'company.test',
    'DNS:ghe.company.test,DNS:api.company.test,DNS:staging.company.test,DNS:eu.company.test',
  );
  const front = await startTlsFront(certificate, {
    'ghe.company.test': server.url,
    'api.company.test': fleet.emulator.apiUrl,
    'staging.company.test': fleet.url('staging'),
    'eu.company.test': fleet.url('eu'),
  });
  scene.atEnd(() => front.close());
  const proxy = await startHttpProxy({ everythingTo: front.port, login: LOGIN });
  scene.atEnd(() => proxy.close());
  const caFile = join(scene.directory, 'company.pem');
  await writeFile(caFile, certificate.cert);
  // How kt goes through a proxy is its own affair; the emulated one speaks to the emulated control plane only.
  await scene.wrapKt(
    `env | grep -E '^(HTTPS_PROXY|SSL_CERT_FILE|KEEPTRUSTS_API_URL)=' | sort | tr '\\n' ' ' >> '${scene.directory}/kt-env'; echo "$1 $2" >> '${scene.directory}/kt-env'
export KEEPTRUSTS_API_URL='${fleet.emulator.apiUrl}'`,
  );
  return {
    scene,
    fleet,
    server,
    front,
    proxy,
    inputs: {
      'api-url': 'https://api.company.test',
      'api-token': fleet.emulator.apiToken,
      'ca-file': caFile,
      interval: '50ms',
    },
    environment: {
      ...(await pullRequest(scene, 'https://ghe.company.test/api/v3', 'https://ghe.company.test')),
      GITHUB_EVENT_NAME: 'push',
      HTTPS_PROXY: `http://${LOGIN.replace('@', '%40')}@${new URL(proxy.url).host}`,
    },
  };
}

const hostsOf = (proxy: HttpProxy): ReadonlySet<string> => new Set(proxy.seen);

describe(`behind a proxy that asks for CONNECT and a login, on ${NODE_NAME}`, () => {
  withOpenssl('deploy reaches control plane, gateways and GitHub through it alone', async () => {
    const { scene, fleet, server, proxy, inputs, environment } = await company();
    const step = await scene.step(
      'deploy',
      {
        ...inputs,
        ...REPORTING,
        'staging-gateway': 'staging=https://staging.company.test',
        'production-gateways': 'eu=https://eu.company.test',
        'deploy-timeout': '60s',
        'release-record': '../step-1/release-record.json',
      },
      { environment },
    );
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'promoted' } });
    fleet.mustMatch(step, TEXT);
    const hosts = ['api', 'eu', 'ghe', 'staging'].map((name) => `CONNECT ${name}.company.test:443`);
    expect([...hostsOf(proxy)].toSorted()).toEqual(hosts);
    expect(server.violations).toEqual([]);
    expect(server.comments).toHaveLength(1);
    expect(server.checkRuns).toHaveLength(1);
    for (const operation of Object.keys(HISTORY)) expect([operation, server.count(operation)]).toEqual([operation, 1]);
    const record: unknown = JSON.parse(await readFile(join(scene.directory, 'step-1', 'release-record.json'), 'utf8'));
    expect(JSON.stringify(record)).toContain('"manager"');
    expect(step.lines.join('\n')).not.toMatch(/pa55|%40word/);
    const kt = await readFile(join(scene.directory, 'kt-env'), 'utf8');
    // What talks to the control plane is told of the proxy and of the authorities; what reads an untrusted file gets no password.
    expect(kt).toMatch(
      /^HTTPS_PROXY=http:\/\/runner:.* KEEPTRUSTS_API_URL=https:\/\/api\.company\.test SSL_CERT_FILE=\S+company\.pem policy push/m,
    );
    expect(kt).toMatch(/^policy lint$/m);
  });

  withOpenssl('verify asks each gateway through it, but for those that NO_PROXY names', async () => {
    const { scene, front, proxy, inputs, environment } = await company();
    const gateways = 'staging=https://staging.company.test\neu=https://eu.company.test';
    const more = { 'verify-timeout': '3s', consecutive: '1', doctor: 'off' };
    const step = await scene.step(
      'verify',
      { ...inputs, ...more, gateways },
      { environment: { ...environment, NO_PROXY: 'eu.company.test' } },
    );
    // Nobody but the proxy knows the name.
    const stage = step.report.stages.find((one) => one.stage === 'verify');
    expect(stage?.stage === 'verify' && statesOf(stage).eu).toBe('unreachable');
    expect(hostsOf(proxy)).toContain('CONNECT staging.company.test:443');
    expect(hostsOf(proxy)).not.toContain('CONNECT eu.company.test:443');
    expect(front.seen).toContain('staging.company.test GET /keeptrusts/config');
    expect(front.seen.join('\n')).not.toContain('eu.company.test');
  });

  withOpenssl('a login the proxy does not take is named as that, without the password', async () => {
    const { scene, fleet, front, proxy, inputs, environment } = await company();
    const step = await scene.step(
      'deploy',
      { ...inputs, ...REPORTING, 'production-gateways': 'eu=https://eu.company.test', 'deploy-timeout': '60s' },
      { environment: { ...environment, HTTPS_PROXY: `http://runner:old-pa55@${new URL(proxy.url).host}` } },
    );
    expect(step.exitCode).toBe(1);
    expect(step.lines.join('\n')).toContain('HTTP 407 to CONNECT');
    expect(step.lines.join('\n')).not.toContain('old-pa55');
    expect(front.seen).toEqual([]);
    fleet.mustBeUntouched();
    const told = step.annotations.filter(({ message }) => message.includes('could not be written')).map(({ message }) => message);
    expect(told).toEqual([
      expect.stringMatching(/^The comment .*the proxy answered HTTP 407 to CONNECT; put its user name and password into the proxy address/),
      expect.stringMatching(/^The check run .*HTTP 407/),
    ]);
  });
});

/** A namespace without any network, not even loopback; where users may not make one, the preloaded guard of robustness.e2e.test.ts stands for it. */
const NO_NETWORK = ['unshare', '--map-root-user', '--net'];
const canUnshare = spawnSync(NO_NETWORK[0] ?? '', [...NO_NETWORK.slice(1), 'true']).status === 0;
if (!canUnshare) console.warn('skipped: a run without any network, because unshare is not allowed here');
const withoutNetwork = canUnshare ? test.concurrent : test.skip;

describe(`without any network, on ${NODE_NAME}`, () => {
  withoutNetwork('validate with builtin does everything it was asked for', async () => {
    const scene = await setUp();
    const inputs = { engine: 'builtin', 'sarif-file': 'out/results.sarif', 'junit-file': 'out/junit.xml' };
    const step = await bareStep(scene, 'validate', inputs, { under: NO_NETWORK });
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'inconclusive' }, errors: [] });
    expect(await readFile(join(scene.workspace, 'out', 'junit.xml'), 'utf8')).toContain('<testsuites');
  });

  withoutNetwork('a comment that cannot be written is a warning', async () => {
    const scene = await setUp();
    const environment = await pullRequest(scene, 'https://api.github.com', 'https://github.com');
    const step = await bareStep(scene, 'validate', { engine: 'builtin', ...REPORTING }, { under: NO_NETWORK, environment });
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'inconclusive' } });
    expect(step.annotations.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/^The check run could not be written: .*DNS/),
    );
  });
});
