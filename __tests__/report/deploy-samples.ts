import type { DeployReport, PlannedGateway, WaveReport } from '../../src/report/deploy-model.js';
import type { GatewayReport } from '../../src/report/gateway-model.js';
import { deploy, gateway, plan, planned, probe } from './samples.js';

/** One deploy of each way it can end, over a staging gateway and five in production. */

const OLD = { name: 'support-desk', version: '1.1.0' };
const NEW = { name: 'support-desk', version: '1.2.0' };
const IDS = ['staging-eu', 'prod-eu', 'prod-us', 'prod-apac', 'prod-uk', 'prod-br'];
const WAVE_OF = [0, 1, 2, 2, 3, 3];
const METHOD = { kind: 'deploy', from: 'staging-eu' } as const;

function member(id: string, overrides: Partial<GatewayReport> = {}): GatewayReport {
  const { result: _result, events: _events, ...base } = gateway();
  const environment = id.startsWith('staging') ? 'staging' : 'production';
  return { ...base, id, url: `https://${id}.gateways.example`, environment, proof: 'chain', before: OLD, after: NEW, ...overrides };
}

const untouched = (id: string): GatewayReport => {
  const { after: _after, health: _health, ...rest } = member(id);
  return { ...rest, state: 'untouched', proof: 'none', steps: [] };
};

const restored = (id: string): GatewayReport => member(id, { state: 'restored', after: OLD });

export const PLANNED: readonly PlannedGateway[] = IDS.map((id, index) =>
  planned({
    id,
    wave: WAVE_OF[index] ?? 0,
    environment: index === 0 ? 'staging' : 'production',
    method: index === 0 ? { kind: 'push' } : METHOD,
  }),
);

const PLAN = plan(PLANNED, { canary: 4, bakeMs: 300_000 });

function waves(...states: readonly WaveReport['state'][]): readonly WaveReport[] {
  return states.map((state, number) => ({
    number,
    gateways: IDS.filter((_, index) => WAVE_OF[index] === number),
    state,
    ...(state !== 'waiting' && { startedAt: `2026-01-02T03:0${number}:05.000Z`, durationMs: 361_000 + number }),
  }));
}

const { reason: _reason, ...PASSED } = probe({ outcome: 'passed', actual: 'block' });
const CANARY = [PASSED];

export const WHY = 'prod-apac is not healthy with version 1.2.0: read back: unhealthy; HTTP 503';

export const BY_HAND =
  'git show beef00123456789abeef00123456789abeef0012:packs/support/policy-config.yaml > previous-policy-config.yaml && ' +
  'kt policy push --file previous-policy-config.yaml --gateway-id prod-us';

const BASE = { plan: PLAN, canary: CANARY };

/** As the stage reports them. */
export const DEPLOYS: Readonly<Record<string, DeployReport>> = {
  promoted: deploy({
    ...BASE,
    result: 'promoted',
    reason: { summary: 'version 1.2.0 is served by staging-eu, prod-eu, prod-us, prod-apac, prod-uk and 1 more', nextSteps: [] },
    waves: waves('done', 'done', 'done', 'done'),
    gateways: IDS.map((id) => member(id)),
  }),
  staged: deploy({
    plan: plan(PLANNED.slice(0, 1), { canary: 4 }),
    canary: CANARY,
    result: 'staged',
    phase: 'stage',
    reason: {
      summary: 'version 1.2.0 is staged on staging-eu',
      nextSteps: ['Promote it with phase: promote and this digest.'],
    },
    waves: waves('done'),
    gateways: [member('staging-eu')],
  }),
  planned: deploy({
    ...BASE,
    result: 'planned',
    reason: { summary: '6 of 6 gateways would be written to, in 4 waves; nothing was written', nextSteps: [] },
    waves: waves('waiting', 'waiting', 'waiting', 'waiting'),
    canary: [],
    gateways: IDS.map(untouched),
  }),
  'planned without reading': deploy({
    result: 'planned',
    reason: {
      summary: '6 gateways would be read, and written to where they differ, in 4 waves; nothing was written',
      nextSteps: [],
    },
    plan: plan(
      PLANNED.map(({ before: _before, restore: _restore, ...rest }) => ({ ...rest, action: 'not-read' })),
      { canary: 4, bakeMs: 300_000 },
    ),
    waves: waves('waiting', 'waiting', 'waiting', 'waiting'),
    canary: [],
    gateways: IDS.map(untouched),
  }),
  unchanged: deploy({
    result: 'unchanged',
    reason: { summary: 'every gateway already serves exactly this file (version 1.2.0)', nextSteps: [] },
    plan: plan(PLANNED.map(({ restore: _restore, ...rest }) => ({ ...rest, action: 'unchanged', before: NEW }))),
    waves: waves('done', 'done', 'done', 'done'),
    canary: [],
    gateways: IDS.map((id) => member(id, { before: NEW, proof: 'full', steps: [] })),
  }),
  refused: deploy({
    result: 'refused',
    reason: {
      summary:
        'gateway prod-us: it serves support-desk 1.3.0, which is newer than version 1.2.0; gateway prod-br: there is no source to give it support-desk 0.9.0 back from, should the roll-out fail: no commit of this file has what it serves now. Nothing was written',
      nextSteps: [
        'Deploy the newer commit, raise pack.version, or set allow-downgrade: true.',
        'Check out the whole history (fetch-depth: 0).',
      ],
    },
    plan: plan(
      PLANNED.map((one) => {
        if (one.id === 'prod-us') {
          const before = { name: 'support-desk', version: '1.3.0' };
          return { ...one, action: 'refused', before, reason: 'it serves support-desk 1.3.0, which is newer than version 1.2.0' };
        }
        if (one.id !== 'prod-br') return one;
        const reason = 'no commit of this file has what it serves now';
        const before = { name: 'support-desk', version: '0.9.0' };
        return { ...one, action: 'refused', before, reason: 'there is no source to give it back from', restore: { kind: 'none', reason } };
      }),
      { canary: 4, bakeMs: 300_000 },
    ),
    waves: waves('waiting', 'waiting', 'waiting', 'waiting'),
    canary: [],
    gateways: IDS.map(untouched),
  }),
  'rolled back': deploy({
    ...BASE,
    result: 'rolled-back',
    reason: {
      summary: `${WHY}; what was changed was taken back: staging-eu, prod-eu, prod-us, prod-apac serve again what was served before`,
      nextSteps: ['Correct the policy and raise pack.version.'],
    },
    waves: waves('done', 'done', 'failed', 'waiting'),
    takenBack: { trigger: WHY, gateways: ['prod-apac', 'prod-us', 'prod-eu', 'staging-eu'] },
    gateways: [...IDS.slice(0, 4).map(restored), ...IDS.slice(4).map(untouched)],
  }),
  'taking back failed': deploy({
    ...BASE,
    result: 'unknown',
    reason: {
      summary: `the state of prod-us is not known: kt policy push: timed out after 60 s; it was being taken back, because ${WHY}`,
      nextSteps: ['Read what prod-us serves (https://prod-us.gateways.example/keeptrusts/config) before running this again.'],
    },
    waves: waves('done', 'done', 'failed', 'waiting'),
    takenBack: { trigger: WHY, gateways: ['prod-apac', 'prod-us', 'prod-eu', 'staging-eu'] },
    gateways: [
      ...['staging-eu', 'prod-eu'].map(restored),
      member('prod-us', { state: 'unknown', proof: 'none', byHand: BY_HAND, differences: ['version is 1.2.0, the file says 1.1.0'] }),
      restored('prod-apac'),
      ...IDS.slice(4).map(untouched),
    ],
  }),
  'canary failed': deploy({
    ...BASE,
    result: 'failed',
    reason: {
      summary: 'canary "blocks the roadmap": expected block, the gateway answered normally; no further gateway was written to',
      nextSteps: ['Correct the policy or the golden file and raise pack.version.'],
    },
    waves: waves('failed', 'waiting', 'waiting', 'waiting'),
    canary: [probe()],
    gateways: [member('staging-eu'), ...IDS.slice(1).map(untouched)],
  }),
  emergency: deploy({
    plan: plan(PLANNED),
    canary: [],
    result: 'promoted',
    emergency: 'INC-4711: payments are blocked',
    bypasses: [
      { check: 'drift', because: 'allow-drift: true' },
      { check: 'canary', because: 'emergency: INC-4711: payments are blocked' },
      { check: 'bake-time', because: 'emergency: INC-4711: payments are blocked' },
    ],
    reason: { summary: 'version 1.2.0 is served by staging-eu, prod-eu, prod-us, prod-apac, prod-uk and 1 more', nextSteps: [] },
    waves: waves('done', 'done', 'done', 'done'),
    gateways: IDS.map((id) => member(id)),
  }),
  rollback: deploy({
    plan: plan(PLANNED.map((one) => ({ ...one, wave: Math.min(one.wave, 1), method: { kind: 'push' } }))),
    canary: [],
    result: 'promoted',
    rollbackTo: { commit: 'beef00123456789abeef00123456789abeef0012' },
    reason: { summary: 'version 1.2.0 is served by staging-eu, prod-eu, prod-us, prod-apac, prod-uk and 1 more', nextSteps: [] },
    waves: [
      { number: 0, gateways: ['staging-eu'], state: 'done', startedAt: '2026-01-02T03:04:05.000Z', durationMs: 900 },
      { number: 1, gateways: IDS.slice(1), state: 'done', startedAt: '2026-01-02T03:04:06.000Z', durationMs: 900 },
    ],
    gateways: IDS.map((id) => member(id)),
  }),
};
