import { describe, expect, test } from '@jest/globals';
import type { Proof } from '../../../src/report/gateway-model.js';
import { FormerPolicies } from '../../../src/stages/deploy/former-policy.js';
import { judge } from '../../../src/stages/deploy/judge.js';
import { misplacedGateways, preflight } from '../../../src/stages/deploy/preflight.js';
import { expectedOf, gatewayWith, policyText, served, showing, UNREACHABLE, UNREADABLE } from '../world.js';

const OURS = policyText('2.0.0');
const OLD = policyText('1.0.0');
const EXPECTED = expectedOf(OURS);
const BEFORE = { name: 'support-desk', version: '1.0.0', chain: ['dlp-filter', 'audit-logger'] };

describe('before a write', () => {
  test.each<[string, Proof]>([
    ['full', 'full'],
    ['full', 'chain'],
    ['chain', 'chain'],
    ['chain', 'version'],
    ['chain', 'accepted'],
    ['version', 'version'],
    ['version', 'accepted'],
  ])('a gateway that shows %s of its old policy may be written to where %s is enough', (shown, minimum) => {
    if (shown !== 'full' && shown !== 'chain' && shown !== 'version') throw new Error(shown);
    expect(judge(showing(OLD, shown), EXPECTED, minimum)).toMatchObject({ kind: 'write', before: { version: '1.0.0' } });
  });

  test.each<['chain' | 'version', Proof]>([
    ['chain', 'full'],
    ['version', 'full'],
    ['version', 'chain'],
  ])('a gateway that shows %s at most is refused where %s is asked for, naming the way out', (shown, minimum) => {
    const readiness = judge(showing(OLD, shown), EXPECTED, minimum);
    expect(readiness).toMatchObject({ kind: 'refused', reason: expect.stringContaining(`minimum-proof is ${minimum}`) });
    expect(readiness).toMatchObject({ nextStep: expect.stringContaining(`minimum-proof: ${shown}`), before: { version: '1.0.0' } });
  });

  test.each([
    ['nothing', {}],
    ['no name', { pack: { version: '1.0.0' } }],
    ['no version', { pack: { name: 'support-desk' } }],
  ])("a gateway that shows %s is refused even where kt's word is enough, and no impossible setting is proposed", (_name, body) => {
    const readiness = judge(served(body), EXPECTED, 'accepted');
    expect(readiness).toMatchObject({ kind: 'refused', nextStep: expect.stringContaining('Leave its URL out') });
    expect(JSON.stringify(readiness)).not.toContain('minimum-proof: none');
  });

  test.each([
    ['unreadable', UNREADABLE],
    ['unreachable', UNREACHABLE],
  ])('a gateway that is %s is refused', (_name, reading) => {
    expect(judge(reading, EXPECTED, 'accepted')).toEqual({
      kind: 'refused',
      reason: `what it serves now could not be read: ${'reason' in reading ? reading.reason : ''}`,
      nextStep: expect.stringContaining('gateway-token'),
    });
  });

  test("a gateway without a URL is written to only where kt's word is enough", () => {
    expect(judge(undefined, EXPECTED, 'accepted')).toEqual({ kind: 'write' });
    for (const minimum of ['version', 'chain', 'full'] as const) {
      expect(judge(undefined, EXPECTED, minimum)).toMatchObject({ kind: 'refused', nextStep: expect.stringContaining('id=url') });
    }
  });
});

describe('a gateway that serves this name and version already', () => {
  test('needs no write only when the whole document was read back', () => {
    expect(judge(showing(OURS), EXPECTED, 'chain')).toMatchObject({ kind: 'serving', before: { version: '2.0.0' } });
  });

  test.each(['chain', 'version'] as const)('is refused when it shows %s: same or other content could not be told apart', (shown) => {
    expect(judge(showing(OURS, shown), EXPECTED, 'version')).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('support-desk 2.0.0'),
      nextStep: expect.stringContaining('Raise pack.version'),
    });
  });

  test('is refused when its content is visibly another', () => {
    expect(judge(showing(policyText('2.0.0', 'other words')), EXPECTED, 'chain')).toMatchObject({ kind: 'refused' });
  });
});

test('preflight reads every gateway, keeps their order, and notes who is emulated', async () => {
  const body = { pack: { name: 'support-desk', version: '1.0.0' }, policies: { chain: ['dlp-filter', 'audit-logger'] } };
  const gateways = [
    gatewayWith('a', { config: [served(body, true)] }),
    gatewayWith('b', undefined),
    gatewayWith('c', { config: [UNREACHABLE] }),
  ];
  const settings = { minimumProof: 'chain', concurrency: 2, takesBack: false, waived: new Map() } as const;
  const former = new FormerPolicies({ history: { kind: 'unread', reason: 'no repository' }, file: 'policy-config.yaml' });
  const context = { former: async () => former, signal: new AbortController().signal };
  const rows = await preflight(gateways, EXPECTED, settings, context);
  expect(rows.map(({ gateway, standing, emulated }) => [gateway.id, standing.kind, emulated])).toEqual([
    ['a', 'write', true],
    ['b', 'refused', false],
    ['c', 'refused', false],
  ]);
  expect(rows[0]?.standing).toEqual({ kind: 'write', before: BEFORE });
});

describe('gateways that cannot be meant so', () => {
  const [staging, eu, us] = ['staging', 'eu', 'us'].map((id) => gatewayWith(id, undefined));
  if (staging === undefined || eu === undefined || us === undefined) throw new Error('no gateways');

  test.each([
    ['none', staging, [eu, us], []],
    ['no staging', undefined, [eu, us], []],
    ['one listed twice', staging, [eu, us, eu], ['gateway eu is listed twice in production-gateways']],
    ['one listed three times', undefined, [eu, eu, eu], ['gateway eu is listed twice in production-gateways']],
    ['staging in production', staging, [eu, staging], ['staging gateway staging is also listed in production-gateways']],
  ])('%s', (_name, first, production, problems) => {
    expect(misplacedGateways(first, production)).toEqual(problems);
  });

  test('two at one address: reading one proves nothing of the other', () => {
    const at = (id: string, url: string) => ({ ...gatewayWith(id, undefined), url });
    const same = [at('eu', 'https://gw.example/v1'), at('us', 'https://gw.example/'), at('jp', 'https://gw.example/jp')];
    expect(misplacedGateways(at('staging', 'https://gw.example'), same)).toEqual([
      'gateways staging, eu, us have the same URL https://gw.example',
    ]);
  });
});
