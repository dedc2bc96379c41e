import { asDigest } from '../../src/policy/digest.js';
import type { DeployPlan, DeployReport, PlannedGateway, RestoreSource } from '../../src/report/deploy-model.js';
import type { GatewayReport, ProbeReport } from '../../src/report/gateway-model.js';
import type {
  CaseResult,
  Finding,
  PackReport,
  Report,
  RunIdentity,
  StageReport,
  ValidateReport,
  VerifyReport,
} from '../../src/report/model.js';

/** Reports of the kind real runs make, with what a test is about replaced. */

export const DIGEST = asDigest(`sha256:${'a'.repeat(64)}`);

const STAGE = { startedAt: '2026-01-02T03:04:05.000Z', durationMs: 1234, warnings: [] };

export const RUN: RunIdentity = {
  repository: 'acme/policies',
  commit: 'c0ffee0123456789c0ffee0123456789c0ffee01',
  ref: 'refs/heads/main',
  url: 'https://github.com/acme/policies/actions/runs/42/attempts/2',
  attempt: 2,
  actor: 'octocat',
  event: 'push',
};

export function finding(overrides: Partial<Finding> = {}): Finding {
  return {
    ruleId: 'unknown-kind',
    severity: 'error',
    message: 'There is no policy kind "rag-guard"',
    file: 'packs/support/policy-config.yaml',
    workspaceFile: 'packs/support/policy-config.yaml',
    range: { start: { line: 12, column: 7 }, end: { line: 12, column: 16 } },
    engine: 'builtin',
    fingerprint: 'f1',
    ...overrides,
  };
}

export function testCase(overrides: Partial<CaseResult> = {}): CaseResult {
  return {
    name: 'blocks a request without sources',
    file: 'packs/support/tests/rag.yaml',
    line: 3,
    outcome: 'failed',
    expected: { verdict: 'block', reasonCode: 'rag.no-source' },
    actual: { verdict: 'allow' },
    // A passed case has a reason only where another engine decides otherwise.
    ...(overrides.outcome !== 'passed' && { reason: 'the chain let it pass' }),
    engine: 'builtin',
    ...overrides,
  };
}

export function pack(overrides: Partial<PackReport> = {}): PackReport {
  return {
    file: 'packs/support/policy-config.yaml',
    digest: DIGEST,
    pack: { name: 'support-desk', version: '1.2.0' },
    result: 'failed',
    findings: [finding()],
    tests: { passed: 1, failed: 1, undecided: 0, cases: [testCase(), testCase({ name: 'allows a greeting', outcome: 'passed' })] },
    ...overrides,
  };
}

export function validate(overrides: Partial<ValidateReport> = {}): ValidateReport {
  return {
    stage: 'validate',
    ...STAGE,
    result: 'failed',
    reason: { summary: '1 error and 1 failed test in 1 of 1 packs', nextSteps: ['Correct the kind in line 12.'] },
    packs: [pack()],
    ...overrides,
  };
}

export function gateway(overrides: Partial<GatewayReport> = {}): GatewayReport {
  return {
    id: 'prod-eu',
    url: 'https://eu.gateways.example',
    environment: 'production',
    state: 'serving',
    proof: 'version',
    result: 'verified',
    before: { name: 'support-desk', version: '1.1.0' },
    after: { name: 'support-desk', version: '1.2.0' },
    health: { status: 'healthy', httpStatus: 200, latencyMs: 12, attempts: 1 },
    events: {
      read: 9,
      matching: 4,
      unattributed: 2,
      verdicts: { allow: 3, block: 1 },
      newest: [{ id: 'e1', verdict: 'block', configVersion: '1.2.0', correlation: 'gateway' }],
    },
    steps: [{ step: 'push', at: '2026-01-02T03:04:06.000Z', durationMs: 80, outcome: 'done' }],
    ...overrides,
  };
}

export function probe(overrides: Partial<ProbeReport> = {}): ProbeReport {
  return {
    name: 'blocks the roadmap',
    expected: { verdict: 'block' },
    actual: 'allow',
    outcome: 'failed',
    shownBy: 'answer',
    requestId: 'keeptrusts-policy-probe-1',
    reason: 'expected block, the gateway answered normally',
    ...overrides,
  };
}

export function deploy(overrides: Partial<DeployReport> = {}): DeployReport {
  return {
    stage: 'deploy',
    ...STAGE,
    result: 'promoted',
    reason: { summary: 'all 1 production gateways serve 1.2.0', nextSteps: [] },
    phase: 'all',
    file: 'packs/support/policy-config.yaml',
    digest: DIGEST,
    pack: { name: 'support-desk', version: '1.2.0' },
    validation: pack({ result: 'passed', findings: [] }),
    waves: [],
    bypasses: [],
    canary: [{ name: 'canary block', expected: { verdict: 'block' }, actual: 'block', outcome: 'passed', requestId: 'req-1' }],
    gateways: [gateway()],
    ...overrides,
  };
}

export function verify(overrides: Partial<VerifyReport> = {}): VerifyReport {
  return {
    stage: 'verify',
    ...STAGE,
    result: 'verified',
    reason: { summary: '1 gateway serves the file', nextSteps: [] },
    file: 'packs/support/policy-config.yaml',
    digest: DIGEST,
    gateways: [gateway()],
    doctor: { exitCode: 0, checks: [{ name: 'api', status: 'ok' }] },
    ...overrides,
  };
}

export function report(stages: readonly StageReport[], overrides: Partial<Report> = {}): Report {
  return {
    schemaVersion: 1,
    tool: { name: 'keeptrusts-policy-action', version: '0.1.0' },
    engines: [{ name: 'builtin', version: '0.1.0' }],
    run: RUN,
    result: stages.at(-1)?.result ?? 'incomplete',
    stages,
    ...overrides,
  };
}

/** A gateway of a plan that is going to be written to, and what it gets back otherwise. */
export function planned(overrides: Partial<PlannedGateway> = {}): PlannedGateway {
  return {
    id: 'prod-eu',
    environment: 'production',
    wave: 1,
    action: 'write',
    before: { name: 'support-desk', version: '1.1.0' },
    method: { kind: 'push' },
    restore: {
      kind: 'commit',
      commit: 'beef00123456789abeef00123456789abeef0012',
      file: 'packs/support/policy-config.yaml',
      identity: { name: 'support-desk', version: '1.1.0' },
      digest: DIGEST,
    },
    ...overrides,
  };
}

export function plan(gateways: readonly PlannedGateway[], overrides: Partial<DeployPlan> = {}): DeployPlan {
  return { to: { name: 'support-desk', version: '1.2.0' }, gateways, canary: 0, bakeMs: 0, ...overrides };
}

/** A report in which every text that comes from outside is the given one. */
export function reportFullOf(text: string): Report {
  const named = { name: text, version: text };
  const hostileFinding = finding({ ruleId: text, message: text, help: text, file: text, workspaceFile: text, path: text, docs: text });
  const hostilePack = pack({
    file: text,
    pack: named,
    findings: [hostileFinding],
    tests: {
      passed: 0,
      failed: 1,
      undecided: 1,
      cases: [testCase({ name: text, file: text, reason: text, actual: { verdict: text, reasonCode: text } })],
      causes: [{ kind: text, cause: text, text, wayOut: text, cases: 1 }],
    },
    coverage: { entries: [{ index: 0, kind: text, state: 'never' }], items: [{ path: text, matched: false }], share: 0 },
    mutation: { mutants: 1, killed: 0, survivors: [{ path: text, description: text }] },
  });
  const hostileGateway = gateway({
    id: text,
    url: text,
    environment: text,
    before: named,
    after: named,
    differences: [text],
    health: { status: 'unhealthy', attempts: 1, detail: text },
    events: {
      read: 1,
      matching: 1,
      unattributed: 0,
      verdicts: { [text]: 1 },
      notes: [text],
      newest: [{ id: text, verdict: text, reasonCode: text, model: text, gatewayId: text, correlation: 'none' }],
    },
    probes: [probe({ name: text, expected: { verdict: 'block', reasonCode: text }, actual: text, requestId: text, reason: text })],
    byHand: text,
    steps: [{ step: text, at: text, durationMs: 1, outcome: 'failed', detail: text }],
  });
  const hostileSource = { commit: text, file: text, identity: named, digest: DIGEST };
  const hostilePlan = (action: PlannedGateway['action'], restore: RestoreSource): PlannedGateway => {
    return planned({ id: text, environment: text, wave: 0, action, before: named, method: { kind: 'deploy', from: text }, restore });
  };
  const reason = { summary: text, nextSteps: [text] };
  const unread = gateway({ id: text, events: { read: 0, matching: 0, unattributed: 0, verdicts: {}, newest: [], unread: text } });
  return report(
    [
      validate({ packs: [hostilePack], reason, warnings: [text] }),
      deploy({
        result: 'failed',
        file: text,
        pack: named,
        gateways: [hostileGateway],
        reason,
        rollbackTo: { commit: text },
        emergency: text,
        bypasses: [
          { check: text, because: text },
          { check: 'drift', because: `emergency: ${text}` },
        ],
        plan: plan(
          [
            hostilePlan('write', { kind: 'commit', ...hostileSource }),
            hostilePlan('write', { kind: 'previous-policy-file', ...hostileSource }),
            hostilePlan('unchanged', { kind: 'none', reason: text }),
          ],
          { to: named, canary: 1, bakeMs: 1 },
        ),
        waves: [{ number: 0, gateways: [text, text], state: 'failed', startedAt: text, durationMs: 1 }],
        takenBack: { trigger: text, gateways: [text] },
        canary: [
          { name: text, expected: { verdict: 'block', reasonCode: text }, actual: text, outcome: 'failed', requestId: text, reason: text },
        ],
      }),
      deploy({
        result: 'refused',
        reason,
        plan: plan([{ ...hostilePlan('refused', { kind: 'none', reason: text }), reason: text }], { to: named }),
      }),
      verify({
        result: 'mismatch',
        file: text,
        pack: named,
        gateways: [hostileGateway, unread],
        reason,
        doctor: { checks: [{ name: text, status: text }] },
      }),
    ],
    {
      engines: [{ name: 'kt', version: text, path: text, sha256: text }],
      run: { ...RUN, repository: text, ref: text, actor: text, event: text, url: text, commit: text },
      overridden: [text],
    },
  );
}
