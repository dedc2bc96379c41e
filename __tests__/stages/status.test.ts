import { describe, expect, test } from '@jest/globals';
import type { ConfigReading, GatewayClient } from '../../src/keeptrusts/gateway.js';
import type { Kt, KtEvent } from '../../src/keeptrusts/kt.js';
import { SILENT_LOG } from '../../src/report/log.js';
import type { GatewayStatus } from '../../src/report/status.js';
import type { PolicyHistory } from '../../src/stages/policy-history.js';
import { lookAtFleet, type StatusPack, type StatusTarget } from '../../src/stages/status.js';
import { expectedPolicy } from '../../src/stages/verify/expected.js';

const NO_KT = { missing: 'no token' };

function pack(file: string, name: string, version: string): StatusPack {
  const text = `pack: {name: ${name}, version: ${version}}\npolicies: {chain: [rbac]}\n`;
  const names = { file, workspaceFile: file };
  return { kind: 'read', file, ...expectedPolicy({ names, bytes: Buffer.from(text), tests: [] }, undefined) };
}

/** A healthy gateway that shows name, version and chain. */
function client(name: string, version: string): GatewayClient {
  const reading: ConfigReading = {
    kind: 'served',
    identity: { name, version, chain: ['rbac'] },
    body: { pack: { name, version }, policies: { chain: ['rbac'] } },
    emulated: false,
  };
  return {
    id: 'eu',
    url: 'https://eu.example',
    health: async () => ({ status: 'healthy', attempts: 1 }),
    config: async () => reading,
    chat: () => Promise.reject(new Error('a look sends no chats')),
  };
}

/** kt that answers with these events, and nothing else. */
function ktWith(events: readonly KtEvent[]): { readonly kt: Kt; readonly asked: () => number } {
  let asked = 0;
  const refuse = (): never => {
    throw new Error('a look asks kt for events alone');
  };
  return {
    asked: () => asked,
    kt: {
      identity: { path: '/kt', version: 'kt 0', sha256: '', emulated: false },
      lint: refuse,
      test: refuse,
      push: refuse,
      deploy: refuse,
      revert: refuse,
      diff: refuse,
      inspect: refuse,
      doctor: refuse,
      events: async () => {
        asked += 1;
        return { kind: 'answered', events };
      },
    },
  };
}

interface Seen {
  readonly gateways: readonly GatewayStatus[];
  readonly filesAsked: readonly string[];
}

async function look(targets: readonly StatusTarget[], signal = new AbortController().signal): Promise<Seen> {
  const filesAsked: string[] = [];
  const gateways = await lookAtFleet(
    targets,
    { concurrency: 2, sinceMs: 1000 },
    {
      log: SILENT_LOG,
      signal,
      readHistories: async (files) => {
        filesAsked.push(...files);
        return new Map(files.map((file): [string, PolicyHistory] => [file, { kind: 'unread', reason: 'no git' }]));
      },
      onEmulated: () => {},
    },
  );
  return { gateways, filesAsked };
}

describe('the pack a gateway is compared with', () => {
  const packs = [pack('a.yaml', 'a', '1.0.0'), pack('b.yaml', 'b', '2.0.0')];

  test.each([
    ['is the one it serves', 'b', '2.0.0', { kind: 'file', file: 'b.yaml' }, 'full'],
    [
      'else the one of its name',
      'b',
      '1.9.0',
      { kind: 'other', file: 'b.yaml', differences: ['pack.version: file 2.0.0, served 1.9.0'] },
      'none',
    ],
    ['else the first that names it', 'c', '1.0.0', { kind: 'other', file: 'a.yaml' }, 'none'],
  ])('%s', async (_, name, version, match, proof) => {
    const { gateways, filesAsked } = await look([{ id: 'eu', packs, client: client(name, version), kt: NO_KT }]);
    expect(gateways).toMatchObject([{ id: 'eu', proof, match }]);
    expect(filesAsked).toEqual([match.file]);
  });

  test('may be none, or one that cannot be read; then nothing is claimed, and git is not asked', async () => {
    const unread: StatusPack = { kind: 'unread', file: 'a.yaml', reason: 'there is no such file' };
    const eu = { id: 'eu', client: client('a', '1.0.0'), kt: NO_KT };
    const { gateways, filesAsked } = await look([
      { ...eu, packs: [] },
      { ...eu, packs: [unread] },
    ]);
    expect(gateways.map(({ proof, match }) => [proof, match])).toEqual([
      ['none', { kind: 'none', reason: 'no pack of the inventory names it' }],
      ['none', { kind: 'none', file: 'a.yaml', reason: 'a.yaml cannot be compared: there is no such file' }],
    ]);
    expect(filesAsked).toEqual([]);
  });
});

describe('the last event of a gateway', () => {
  const base = { packs: [], client: { missing: 'no url' } };

  test('is the newest that carries its id, from one question to each control plane', async () => {
    const { kt, asked } = ktWith([
      { gatewayId: 'us', time: '2026-01-01T00:00:09Z', verdict: 'allow' },
      { gatewayId: 'eu', time: '2026-01-01T00:00:01Z', verdict: 'allow' },
      { gatewayId: 'eu', time: '2026-01-01T00:00:05Z', verdict: 'block', configVersion: '1.0.0' },
      { gatewayId: 'eu', time: 'some day', verdict: 'allow' },
      { time: '2026-01-01T00:00:10Z' },
    ]);
    const { gateways } = await look(['eu', 'us', 'quiet'].map((id) => ({ ...base, id, kt })));
    expect(gateways.map(({ lastEvent }) => lastEvent)).toEqual([
      { kind: 'event', time: '2026-01-01T00:00:05Z', verdict: 'block', configVersion: '1.0.0' },
      { kind: 'event', time: '2026-01-01T00:00:09Z', verdict: 'allow' },
      { kind: 'none', reason: 'none of the 5 events of this time names it; 1 name no gateway' },
    ]);
    expect(asked()).toBe(1);
  });

  test('is asked for with a limit of seconds, so that a kt that hangs does not hold up the look', async () => {
    const limits: (number | undefined)[] = [];
    const events: Kt['events'] = async ({ timeoutMs }) => {
      limits.push(timeoutMs);
      return { kind: 'answered', events: [] };
    };
    await look([{ ...base, id: 'eu', kt: { ...ktWith([]).kt, events } }]);
    expect(limits).toEqual([10_000]);
  });

  test('is not read where kt or its token is missing, or its answer cannot be used', async () => {
    const broken: Kt = { ...ktWith([]).kt, events: async () => ({ kind: 'unusable', reason: 'exit code 2' }) };
    const { gateways } = await look([
      { ...base, id: 'eu', kt: NO_KT },
      { ...base, id: 'us', kt: broken },
    ]);
    expect(gateways.map(({ lastEvent }) => lastEvent)).toEqual([
      { kind: 'unread', reason: 'no token' },
      { kind: 'unread', reason: 'exit code 2' },
    ]);
  });
});

describe('a look', () => {
  const eu = { id: 'eu', packs: [], kt: NO_KT };

  test('goes on past a gateway that cannot be asked', async () => {
    const refusing = { ...client('a', '1.0.0'), config: () => Promise.reject(new Error('the token may not be sent there')) };
    const { gateways } = await look([
      { ...eu, client: refusing },
      { ...eu, id: 'us', client: client('a', '1.0.0') },
    ]);
    expect(gateways.map(({ match, served }) => [match.kind === 'none' && match.reason, served?.version])).toEqual([
      ['the token may not be sent there', undefined],
      ['no pack of the inventory names it', '1.0.0'],
    ]);
  });

  test('ends when it is cancelled', async () => {
    const cancel = new AbortController();
    const waiting = {
      ...client('a', '1.0.0'),
      health: async () => {
        cancel.abort(new Error('cancelled'));
        throw cancel.signal.reason;
      },
    };
    await expect(look([{ ...eu, client: waiting }], cancel.signal)).rejects.toThrow('cancelled');
  });
});
