import { describe, expect, test } from '@jest/globals';
import { resolveGateways } from '../../src/options/gateways.js';
import { type Inventory, parseInventory } from '../../src/options/inventory.js';
import { parseOptions } from '../../src/options/parse.js';
import { resolveStage } from '../../src/options/resolve.js';
import type { Entry } from '../../src/options/table.js';

const SOURCE = `
gateways:
  gw-staging: { url: https://staging.example, environment: staging }
  gw-eu: { url: https://eu.example, wave: 2, api-url: https://api.eu.example, api-token-env: EU_TOKEN, gateway-token-env: EU_GATEWAY }
  gw-us: { url: https://us.example, wave: 1 }
  gw-later: { url: https://later.example }
  gw-dark: {}
packs:
  - { file: policy-config.yaml, staging: gw-staging, gateways: [gw-later, gw-eu, gw-us], tests: required }
rules: { unknown-key: error, pack-name: off }
`;

async function inventoryOf(source: string): Promise<Inventory> {
  const result = await parseInventory(source, 'inventory.yml');
  if (result.kind === 'problems') throw new Error(result.problems.join('\n'));
  return result.inventory;
}

const TWO_PACKS = 'packs: [{file: a.yaml}, {file: b.yaml}]';

async function resolve<E extends Entry>(
  entry: E,
  values: Record<string, string>,
  source?: string,
  environment: Record<string, string> = {},
) {
  const parsed = parseOptions(entry, { values: new Map(Object.entries(values)), environment, origin: 'inputs' });
  if (parsed.kind === 'problems') throw new Error(parsed.problems.join('\n'));
  return resolveStage<typeof parsed.options & Partial<typeof parsed.options>>(
    entry,
    parsed.options,
    parsed.sources,
    source === undefined ? undefined : await inventoryOf(source),
  );
}

const ids = (gateways: readonly { readonly id: string }[]): readonly string[] => gateways.map(({ id }) => id);

describe('looking gateways up', () => {
  test('an id gets what the inventory knows, a line with a URL needs no inventory', async () => {
    const inventory = await inventoryOf(SOURCE);
    expect(resolveGateways([{ id: 'gw-us' }, { id: 'other', url: 'https://o.example' }], inventory)).toEqual({
      gateways: [
        { id: 'gw-us', url: 'https://us.example', wave: 1 },
        { id: 'other', url: 'https://o.example' },
      ],
      overridden: [],
      problems: [],
    });
    expect(resolveGateways([{ id: 'x' }], undefined)).toEqual({ gateways: [{ id: 'x' }], overridden: [], problems: [] });
  });

  test('a URL of a line wins and is noted; the token of another origin does not follow', async () => {
    const inventory = await inventoryOf(SOURCE);
    const elsewhere = resolveGateways([{ id: 'gw-eu', url: 'https://tunnel.example' }], inventory);
    expect(elsewhere.gateways[0]).toMatchObject({ url: 'https://tunnel.example', apiTokenEnv: 'EU_TOKEN' });
    expect(elsewhere.gateways[0]).not.toHaveProperty('gatewayTokenEnv');
    expect(elsewhere.overridden).toEqual(['gateways.gw-eu.url: https://eu.example']);
    expect(resolveGateways([{ id: 'gw-eu', url: 'https://eu.example/base' }], inventory).gateways[0]).toHaveProperty(
      'gatewayTokenEnv',
      'EU_GATEWAY',
    );
  });

  test('an id without URL that the inventory does not have is a problem', async () => {
    const { problems } = resolveGateways([{ id: 'gw-ue' }, { id: 'nothing-like-it' }], await inventoryOf(SOURCE));
    expect(problems).toEqual([
      'gateway "gw-ue" is not in the inventory inventory.yml; did you mean gw-eu?',
      'gateway "nothing-like-it" is not in the inventory inventory.yml; write id=url, or add it there',
    ]);
  });
});

describe('joining options and inventory', () => {
  test('deploy takes gateways, tests and rules of its pack, production in the order of waves', async () => {
    const { options, overridden, problems, staging, production } = await resolve('deploy', { 'api-token': 't' }, SOURCE);
    expect(problems).toEqual([]);
    expect(overridden).toEqual([]);
    expect(options).toMatchObject({
      'staging-gateway': 'gw-staging',
      'production-gateways': ['gw-us', 'gw-eu', 'gw-later'],
      tests: 'required',
    });
    expect(options.rules).toEqual(['unknown-key: error', 'pack-name: off']);
    expect(staging?.url).toBe('https://staging.example');
    expect(ids(production)).toEqual(['gw-us', 'gw-eu', 'gw-later']);
  });

  test('options win, and what they replaced is listed', async () => {
    const { options, overridden } = await resolve(
      'deploy',
      {
        'api-token': 't',
        'staging-gateway': 'gw-dark',
        'production-gateways': 'gw-us=https://new.example',
        tests: 'false',
        rules: 'pack-name: info\nother: off',
      },
      SOURCE,
    );
    expect(options).toMatchObject({ 'staging-gateway': 'gw-dark', 'production-gateways': ['gw-us=https://new.example'], tests: 'false' });
    expect(options.rules).toEqual(['unknown-key: error', 'pack-name: info', 'other: off']);
    expect(overridden).toEqual([
      'staging-gateway: gw-staging',
      'production-gateways: gw-us, gw-eu, gw-later',
      'tests: required',
      'rules: pack-name: off',
      'gateways.gw-us.url: https://us.example',
    ]);
  });

  test('the same value given is no override', async () => {
    expect((await resolve('deploy', { 'api-token': 't', tests: 'required', rules: 'pack-name: off' }, SOURCE)).overridden).toEqual([]);
  });

  test('a pack is matched by its file; without a match nothing is filled', async () => {
    const dotted = await resolve('deploy', { 'api-token': 't', 'policy-file': './policy-config.yaml' }, SOURCE);
    expect(dotted.options['staging-gateway']).toBe('gw-staging');
    const other = await resolve('deploy', { 'api-token': 't', 'policy-file': 'other.yaml' }, SOURCE);
    expect(other.options['staging-gateway']).toBeUndefined();
    expect(other.problems).toEqual([expect.stringContaining('production-gateways names no gateway')]);
  });

  test('validate takes every pack of the inventory when no file is named, and only options it has', async () => {
    expect((await resolve('validate', {}, TWO_PACKS)).options['policy-file']).toEqual(['a.yaml', 'b.yaml']);
    expect((await resolve('validate', { 'policy-file': 'c' }, TWO_PACKS)).options['policy-file']).toEqual(['c']);
    const single = await resolve('validate', {}, SOURCE);
    expect(single.options.tests).toBe('required');
    expect(single.options).not.toHaveProperty('staging-gateway');
  });

  test('deploy and verify take the only pack, and ask when there are several', async () => {
    const one = await resolve('verify', { gateways: 'g=https://g.example' }, 'packs: [{file: packs/one.yaml}]');
    expect([one.options['policy-file'], one.problems]).toEqual([['packs/one.yaml'], []]);
    const two = await resolve('verify', { gateways: 'g=https://g.example' }, TWO_PACKS);
    expect(two.problems).toEqual([
      'policy-file is not set, and the inventory inventory.yml has 2 packs: deploy and verify take one, so name it',
    ]);
    const named = await resolve('verify', { gateways: 'g=https://g.example', 'policy-file': 'a.yaml' }, TWO_PACKS);
    expect(named.problems).toEqual([]);
    const usual = await resolve('verify', { gateways: 'g=https://g.example' }, 'packs: [{file: a.yaml}, {file: policy-config.yaml}]');
    expect([usual.options['policy-file'], usual.problems]).toEqual([['policy-config.yaml'], []]);
  });

  test('verify alone takes all gateways of its pack', async () => {
    const { gateways, options } = await resolve('verify', {}, SOURCE);
    expect(ids(gateways)).toEqual(['gw-staging', 'gw-us', 'gw-eu', 'gw-later']);
    expect(options.gateways).toEqual(['gw-staging', 'gw-us', 'gw-eu', 'gw-later']);
  });

  test.each([
    ['all', ['gw-staging', 'gw-us', 'gw-eu', 'gw-later']],
    ['stage', ['gw-staging']],
    ['promote', ['gw-us', 'gw-eu', 'gw-later']],
  ])('verify after deploy in one run takes what deploy used in phase %s', async (phase, expected) => {
    const digest = `sha256:${'0'.repeat(64)}`;
    const { gateways } = await resolve('root', { stages: 'deploy, verify', phase, digest, 'api-token': 't' }, SOURCE);
    expect(ids(gateways)).toEqual(expected);
  });

  test('gateways named win over what deploy used', async () => {
    const { gateways } = await resolve('root', { stages: 'deploy, verify', gateways: 'gw-us', 'api-token': 't' }, SOURCE);
    expect(ids(gateways)).toEqual(['gw-us']);
  });
});

describe('what a run still needs', () => {
  const DIGEST = `sha256:${'0'.repeat(64)}`;
  const S = { 'staging-gateway': 's=https://s.example' };
  const P = { 'production-gateways': 'p=https://p.example' };
  const T = { 'api-token': 't' };
  const CASES: readonly (readonly [string, Entry, Record<string, string>, readonly string[]])[] = [
    ['validate needs nothing', 'validate', {}, []],
    ['root needs nothing for validate alone', 'root', {}, []],
    ['one gateway without staging', 'deploy', { ...P, ...T }, []],
    ['staging and production', 'deploy', { ...S, ...P, ...T }, []],
    ['no gateway', 'deploy', T, ['production-gateways names no gateway to promote to']],
    ['staging alone', 'deploy', { ...S, ...T }, ['to stop after staging, set phase: stage']],
    ['phase stage', 'deploy', { ...S, ...T, phase: 'stage' }, []],
    ['phase stage without staging', 'deploy', { ...P, ...T, phase: 'stage' }, ['phase stage needs staging-gateway']],
    [
      'phase promote without production',
      'deploy',
      { ...S, ...T, phase: 'promote', digest: DIGEST },
      ['production-gateways names no gateway'],
    ],
    ['phase promote without staging', 'deploy', { ...P, ...T, phase: 'promote', digest: DIGEST }, ['phase promote needs staging-gateway']],
    [
      'staging among production',
      'deploy',
      { ...S, ...T, 'production-gateways': 's\np' },
      ['gateway "s" is both staging-gateway and one of production-gateways'],
    ],
    ['no token', 'deploy', P, ['deploy needs a Keeptrusts API token']],
    ['several at once', 'deploy', {}, ['production-gateways names no gateway']],
    [
      'token in the clear',
      'deploy',
      { ...T, 'gateway-token': 'g', 'production-gateways': 'p=http://p.example' },
      ['gateway "p" has an http:// URL'],
    ],
    ['plain HTTP without a token', 'deploy', { ...T, 'production-gateways': 'p=http://p.example' }, []],
    ['token to loopback', 'deploy', { ...T, 'gateway-token': 'g', 'production-gateways': 'p=http://127.0.0.1:1' }, []],
    ['no gateway to verify', 'verify', {}, ['gateways names none to verify']],
    [
      'a gateway without URL to verify, and no token for kt',
      'verify',
      { gateways: 'g' },
      ['gateway "g" has no URL to verify it at: write g=url'],
    ],
    [
      'two gateways at one address',
      'verify',
      { gateways: 'eu=https://g.example/v1\nus=https://g.example:443/' },
      ['gateways "eu" and "us" have the same URL'],
    ],
    ['two gateways on one host', 'verify', { gateways: 'eu=https://g.example/eu\nus=https://g.example/us' }, []],
    [
      'staging at the address of production',
      'deploy',
      { ...T, 'staging-gateway': 's=https://g.example', 'production-gateways': 'p=https://g.example/' },
      ['gateways "s" and "p" have the same URL'],
    ],
    ['a gateway without URL that kt can be asked about', 'verify', { ...T, gateways: 'g' }, []],
    [
      'probes without a token for their events',
      'verify',
      { gateways: 'g=https://g.example', probe: 'tests/*.json' },
      ['probe asks for the events of its requests, which needs a Keeptrusts API token'],
    ],
    ['probes without their events', 'verify', { gateways: 'g=https://g.example', probe: 'tests/*.json', 'minimum-events': '0' }, []],
    [
      'events without a token',
      'verify',
      { gateways: 'g=https://g.example', 'minimum-events': '1' },
      ['minimum-events 1 needs a Keeptrusts API token'],
    ],
    [
      'doctor without a token',
      'verify',
      { gateways: 'g=https://g.example', doctor: 'required' },
      ['doctor required needs a Keeptrusts API token'],
    ],
    ['events with a token', 'verify', { ...T, gateways: 'g=https://g.example', 'minimum-events': '1', doctor: 'required' }, []],
    [
      'less time than two polls of a gateway',
      'deploy',
      { ...T, 'production-gateways': 'p=https://p.example', 'deploy-timeout': '59s' },
      ['deploy-timeout 59s is too short'],
    ],
    ['less time for local gateways', 'deploy', { ...T, 'production-gateways': 'p=http://127.0.0.1:1', 'deploy-timeout': '5s' }, []],
    ['a dry run without a token', 'deploy', { 'dry-run': 'true', 'production-gateways': 'p=https://p.example' }, []],
    [
      'kt policy deploy without staging',
      'deploy',
      { ...T, 'promote-with': 'deploy', 'production-gateways': 'p=https://p.example' },
      ['promote-with deploy promotes from staging-gateway'],
    ],
    ['verify in root without deploy', 'root', { stages: 'verify' }, ['gateways names none to verify']],
    ['deploy without gateways in root is told once', 'root', { ...T, stages: 'deploy, verify' }, ['production-gateways names no gateway']],
  ];

  test.each(CASES)('%s', async (_title, entry, values, expected) => {
    expect((await resolve(entry, values)).problems).toEqual(expected.map((text) => expect.stringContaining(text)));
  });

  test('a token of the inventory serves its gateway, and the others still need one', async () => {
    expect((await resolve('deploy', { 'production-gateways': 'gw-eu', 'policy-file': 'x' }, SOURCE)).problems).toEqual([]);
    expect((await resolve('deploy', { 'production-gateways': 'gw-eu\ngw-us', 'policy-file': 'x' }, SOURCE)).problems).toEqual([
      expect.stringContaining('deploy needs a Keeptrusts API token'),
    ]);
  });
});
