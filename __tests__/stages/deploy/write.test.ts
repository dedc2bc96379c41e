import { describe, expect, test } from '@jest/globals';
import { methodFor } from '../../../src/stages/deploy/write.js';
import type { Gateway } from '../../../src/stages/gateway-target.js';
import { fakeKt } from '../world.js';

describe('how a gateway gets the policy', () => {
  const on = (apiUrl?: string): Gateway => ({ id: 'g', kt: fakeKt(), ...(apiUrl !== undefined && { apiUrl }) });

  test.each([
    ['without staging by push', undefined, on(), 'push'],
    ['with staging on the same control plane by deploy', on('https://a'), on('https://a'), 'deploy'],
    ['with staging on the default control plane too by deploy', on(), on(), 'deploy'],
    ['with staging on another control plane by push', on('https://a'), on('https://b'), 'push'],
    ['with staging on the default control plane, itself not, by push', on(), on('https://b'), 'push'],
  ])('%s', (_name, staging, target, kind) => {
    const from = staging && { ...staging, id: 'staging' };
    expect(methodFor(from, target, 'auto').kind).toBe(kind);
  });

  test('as promote-with says, whatever the control planes', () => {
    expect(methodFor({ ...on(), id: 'staging' }, on(), 'push').kind).toBe('push');
    expect(methodFor({ ...on('https://a'), id: 'staging' }, on('https://b'), 'deploy')).toEqual({ kind: 'deploy', from: 'staging' });
  });

  test('staging itself by push', () => {
    expect(methodFor(on(), on(), 'deploy').kind).toBe('push');
  });
});
