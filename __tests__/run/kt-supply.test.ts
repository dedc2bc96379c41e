import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ResolvedGateway } from '../../src/options/gateways.js';
import { Secret } from '../../src/options/types.js';
import { SILENT_LOG } from '../../src/report/log.js';
import { type KtOptions, KtSupply } from '../../src/run/kt-supply.js';
import { Network } from '../../src/run/network.js';
import { Session } from '../../src/run/session.js';
import type { Surroundings } from '../../src/run/surroundings.js';
import { verifyKt } from '../../src/run/verify-kt.js';
import { FakeClock } from '../stages/world.js';

let root = '';
let kt = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'kt-supply-test-'));
  await mkdir(join(root, 'bin'));
  kt = join(root, 'bin', 'kt');
  await program(kt, 'kt 0.1.0');
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** A kt whose `doctor` shows the environment it was given. */
async function program(path: string, version: string): Promise<void> {
  const doctor =
    'printf \'{"checks":[{"name":"url","status":"%s"},{"name":"token","status":"%s"},{"name":"ca","status":"%s"}]}\' ' +
    '"$KEEPTRUSTS_API_URL" "$KEEPTRUSTS_API_TOKEN" "$SSL_CERT_FILE"';
  await writeFile(
    path,
    `#!/bin/sh\ncase "$1" in\n--version) echo run >> '${root}/versions'; echo '${version}';;\ndoctor) ${doctor};;\nesac\n`,
  );
  await chmod(path, 0o755);
}

function supply(options: Partial<KtOptions> = {}, environment: Readonly<Record<string, string>> = {}, event?: string) {
  const surroundings: Surroundings = {
    environment: { PATH: '/usr/bin:/bin', ...environment },
    workspaceRoot: root,
    directory: root,
    clock: new FakeClock(),
    log: SILENT_LOG,
    signal: new AbortController().signal,
    temporaryDirectory: root,
    ...(event !== undefined && { event }),
  };
  const complete: KtOptions = {
    'kt-path': undefined,
    'kt-version': undefined,
    'kt-sha256': [],
    'download-url': 'http://127.0.0.1:1/nothing',
    'ca-file': undefined,
    ...options,
  };
  const session = new Session(undefined, async () => {});
  return { session, supply: new KtSupply(complete, surroundings, new Network({}, surroundings), session) };
}

describe('the kt that validates', () => {
  test('is none with builtin alone, and where none was asked for and none is on PATH', async () => {
    expect(await supply({ engine: 'builtin' }, { PATH: join(root, 'bin') }).supply.forValidation('validate')).toBeUndefined();
    expect(await supply({ engine: 'auto' }, { PATH: join(root, 'empty') }).supply.forValidation('validate')).toBeUndefined();
  });

  test('is the one on PATH, by its absolute path, and is reported as an engine', async () => {
    const { supply: one, session } = supply({ engine: 'auto' }, { PATH: `${join(root, 'bin')}:/usr/bin:/bin` });
    expect((await one.forValidation('validate'))?.identity).toMatchObject({ path: kt, version: 'kt 0.1.0', emulated: false });
    expect(session.report()).toMatchObject({ engines: [{ name: 'kt', version: '0.1.0', path: kt, sha256: expect.any(String) }] });
    expect(session.report()).not.toHaveProperty('emulated');
  });

  test('is the one named, relative to the working directory', async () => {
    expect((await supply({ 'kt-path': 'bin/kt' }).supply.forValidation('validate'))?.identity.path).toBe(kt);
  });

  test('that was asked for and cannot run is a failure, never none', async () => {
    await expect(supply({ 'kt-path': 'bin/missing' }).supply.forValidation('validate')).rejects.toMatchObject({ kind: 'bad-input' });
    await program(kt, 'something else');
    await expect(supply({ 'kt-path': 'bin/kt' }).supply.forValidation('validate')).rejects.toMatchObject({ kind: 'transport' });
  });

  test('is needed by deploy whatever engine validate used', async () => {
    expect(await supply({ 'kt-path': 'bin/kt', engine: 'builtin' }).supply.forValidation('deploy')).toBeDefined();
  });

  test.each(['pull_request_target', 'workflow_run'])('is not taken from the workspace on %s', async (event) => {
    await expect(supply({ 'kt-path': 'bin/kt' }, {}, event).supply.forValidation('validate')).rejects.toMatchObject({ kind: 'refused' });
  });

  test('gets no credentials', async () => {
    const { supply: one } = supply({ 'kt-path': 'bin/kt', 'api-url': 'https://api.example', 'api-token': new Secret('t-1') });
    const { checks } = (await (await one.forValidation('validate'))?.doctor()) ?? {};
    expect(JSON.stringify(checks)).not.toMatch(/t-1|\*\*\*|api\.example/);
  });

  test('that says that it is emulated marks the whole report', async () => {
    await program(kt, 'kt 0.1.0 (emulated)');
    const { supply: one, session } = supply({ 'kt-path': 'bin/kt' });
    await one.forValidation('validate');
    expect(session.report().emulated).toBe(true);
  });
});

describe('the kt of a gateway', () => {
  const options = { 'kt-path': 'bin/kt', 'api-url': 'https://api.example', 'api-token': new Secret('token-of-the-option') };
  const EU = { id: 'eu', apiUrl: 'https://api.eu.example', apiTokenEnv: 'EU_TOKEN' };

  test('has URL and token of the options, or both of the inventory', () => {
    const { supply: one } = supply(options, { EU_TOKEN: 'token-of-eu' });
    const shown = (gateway?: typeof EU | { id: string }) => {
      const { apiUrl, apiToken } = one.credentials(gateway);
      return [apiUrl, apiToken?.reveal()];
    };
    expect(shown(undefined)).toEqual(['https://api.example', 'token-of-the-option']);
    expect(shown({ id: 'us' })).toEqual(['https://api.example', 'token-of-the-option']);
    expect(shown(EU)).toEqual(['https://api.eu.example', 'token-of-eu']);
    expect(supply().supply.credentials(undefined)).toEqual({});
  });

  test('is given them in its environment', async () => {
    const { supply: one } = supply(options, { EU_TOKEN: 'token-of-eu' });
    const { checks } = await (await one.forGateway(EU, 'deploy')).doctor();
    // The token is there; what is quoted of kt hides it.
    expect(checks).toEqual([
      { name: 'url', status: 'https://api.eu.example' },
      { name: 'token', status: '***' },
    ]);
  });

  test('is bad input where the inventory names a variable that is not set', async () => {
    for (const environment of [{}, { EU_TOKEN: '' }]) {
      await expect(supply(options, environment).supply.forGateway(EU, 'deploy')).rejects.toMatchObject({
        kind: 'bad-input',
        message: expect.stringMatching(/gateway eu.*EU_TOKEN/),
      });
    }
  });

  test('is the same object for the same credentials, also for gateways reached at the same time', async () => {
    const { supply: one } = supply(options, { EU_TOKEN: 'token-of-eu', OTHER: 'token-of-other' });
    const [us, asia, eu, other, none] = await Promise.all([
      one.forGateway({ id: 'us' }, 'deploy'),
      one.forGateway({ id: 'asia', url: 'https://asia.example' }, 'deploy'),
      one.forGateway(EU, 'deploy'),
      one.forGateway({ ...EU, id: 'eu-2', apiTokenEnv: 'OTHER' }, 'deploy'),
      one.forGateway(undefined, 'deploy'),
    ]);
    expect(us).toBe(asia);
    expect(us).toBe(none);
    expect(new Set([us, eu, other]).size).toBe(3);
  });

  test('is identified once, whoever asks', async () => {
    const { supply: one } = supply(options, { EU_TOKEN: 'token-of-eu' });
    await Promise.all([one.forGateway({ id: 'us' }, 'deploy'), one.forGateway(EU, 'deploy'), one.forValidation('deploy')]);
    expect(await readFile(join(root, 'versions'), 'utf8')).toBe('run\n');
  });

  test('trusts the authorities the inventory names for it, else those of the option', async () => {
    const { supply: one } = supply({ ...options, 'ca-file': 'common.pem' });
    const caOf = async (caFile?: string) => {
      const { checks } = await (await one.forGateway({ id: 'g', ...(caFile !== undefined && { caFile }) }, 'deploy')).doctor();
      return checks.find(({ name }) => name === 'ca')?.status;
    };
    expect(await caOf('own.pem')).toBe(join(root, 'own.pem'));
    expect(await caOf()).toBe(join(root, 'common.pem'));
  });
});

describe('the kt of verify', () => {
  const EU = { id: 'eu', url: 'https://eu.example' };
  const RELAY = { id: 'relay' };
  const NO_KT = { PATH: '/usr/bin:/bin' };
  const AT_HAND = () => ({ PATH: `${join(root, 'bin')}:/usr/bin:/bin` });

  /** `kt`, or why there is none: for each gateway, and for doctor. */
  async function had(
    options: Parameters<typeof verifyKt>[0]['options'],
    gateways: readonly ResolvedGateway[],
    environment: Readonly<Record<string, string>> = NO_KT,
    ktOptions: Partial<KtOptions> = {},
  ): Promise<readonly string[]> {
    const made = verifyKt({ options, gateways }, supply(ktOptions, environment).supply);
    const found = await Promise.all([...gateways.map(made.of), made.forDoctor()]);
    return found.map((one) => ('missing' in one ? one.missing : 'kt'));
  }

  test('is not had for a comparison of what gateways serve, and doctor auto does not install one', async () => {
    expect(await had({ doctor: 'auto' }, [EU, { ...EU, id: 'us' }])).toEqual(['no api-token', 'no api-token', 'nothing needs kt']);
  });

  test('that is there already is asked by doctor auto, and not where it is off', async () => {
    expect(await had({ doctor: 'auto' }, [EU], AT_HAND())).toEqual(['no api-token', 'kt']);
    expect(await had({ doctor: 'off' }, [EU], AT_HAND())).toEqual(['no api-token', 'nothing needs kt']);
  });

  test.each<[string, Parameters<typeof verifyKt>[0]['options'], ResolvedGateway, Partial<KtOptions>, readonly string[]]>([
    ['a token', { doctor: 'off' }, EU, { 'api-token': new Secret('t') }, ['kt', 'nothing needs kt']],
    ['events', { doctor: 'off', 'minimum-events': 1 }, EU, {}, ['kt', 'nothing needs kt']],
    ['probes', { doctor: 'off', probe: ['tests/*.json'] }, EU, {}, ['kt', 'nothing needs kt']],
    ['a gateway without a URL', { doctor: 'off' }, RELAY, {}, ['kt', 'nothing needs kt']],
    ['doctor that is required', { doctor: 'required' }, EU, {}, ['no api-token', 'kt']],
    ['a token, so that doctor is asked too', { doctor: 'auto' }, EU, { 'api-token': new Secret('t') }, ['kt', 'kt']],
  ])('is had for %s', async (_what, options, gateway, ktOptions, expected) => {
    expect(await had(options, [gateway], NO_KT, { 'kt-path': 'bin/kt', ...ktOptions })).toEqual(expected);
    // Where there is none yet, it is installed: from an address that does not answer.
    await expect(had(options, [gateway], NO_KT, ktOptions)).rejects.toMatchObject({ kind: 'transport' });
  });

  test('counts for each gateway by itself', async () => {
    const us: ResolvedGateway = { ...EU, id: 'us', apiUrl: 'https://api.us.example', apiTokenEnv: 'US_TOKEN' };
    expect(await had({ doctor: 'off' }, [EU, us], { ...AT_HAND(), US_TOKEN: 't-us' })).toEqual(['no api-token', 'kt', 'nothing needs kt']);
  });
});
