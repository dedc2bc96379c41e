import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { DeployPlan } from '../../src/report/deploy-model.js';
import type { GatewayReport } from '../../src/report/gateway-model.js';
import { type ReleaseFacts, releaseRecord, serializeRecord } from '../../src/report/release-record.js';
import { DIGEST, deploy, finding, gateway, pack, probe, report, reportFullOf, verify } from './samples.js';

const schema: Record<string, unknown> = JSON.parse(
  readFileSync(new URL('../../schema/release-record.schema.json', import.meta.url), 'utf8'),
);
const valid = new Ajv2020({ strict: true, allErrors: true }).compile(schema);

const UNREAD = { unread: 'there is no github-token' };
const TO = { name: 'support-desk', version: '1.2.0' };

function facts(overrides: Partial<ReleaseFacts> = {}): ReleaseFacts {
  return {
    report: report([deploy()]),
    recordedAt: new Date('2026-01-02T03:05:00Z'),
    settings: { phase: 'all', 'bake-time': 60_000, rollback: true, 'production-gateways': ['prod-eu=https://eu.gateways.example'] },
    tests: [],
    committed: UNREAD,
    change: UNREAD,
    approvals: UNREAD,
    ...overrides,
  };
}

/** The record as a reader of its file gets it, once it fits the schema. */
function recordOf(overrides: Partial<ReleaseFacts> = {}): Record<string, unknown> {
  const record: Record<string, unknown> = JSON.parse(serializeRecord(releaseRecord(facts(overrides))));
  expect(valid(record) ? [] : valid.errors).toEqual([]);
  return record;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const PLAN: DeployPlan = {
  to: TO,
  gateways: [
    {
      id: 'prod-eu',
      wave: 1,
      action: 'write',
      before: { name: 'support-desk', version: '1.1.0' },
      method: { kind: 'deploy', from: 'staging' },
      restore: { kind: 'commit', commit: 'abc', file: 'policy-config.yaml', identity: { ...TO, version: '1.1.0' }, digest: DIGEST },
    },
    { id: 'prod-us', wave: 2, action: 'not-read', method: { kind: 'push' } },
  ],
  canary: 1,
  bakeMs: 60_000,
};

describe('a release record', () => {
  test('names the policy by the digest that a statement about it has as its subject', () => {
    expect(recordOf()).toMatchObject({
      predicateType: schema.$id,
      policy: { name: 'packs/support/policy-config.yaml', digest: { sha256: DIGEST.slice('sha256:'.length) }, pack: TO },
    });
  });

  test('identifies test files as sha256sum does, whatever order they were read in', () => {
    const files = ['tests/b.json', 'tests/a.json'].map((name) => ({ name, bytes: Buffer.from(name) }));
    const lines = ['tests/a.json', 'tests/b.json'].map((name) => `${sha256(name)}  ${name}\n`).join('');
    const { tests } = recordOf({ tests: files });
    expect(tests).toMatchObject({ digest: { sha256: sha256(lines) }, files: [{ name: 'tests/a.json' }, { name: 'tests/b.json' }] });
    expect(recordOf({ tests: files.toReversed() }).tests).toEqual(tests);
  });

  test('gives the same settings the same digest, whatever order they were set in, and others another', () => {
    const digest = (settings: ReleaseFacts['settings']): unknown => Object(recordOf({ settings }).settings).digest;
    expect(digest({ phase: 'all', rollback: true })).toEqual({ sha256: sha256('{"phase":"all","rollback":true}') });
    expect(digest({ rollback: true, phase: 'all' })).toEqual(digest({ phase: 'all', rollback: true }));
    expect(digest({ phase: 'all', rollback: false })).not.toEqual(digest({ phase: 'all', rollback: true }));
  });

  test('says what validation found, and what was switched off', () => {
    const validation = pack({
      result: 'passed',
      findings: [finding({ severity: 'warning' }), finding({ ruleId: 'order', suppressed: true })],
      coverage: { entries: [], items: [], share: 0.5 },
    });
    expect(recordOf({ report: report([deploy({ validation })]) }).validation).toEqual({
      result: 'passed',
      findings: { error: 0, warning: 1, info: 0 },
      suppressions: [
        { ruleId: 'order', severity: 'error', message: finding().message, file: 'packs/support/policy-config.yaml', line: 12 },
      ],
      tests: { passed: 1, failed: 1, undecided: 0 },
      coverage: 0.5,
    });
  });

  test('has the plan, the steps, what was skipped and what was taken back', () => {
    const bypasses = [{ check: 'drift', because: 'emergency: OPS-7: outage' }];
    const takenBack = { trigger: 'prod-eu is unhealthy', gateways: ['prod-eu'] };
    const stage = deploy({
      result: 'rolled-back',
      emergency: 'OPS-7: outage',
      plan: PLAN,
      waves: [{ number: 1, gateways: ['prod-eu'], state: 'failed', startedAt: '2026-01-02T03:04:05.000Z', durationMs: 5 }],
      bypasses,
      takenBack,
      canary: [probe()],
      gateways: [gateway({ state: 'restored', byHand: 'kt policy push' })],
    });
    expect(recordOf({ report: report([stage], { overridden: ['tests: required'] }) })).toMatchObject({
      result: 'rolled-back',
      emergency: 'OPS-7: outage',
      bypasses,
      overrides: ['tests: required'],
      deploy: { takenBack, waves: stage.waves, canary: [probe()], gateways: [{ steps: gateway().steps, byHand: 'kt policy push' }] },
    });
  });

  test('names every kt with its hash, and not the builtin engine', () => {
    const engines = [
      { name: 'builtin' as const, version: '0.1.0' },
      { name: 'kt' as const, version: '0.1.0', path: '/opt/kt', sha256: 'b'.repeat(64) },
      { name: 'kt' as const, version: 'unknown' },
    ];
    expect(recordOf({ report: report([deploy()], { engines }) }).kt).toEqual([
      { version: '0.1.0', path: '/opt/kt', sha256: 'b'.repeat(64) },
      { version: 'unknown', sha256: { unread: expect.any(String) } },
    ]);
  });

  test('shows what verify found where it was part of the run', () => {
    expect(recordOf({ report: report([deploy(), verify()]) })).toMatchObject({
      result: 'verified',
      deploy: { result: 'promoted' },
      verify: { result: 'verified', gateways: [{ events: { matching: 4 } }] },
    });
  });

  test('is marked when any part of it is emulated', () => {
    expect(recordOf().emulated).toBe(false);
    expect(recordOf({ report: report([deploy()], { emulated: true }) }).emulated).toBe(true);
  });
});

describe('what could not be read', () => {
  const required = Object(schema).required as readonly string[];

  test('is never absent: a run that failed before deploy has every field', () => {
    const failure = { kind: 'refused', message: 'kt was not found' };
    const record = recordOf({ report: report([], { failure, result: 'incomplete' }) });
    expect(Object.keys(record)).toEqual(expect.arrayContaining([...required]));
    expect(record).toMatchObject({
      result: 'incomplete',
      failure,
      policy: { unread: expect.any(String) },
      kt: { unread: 'kt was not started' },
      validation: { unread: expect.any(String) },
      deploy: { unread: 'the run ended before deploy could report: kt was not found' },
      verify: { unread: 'verify did not run in this step' },
    });
  });

  test('of a gateway says so in its place', () => {
    const bare = { id: 'prod-eu', state: 'untouched' as const, proof: 'none' as const, steps: [] };
    const stage = deploy({ result: 'refused', plan: PLAN, gateways: [bare, { ...bare, state: 'unknown' }] });
    const { deploy: recorded } = recordOf({ report: report([stage]) });
    const unread = { unread: expect.any(String) };
    expect(recorded).toMatchObject({
      plan: { gateways: [{ before: { version: '1.1.0' } }, { before: { unread: 'nothing was asked of the gateway' } }] },
      gateways: [
        { before: unread, after: { unread: 'this run did not write to it' }, health: unread, events: unread },
        { after: { unread: 'what it serves could not be read' } },
      ],
    });
  });

  test('of a run in a terminal says so', () => {
    const { run, ...rest } = report([deploy()]);
    expect(run).toBeDefined();
    expect(recordOf({ report: rest }).run).toEqual({ unread: 'this run was not started by GitHub Actions' });
  });
});

describe("the record's schema", () => {
  test.each(Object(schema).required as readonly string[])('refuses a record without %s', (name) => {
    const { [name]: _gone, ...rest } = recordOf();
    expect(valid(rest)).toBe(false);
  });

  test.each([
    ['a gateway without a reading of what it served', { deploy: deploy() }],
    ['tests that are null', { tests: null }],
    ['a digest with its algorithm in it', { policy: { name: 'a', digest: { sha256: DIGEST }, pack: TO } }],
    ['an unread that gives no reason', { change: { unread: true } }],
    ['no kt at all', { kt: [] }],
  ])('refuses %s', (_name, part) => {
    expect(valid(JSON.parse(JSON.stringify({ ...recordOf(), ...part })))).toBe(false);
  });

  test('accepts any text where text is free, and fields it does not know', () => {
    const hostile = reportFullOf('\ud800 ::error::');
    const withoutTimes = (gateways: readonly GatewayReport[]) => gateways.map((one) => ({ ...one, steps: [] }));
    const stages = hostile.stages.map((stage) => {
      if (stage.stage === 'validate') return stage;
      const gateways = withoutTimes(stage.gateways);
      return stage.stage === 'deploy' ? { ...stage, gateways, waves: [] } : { ...stage, gateways };
    });
    const record = recordOf({ report: { ...hostile, engines: [], stages } });
    expect(valid({ ...record, later: 1 })).toBe(true);
  });
});
