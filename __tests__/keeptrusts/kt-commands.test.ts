import { describe, expect, test } from '@jest/globals';
import { createKt, type KtSettings, ktDuration } from '../../src/keeptrusts/kt-commands.js';
import type { ProcessOutcome, ProcessRequest } from '../../src/keeptrusts/process.js';
import { Secret } from '../../src/options/types.js';
import { exited } from './outcomes.js';

const SETTINGS = {
  identity: { path: '/opt/kt', version: 'kt 0.1.0', sha256: '0'.repeat(64), emulated: false },
  environment: { PATH: '/bin', HOME: '/home/me', KEEPTRUSTS_API_TOKEN: 'parent', 'INPUT_API-TOKEN': 'given-token' },
  credentials: { apiUrl: 'https://api.example', apiToken: new Secret('given-token') },
  emptyHome: '/tmp/empty',
} as const;

function recorded(outcome: ProcessOutcome = exited(0, '[]'), more: Partial<KtSettings> = {}) {
  const requests: ProcessRequest[] = [];
  const kt = createKt({
    ...SETTINGS,
    ...more,
    runProcess: (request) => {
      requests.push(request);
      return Promise.resolve(outcome);
    },
  });
  return { kt, requests };
}

describe('the argument lists', () => {
  test('are those of the documentation', async () => {
    const { kt, requests } = recorded();
    await kt.lint('/w/p.yaml');
    await kt.test('/tmp/pack');
    await kt.push('/s/p.yaml', 'staging');
    await kt.deploy('/s/p.yaml', 'staging', 'prod-1');
    await kt.revert('prod-1', 3);
    await kt.diff('/s/p.yaml', 'prod-1');
    await kt.inspect('prod-1');
    await kt.doctor();
    await kt.events({ sinceMs: 300_000, limit: 10 });
    expect(requests.map((request) => request.args.join(' '))).toEqual([
      'policy lint --file /w/p.yaml --json',
      'policy test --json --pack-dir /tmp/pack',
      'policy push --file /s/p.yaml --gateway-id staging',
      'policy deploy --file /s/p.yaml --source-gateway-id staging --target-gateway-id prod-1',
      'gateway revert --id prod-1 --version 3',
      'gateway diff --id prod-1 --file /s/p.yaml',
      'gateway inspect --id prod-1',
      'doctor --json',
      'events tail --since 5m --limit 10 --json',
    ]);
    expect(new Set(requests.map((request) => request.command))).toEqual(new Set(['/opt/kt']));
  });

  test.each(['-x', '--file=/etc/passwd', '', ' ', 'a\nb', 'a\0b'])('gateway id %j is refused before anything runs', async (id) => {
    const { kt, requests } = recorded();
    await expect(kt.push('/s/p.yaml', id)).rejects.toMatchObject({ kind: 'bad-input' });
    await expect(kt.deploy('/s/p.yaml', 'staging', id)).rejects.toMatchObject({ kind: 'bad-input' });
    await expect(kt.deploy('/s/p.yaml', id, 'prod')).rejects.toMatchObject({ kind: 'bad-input' });
    await expect(kt.revert(id, 3)).rejects.toMatchObject({ kind: 'bad-input' });
    await expect(kt.diff('/s/p.yaml', id)).rejects.toMatchObject({ kind: 'bad-input' });
    await expect(kt.inspect(id)).rejects.toMatchObject({ kind: 'bad-input' });
    expect(requests).toEqual([]);
  });

  test.each([0, -1, 1.5, Number.NaN])('saved version %d is refused before anything runs', async (version) => {
    const { kt, requests } = recorded();
    await expect(kt.revert('prod-1', version)).rejects.toMatchObject({ kind: 'bad-input' });
    expect(requests).toEqual([]);
  });

  test('a file that starts with - is passed as an absolute path', async () => {
    const { kt, requests } = recorded();
    await kt.lint('-p.yaml');
    expect(requests[0]?.args[3]).toMatch(/^\/.*\/-p\.yaml$/);
  });

  test.each([
    [1, '1m'],
    [90_000, '2m'],
    [300_000, '5m'],
    [3_600_000, '1h'],
    [5_400_000, '90m'],
    [3_600_001, '61m'],
    [604_800_000, '7d'],
  ])('%d ms is written %s, never shorter than asked', (milliseconds, text) => {
    expect(ktDuration(milliseconds)).toBe(text);
  });
});

describe('the token', () => {
  test('is never an argument, and never reaches lint and test', async () => {
    const { kt, requests } = recorded();
    await kt.lint('/w/p.yaml');
    await kt.test('/tmp/pack');
    expect(JSON.stringify(requests)).not.toMatch(/given-token|parent/);
    for (const request of requests) expect(request).toMatchObject({ directory: '/tmp/empty', environment: { HOME: '/tmp/empty' } });
    await kt.push('/s/p.yaml', 'staging');
    expect(requests[2]).toMatchObject({
      environment: { KEEPTRUSTS_API_TOKEN: 'given-token', KEEPTRUSTS_API_URL: 'https://api.example', HOME: '/home/me' },
    });
    expect(requests[2]?.args.join(' ')).not.toContain('given-token');
  });

  test('is replaced in what a rejection quotes', async () => {
    const { kt } = recorded(exited(1, '', 'bad token given-token'));
    expect(await kt.push('/s/p.yaml', 'staging')).toEqual({ kind: 'rejected', exitCode: 1, said: 'bad token ***' });
  });
});

describe('deadline and cancellation', () => {
  test('are handed to every process', async () => {
    const { signal } = new AbortController();
    const { kt, requests } = recorded(exited(0), { signal, timeouts: { write: 7 } });
    await kt.push('/s/p.yaml', 'staging');
    await kt.lint('/w/p.yaml');
    expect(requests[0]).toMatchObject({ timeoutMs: 7 });
    expect(requests[1]).toMatchObject({ timeoutMs: 60_000 });
    expect(requests.every((request) => request.signal === signal)).toBe(true);
  });

  test('may be shorter where a run has little time left, and never longer', async () => {
    const { kt, requests } = recorded(exited(0, '[]'));
    await kt.events({ sinceMs: 60_000, limit: 1, timeoutMs: 10_000 });
    await kt.doctor(10_000);
    await kt.diff('/s/p.yaml', 'eu', 10_000);
    await kt.inspect('eu', 10_000);
    await kt.events({ sinceMs: 60_000, limit: 1, timeoutMs: 3_600_000 });
    await kt.doctor();
    expect(requests.map(({ timeoutMs }) => timeoutMs)).toEqual([10_000, 10_000, 10_000, 10_000, 60_000, 60_000]);
  });
});
