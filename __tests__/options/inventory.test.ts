import { describe, expect, test } from '@jest/globals';
import { type Inventory, parseInventory } from '../../src/options/inventory.js';
import { packOf } from '../../src/options/resolve.js';

const FILE = '.github/keeptrusts.yml';

const COMPLETE = `
gateways:
  gw-staging: { url: https://staging.example/, environment: staging }
  gw-eu: &eu
    url: https://eu.example
    environment: production
    api-url: https://api.eu.example/
    api-token-env: KEEPTRUSTS_EU_API_TOKEN
    gateway-token-env: KEEPTRUSTS_EU_GATEWAY_TOKEN
    ca-file: certs/eu.pem
    owner: platform-team
    wave: 1
  gw-us: *eu
  7: {}
packs:
  - file: ./packs//support/policy-config.yaml
    staging: gw-staging
    gateways: [gw-us, gw-eu, '7']
    tests: required
    owner: support-team
  - file: other.yaml
    tests: false
rules:
  unknown-key: error
  pack-name: off
`;

async function inventoryOf(source: string): Promise<Inventory> {
  const result = await parseInventory(source, FILE);
  if (result.kind === 'problems') throw new Error(result.problems.join('\n'));
  return result.inventory;
}

async function problemsOf(source: string): Promise<readonly string[]> {
  const result = await parseInventory(source, FILE);
  return result.kind === 'problems' ? result.problems.map((problem) => problem.replace(`${FILE}:`, '')) : [];
}

describe('the inventory', () => {
  test('is read whole, with normal paths and URLs', async () => {
    const { gateways, packs, rules } = await inventoryOf(COMPLETE);
    expect(gateways.get('gw-eu')).toEqual({
      id: 'gw-eu',
      url: 'https://eu.example',
      environment: 'production',
      apiUrl: 'https://api.eu.example',
      apiTokenEnv: 'KEEPTRUSTS_EU_API_TOKEN',
      gatewayTokenEnv: 'KEEPTRUSTS_EU_GATEWAY_TOKEN',
      caFile: 'certs/eu.pem',
      owner: 'platform-team',
      wave: 1,
    });
    expect([...gateways.keys()].toSorted()).toEqual(['7', 'gw-eu', 'gw-staging', 'gw-us']);
    expect(gateways.get('gw-us')?.id).toBe('gw-us');
    expect(gateways.get('gw-staging')?.url).toBe('https://staging.example');
    expect(packs).toEqual([
      {
        file: 'packs/support/policy-config.yaml',
        staging: 'gw-staging',
        gateways: ['gw-us', 'gw-eu', '7'],
        tests: 'required',
        owner: 'support-team',
      },
      { file: 'other.yaml', gateways: [], tests: 'false' },
    ]);
    expect([...rules]).toEqual([
      ['unknown-key', 'error'],
      ['pack-name', 'off'],
    ]);
  });

  test.each(['', '\n# only a comment\n', '{}', '---\n'])('%j is an empty one', async (source) => {
    expect(await inventoryOf(source)).toEqual({ fileName: FILE, gateways: new Map(), packs: [], rules: new Map() });
  });

  test('a pack is found by its file however the path is written', async () => {
    const inventory = await inventoryOf(COMPLETE);
    expect(packOf(inventory, './other.yaml')?.file).toBe('other.yaml');
    expect(packOf(inventory, 'third.yaml')).toBeUndefined();
    expect(packOf(undefined, 'other.yaml')).toBeUndefined();
  });
});

describe('problems of an inventory', () => {
  test.each([
    ['gateways:\n  gw:\n    urll: https://x.example', '3:5: gateways.gw: unknown key "urll"; did you mean url?'],
    ['gateway: {}', '1:1: the file: unknown key "gateway"; did you mean gateways?'],
    ['packs:\n  - file: a\n    zzzzzzzz: 1', '3:5: packs[0]: unknown key "zzzzzzzz", expected file, staging, gateways, tests or owner'],
    ['packs:\n  - staging: a\n', '2:5: packs[0]: the key file is missing'],
    ['gateways:\n  gw:\n    url: ftp://x', '3:10: gateways.gw.url: got "ftp://x", expected an http:// or https:// URL without'],
    ['gateways:\n  gw: { wave: 0 }', '2:15: gateways.gw.wave: got 0, expected a whole number from 1 to 100'],
    ['gateways:\n  gw: { wave: 1.5 }', 'gateways.gw.wave: got 1.5, expected a whole number'],
    ['gateways:\n  gw: { owner: [a] }', '2:16: gateways.gw.owner: got a list, expected one line of 1 to 200 characters'],
    ['gateways: [a]', '1:11: gateways: got a list, expected Gateways by the id'],
    ['gateways:\n  gw:', '2:6: gateways.gw: got null, expected a map of what is known of one gateway'],
    ['- a', '1:1: the file: got a list, expected'],
    ['just text', '1:1: the file: got "just text", expected'],
    ['gateways:\n  -gw: {}', '2:3: gateways: the key "-gw" is not allowed, expected a gateway id'],
    [
      'rules:\n  some-rule: eror',
      '2:14: rules.some-rule: got "eror", expected the severity of the rule\'s findings: error, warning, info or off; did you mean error?',
    ],
    [
      'packs:\n  - file: a\n    tests: maybe',
      '3:12: packs[0].tests: got "maybe", expected what the option tests says for this pack: true, false or required',
    ],
    ['packs:\n  - file: ../a', '2:11: packs[0].file: got "../a", expected a relative path'],
    ['packs:\n  - file: a/../../b', 'packs[0].file'],
    ['packs:\n  - file: /etc/passwd', 'packs[0].file'],
    ['packs:\n  - file: "packs/*.yaml"', 'packs[0].file'],
    ['packs:\n  - file: "C:\\\\x"', 'packs[0].file'],
    ['gateways: {a: {}}\npacks:\n  - file: f\n    gateways: [a, a]', '4:19: packs[0].gateways[1]: got "a", which is listed twice'],
    [
      'gateways: {gw-eu: {}}\npacks:\n  - file: f\n    gateways:\n      - gw-ue',
      '5:9: packs[0].gateways[0]: gateway "gw-ue" is not listed under gateways; did you mean gw-eu?',
    ],
    ['packs:\n  - file: f\n    staging: s', '3:14: packs[0].staging: gateway "s" is not listed under gateways; add it there'],
    [
      'gateways: {a: {}}\npacks:\n  - file: f\n    staging: a\n    gateways: [a]',
      '5:16: packs[0].gateways[0]: gateway "a" is this pack\'s staging gateway too',
    ],
    ['packs:\n  - file: a/f\n  - file: ./a//f', '3:11: packs[1].file: "a/f" is already packs[0]'],
    ['gateways:\n  gw:\n    api-url: https://api.example', '3:14: gateways.gw.api-url: api-token-env is missing beside it'],
    [
      'gateways:\n  gw:\n    api-url: http://api.example\n    api-token-env: T',
      '3:14: gateways.gw.api-url: expected an https:// URL (http:// only for loopback)',
    ],
    [
      'gateways:\n  gw:\n    url: http://gw.example\n    gateway-token-env: T',
      '3:10: gateways.gw.url: expected an https:// URL (http:// only for loopback), because gateway-token-env is set',
    ],
    ['gateways:\n  gw: {url: "http://:80"}', 'gateways.gw.url: expected an http:// or https:// URL'],
    ['gateways:\n  gw: {api-token-env: GITHUB_TOKEN}', '2:23: gateways.gw.api-token-env: expected the name of an environment variable'],
    ['a: 1\na: 2', '2:1: not usable as YAML: Map keys must be unique'],
    ['gateways: {\n', '2:1: not usable as YAML'],
    ['gateways: *nowhere', '1:1: not usable as YAML: Unresolved alias (the anchor must be set before the alias): nowhere'],
    ['a: !!js/function x', '1:4: not usable as YAML: Unresolved tag'],
    ['a: 1\n---\nb: 2', '2:1: not usable as YAML'],
    ['gateways: &a {gw: *a}', '1:15: gateways.gw: unknown key "gw"'],
    ['gateways:\r\n  gw:\r\n    urll: x', '3:5: gateways.gw: unknown key "urll"'],
  ])('%j → %s', async (source, problem) => {
    expect(await problemsOf(source)).toEqual([expect.stringContaining(problem)]);
  });

  test('are all told, in the order of the file', async () => {
    const problems = await problemsOf('rules: {a: b}\npacks: [{}]\ngateways: {gw: {x: 1}}');
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(['1', '2', '3']);
  });

  test('are cut when there are very many', async () => {
    const problems = await problemsOf(`packs:\n${'  - {}\n'.repeat(60)}`);
    expect(problems).toHaveLength(51);
    expect(problems.at(-1)).toContain('and 10 more problems');
  });

  test.each([
    'gateways:\n  gw:\n    api-token-env: kt-hunter2-secret',
    'gateways:\n  gw:\n    gateway-token-env: [hunter2]',
    'gateways:\n  gw:\n    api-token: hunter2',
    'gateways:\n  gw:\n    url: https://u:hunter2@gw.example',
    'gateways:\n  gw:\n    url: https://gw.example/?key=hunter2',
  ])('never repeat a token in the wrong place: %j', async (source) => {
    const problems = await problemsOf(source);
    expect(problems).toHaveLength(1);
    expect(problems.join()).not.toContain('hunter2');
  });

  test('quote hostile keys and values on one line', async () => {
    const [problem = ''] = await problemsOf('gateways:\n  gw:\n    "a\\n::error::\\e[31m\\u202e": 1');
    expect(problem).toContain('unknown key "a\\u{a}::error::\\u{1b}[31m\\u{202e}"');
  });

  test('a prototype key is an unknown key like any other', async () => {
    expect(await problemsOf('__proto__: {gateways: {}}')).toEqual([expect.stringContaining('unknown key "__proto__"')]);
    expect(await problemsOf('gateways: {gw: {}}\npacks: [{file: f, staging: constructor}]')).toEqual([
      expect.stringContaining('not listed under gateways'),
    ]);
  });

  test.each([
    ['too large', `# ${'x'.repeat(1024 * 1024)}`, 'more than the 1048576'],
    ['too deep', '['.repeat(100_000), 'not usable as YAML'],
    [
      'an alias bomb',
      `${'abcdefghij'
        .split('')
        .map((name, index, all) => `${name}: &${name} [${index === 0 ? 'x' : `*${all[index - 1]},`.repeat(9)}]`)
        .join('\n')}`,
      'not usable as YAML',
    ],
  ])('%s', async (_title, source, problem) => {
    const problems = await problemsOf(source);
    expect(problems[0]).toContain(problem);
    expect(problems.length).toBeLessThanOrEqual(51);
  });
});
