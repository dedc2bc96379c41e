import { describe, expect, test } from '@jest/globals';
import { type FleetStatus, type GatewayStatus, renderStatus } from '../../src/report/status.js';
import { HIDDEN_CHARACTER, HOSTILE_CASES, holdsCommand } from './hostile.js';

const GOOD: GatewayStatus = {
  id: 'eu',
  environment: 'production',
  health: { status: 'healthy', attempts: 1 },
  served: { name: 'desk', version: '1.4.0' },
  proof: 'chain',
  match: { kind: 'file', file: 'policy-config.yaml', commit: 'abcdef0123456789' },
  lastEvent: { kind: 'event', time: '2026-01-02T03:04:05Z', verdict: 'block', configVersion: '1.4.0' },
};

function fleet(...gateways: readonly GatewayStatus[]): FleetStatus {
  return { schemaVersion: 1, tool: { name: 't', version: '1' }, takenAt: '2026-01-02T03:05:00Z', inventory: 'inventory.yml', gateways };
}

function linesOf(...gateways: readonly GatewayStatus[]): readonly string[] {
  return renderStatus(fleet(...gateways), { colour: false }).split('\n');
}

describe('the status table', () => {
  test('has one aligned line a gateway, and no note where all is well', () => {
    expect(linesOf(GOOD, { ...GOOD, id: 'production-us' })).toEqual([
      '  GATEWAY        ENVIRONMENT  HEALTH   SERVES      PROOF  FILE                        LAST EVENT',
      '✓ eu             production   healthy  desk 1.4.0  chain  policy-config.yaml abcdef0  2026-01-02 03:04 UTC block 1.4.0',
      '✓ production-us  production   healthy  desk 1.4.0  chain  policy-config.yaml abcdef0  2026-01-02 03:04 UTC block 1.4.0',
      '',
      '2 of 2 gateways of inventory.yml healthy and serving what the file says, as far as proven; seen once, 2026-01-02 03:05 UTC',
      '',
    ]);
  });

  test.each<[string, Partial<GatewayStatus>, string, RegExp]>([
    ['unhealthy', { health: { status: 'unhealthy', attempts: 1, detail: 'HTTP 503' } }, '✗', /^eu: health: HTTP 503$/m],
    ['degraded', { health: { status: 'degraded', attempts: 1 } }, '!', /./],
    ['unreadable', { proof: 'none', match: { kind: 'none', reason: 'HTML' } }, '!', /^eu: HTML$/m],
    [
      'on a newer commit',
      {
        proof: 'none',
        match: {
          kind: 'other',
          file: 'a.yaml',
          differences: ['x'],
          servedCommit: { relation: 'newer', commit: 'fedcba987', version: '2.0.0' },
        },
      },
      '✗',
      /^✗ .* a\.yaml newer fedcba9 [\s\S]*^eu: differs: x$[\s\S]*^eu: what it shows fits version 2\.0\.0 of commit fedcba9: newer than this checkout$/m,
    ],
    [
      'on no known commit',
      { match: { kind: 'other', file: 'a.yaml', differences: ['x'], servedCommit: { relation: 'not-checked', reason: 'shallow' } } },
      '✗',
      /^eu: which commit of the file it serves is not known: shallow$/m,
    ],
  ])('marks a gateway that is %s, and says why', (_, more, mark, words) => {
    const [, row = ''] = linesOf({ ...GOOD, ...more });
    const text = renderStatus(fleet({ ...GOOD, ...more }), { colour: false });
    expect([row.charAt(0), text]).toEqual([mark, expect.stringMatching(words)]);
    expect(text).toContain('0 of 1 gateway of');
  });

  test('tells a reason that holds for all gateways once, and names those it holds for otherwise', () => {
    const silent = { ...GOOD, lastEvent: { kind: 'unread', reason: 'TOKEN is not set' } } as const;
    expect(linesOf(silent, { ...silent, id: 'us' }).filter((line) => line.includes('TOKEN'))).toEqual([
      'events not read: TOKEN is not set',
    ]);
    expect(linesOf(silent, { ...GOOD, id: 'us' })).toContain('eu: events not read: TOKEN is not set');
  });

  test('colours marks only where asked to', () => {
    expect(renderStatus(fleet(GOOD), { colour: true })).toContain('\x1b[32m✓\x1b[0m eu');
    expect(renderStatus(fleet(GOOD), { colour: false })).not.toContain('\x1b');
  });

  test.each(HOSTILE_CASES)('shows %s as text', (_, hostile) => {
    const text = renderStatus(
      fleet(
        { ...GOOD, id: hostile, environment: hostile, served: { name: hostile, version: hostile } },
        {
          ...GOOD,
          health: { status: 'unreadable', attempts: 1, detail: hostile },
          match: {
            kind: 'other',
            file: hostile,
            differences: [hostile],
            servedCommit: { relation: 'older', commit: hostile, version: hostile },
          },
          lastEvent: { kind: 'event', time: hostile, verdict: hostile, configVersion: hostile },
        },
        { ...GOOD, match: { kind: 'none', reason: hostile }, lastEvent: { kind: 'unread', reason: hostile } },
      ),
      { colour: false },
    );
    expect([HIDDEN_CHARACTER.test(text), holdsCommand(text)]).toEqual([false, false]);
    expect(text.length).toBeLessThan(10_000);
  });
});
