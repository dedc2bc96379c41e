import { describe, expect, test } from '@jest/globals';
import type { DeployReport } from '../../src/report/deploy-model.js';
import type { GatewayReport } from '../../src/report/gateway-model.js';
import { deploy, gateway } from '../report/samples.js';
import { type GatewayTruth, untruths } from './gateways-as-reported.js';
import { PREVIOUS, policy } from './policies.js';

const TEXT = policy();
const OTHER = policy({ version: '9.0.0' });
const STEPS: GatewayReport['steps'] = [{ step: 'kt policy push', at: '2026-01-02T03:04:05.000Z', durationMs: 1, outcome: 'done' }];

const KEPT: GatewayTruth = { before: PREVIOUS, assigned: PREVIOUS, active: PREVIOUS };
const NEW: GatewayTruth = { before: PREVIOUS, assigned: TEXT, active: TEXT };

function claim(state: GatewayReport['state'], more: Partial<GatewayReport> = {}): GatewayReport {
  const { after: _after, ...base } = gateway();
  return { ...base, id: 'eu', state, proof: 'full', steps: STEPS, ...more };
}

function check(result: DeployReport['result'], claims: readonly GatewayReport[], truth: GatewayTruth): readonly string[] {
  const waves = [{ number: 1, gateways: ['eu'], state: 'done' } as const];
  return untruths(deploy({ result, gateways: claims, waves }), TEXT, new Map([['eu', truth]]));
}

describe('reading back what a deploy reports', () => {
  test.each<[GatewayReport['state'], DeployReport['result'], GatewayTruth]>([
    ['serving', 'promoted', NEW],
    ['restored', 'rolled-back', KEPT],
    ['untouched', 'refused', KEPT],
    ['serving-other', 'failed', { ...NEW, active: PREVIOUS }],
    ['unknown', 'unknown', NEW],
    ['accepted', 'promoted', { ...NEW, active: PREVIOUS }],
  ])('finds nothing to say against %s (%s) where it is so', (state, result, truth) => {
    expect(check(result, [claim(state)], truth)).toEqual([]);
  });

  test.each<[GatewayReport['state'], string, GatewayTruth]>([
    ['serving', 'it runs the former policy', { ...NEW, active: PREVIOUS }],
    ['serving', 'the next poll brings another', { ...NEW, assigned: OTHER }],
    ['restored', 'what is assigned to it is still the new policy', { ...KEPT, assigned: TEXT }],
    ['restored', 'it runs a third one', { ...KEPT, active: OTHER }],
    ['serving-other', 'it runs the file', NEW],
    ['untouched', 'it was written to', NEW],
    ['accepted', 'nothing is assigned to it', KEPT],
    ['unhealthy', 'it does not run the file it is said to show', KEPT],
  ])('objects to %s where %s', (state, _why, truth) => {
    expect(check('failed', [claim(state)], truth)).toEqual([`eu is said to be ${state}`]);
  });

  test.each<[string, DeployReport['result'], readonly GatewayReport[], GatewayTruth]>([
    ['a gateway that is not named and was written to', 'failed', [], NEW],
    ['a gateway that was written to and shows no step of it', 'failed', [claim('serving', { steps: [] })], NEW],
    ['a gateway that does not exist', 'failed', [claim('untouched'), claim('untouched', { id: 'us' })], KEPT],
    ['a version that it does not run', 'promoted', [claim('serving', { after: { name: 'support-desk', version: '1.3.9' } })], NEW],
    ['a promotion that did not reach it', 'promoted', [claim('unknown')], KEPT],
    ['a refusal after which something is written', 'refused', [claim('unknown')], NEW],
    ['a plan after which something is written', 'planned', [claim('unknown')], NEW],
    ['a roll-back after which the new policy runs', 'rolled-back', [claim('unknown')], NEW],
  ])('objects to %s', (_what, result, claims, truth) => {
    expect(check(result, claims, truth)).toHaveLength(1);
  });
});
