import { createHash } from 'node:crypto';
import type { DeployPlan, DeployReport, PlannedGateway } from './deploy-model.js';
import type { GatewayReport, ServedIdentity } from './gateway-model.js';
import type { Engine, Finding, PackReport, Report, Severity, VerifyReport } from './model.js';
import {
  type Approval,
  type Change,
  type Committed,
  type DigestSet,
  type FileDescriptor,
  RELEASE_RECORD_TYPE,
  type RecordedDeploy,
  type RecordedGateway,
  type RecordedPlan,
  type RecordedValidation,
  type RecordedVerify,
  type ReleaseRecord,
  type SettingValue,
  type Unread,
} from './release-model.js';

/** Everything a release record is made of. */
export interface ReleaseFacts {
  /** Of the run, as it ended: also one that was refused, failed or never came to deploy. */
  readonly report: Report;
  readonly recordedAt: Date;
  /** The options in force, without secrets. */
  readonly settings: Readonly<Record<string, SettingValue>>;
  /** The test files that were read, by their path from the workspace. */
  readonly tests: readonly { readonly name: string; readonly bytes: Uint8Array }[] | Unread;
  /** Of the commit that `change` is about. */
  readonly committed: Committed | Unread;
  readonly change: Change | Unread;
  readonly approvals: readonly Approval[] | Unread;
}

/** The release record of a run. Pure: the same facts give the same record. */
export function releaseRecord(facts: ReleaseFacts): ReleaseRecord {
  const { report } = facts;
  const deploy = report.stages.find((stage) => stage.stage === 'deploy');
  const verify = report.stages.find((stage) => stage.stage === 'verify');
  return {
    schemaVersion: 1,
    predicateType: RELEASE_RECORD_TYPE,
    tool: report.tool,
    emulated: report.emulated === true,
    recordedAt: facts.recordedAt.toISOString(),
    result: report.result,
    failure: report.failure ?? null,
    policy: policyOf(deploy, facts.committed),
    tests: testsOf(facts.tests),
    settings: { digest: hashed(canonical(facts.settings)), values: facts.settings },
    kt: ktOf(report.engines),
    run: report.run ?? unread('this run was not started by GitHub Actions'),
    rollbackTo: deploy?.rollbackTo ?? null,
    change: facts.change,
    approvals: facts.approvals,
    validation: deploy?.validation === undefined ? unread('the file was not validated in this run') : validationOf(deploy.validation),
    deploy: deploy === undefined ? unread(whyNoDeploy(report)) : deployOf(deploy),
    verify: verify === undefined ? unread('verify did not run in this step') : verifyOf(verify),
    emergency: deploy?.emergency ?? null,
    bypasses: deploy?.bypasses ?? [],
    overrides: report.overridden ?? [],
  };
}

/** The record as the text of its file. */
export function serializeRecord(record: ReleaseRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

function unread(reason: string): Unread {
  return { unread: reason };
}

function whyNoDeploy({ failure }: Report): string {
  return failure === undefined ? 'the run ended before deploy began' : `the run ended before deploy could report: ${failure.message}`;
}

function digestSet(digest: string): DigestSet {
  return { sha256: digest.replace(/^sha256:/, '') };
}

function hashed(content: string | Uint8Array): DigestSet {
  return { sha256: createHash('sha256').update(content).digest('hex') };
}

function policyOf(deploy: DeployReport | undefined, committed: Committed | Unread): ReleaseRecord['policy'] {
  if (deploy?.digest === undefined) return unread('the policy file was not read');
  const { file: name, digest, pack = unread('the file names no pack with a version') } = deploy;
  return { name, digest: digestSet(digest), pack, committed };
}

function testsOf(tests: ReleaseFacts['tests']): ReleaseRecord['tests'] {
  if ('unread' in tests) return tests;
  const files: readonly FileDescriptor[] = tests
    .map(({ name, bytes }) => ({ name, digest: hashed(bytes) }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const lines = files.map(({ name, digest }) => `${digest.sha256}  ${name}\n`);
  return { digest: hashed(lines.join('')), files };
}

/** RFC 8785: of texts, numbers, booleans and lists, JSON.stringify writes exactly that once the names are sorted. */
function canonical(values: ReleaseFacts['settings']): string {
  return JSON.stringify(Object.fromEntries(Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1))));
}

function ktOf(engines: readonly Engine[]): ReleaseRecord['kt'] {
  const found = engines.filter(({ name }) => name === 'kt');
  if (found.length === 0) return unread('kt was not started');
  return found.map(({ name: _kt, sha256: hash, ...engine }) => ({ ...engine, sha256: hash ?? unread('the executable was not hashed') }));
}

function validationOf({ result, findings, tests, coverage }: PackReport): RecordedValidation {
  const open = findings.filter(({ suppressed }) => suppressed !== true);
  const number = (wanted: Severity): number => open.filter(({ severity }) => severity === wanted).length;
  const { passed, failed, undecided } = tests;
  return {
    result,
    findings: { error: number('error'), warning: number('warning'), info: number('info') },
    suppressions: findings.filter(({ suppressed }) => suppressed === true).map(suppressionOf),
    tests: { passed, failed, undecided },
    coverage: coverage?.share ?? unread(coverage === undefined ? 'no test measured it' : 'no entry of the chain can decide anything'),
  };
}

function suppressionOf({ ruleId, severity, message, file, range }: Finding): RecordedValidation['suppressions'][number] {
  return { ruleId, severity, message, file, ...(range !== undefined && { line: range.start.line }) };
}

function deployOf(deploy: DeployReport): RecordedDeploy {
  const { result, reason, startedAt, durationMs, phase, plan, waves, canary, gateways, takenBack, warnings } = deploy;
  return {
    result,
    reason,
    startedAt,
    durationMs,
    phase,
    plan: plan === undefined ? unread(`deploy ended before it had a plan: ${reason.summary}`) : planOf(plan),
    waves,
    canary,
    gateways: gateways.map((gateway) => gatewayOf(gateway, NOT_READ_BY_DEPLOY)),
    takenBack: takenBack ?? null,
    warnings,
  };
}

function planOf(plan: DeployPlan): RecordedPlan {
  const before = (gateway: PlannedGateway): ServedIdentity | Unread =>
    gateway.before ?? unread(gateway.action === 'not-read' ? 'nothing was asked of the gateway' : 'what it serves could not be read');
  return { ...plan, gateways: plan.gateways.map((gateway) => ({ ...gateway, before: before(gateway) })) };
}

function verifyOf({ result, reason, startedAt, durationMs, warnings, gateways }: VerifyReport): RecordedVerify {
  return { result, reason, startedAt, durationMs, warnings, gateways: gateways.map((gateway) => gatewayOf(gateway, NOT_READ_BY_VERIFY)) };
}

/** Why a reading is missing, where its absence in the report does not tell. */
type Reasons = Readonly<Record<'before' | 'events', string>>;

const NOT_READ_BY_DEPLOY: Reasons = {
  before: 'what it served before was not read',
  events: 'deploy asks for no decision events of a gateway; verify does',
};

const NOT_READ_BY_VERIFY: Reasons = {
  before: 'verify looks at the present only',
  events: 'no decision events were asked for',
};

function gatewayOf(gateway: GatewayReport, reasons: Reasons): RecordedGateway {
  const { before, after, health, events, ...rest } = gateway;
  return {
    ...rest,
    before: before ?? unread(reasons.before),
    after: after ?? unread(gateway.state === 'untouched' ? 'this run did not write to it' : 'what it serves could not be read'),
    health: health ?? unread('its health was not asked for'),
    events: events ?? unread(reasons.events),
  };
}
