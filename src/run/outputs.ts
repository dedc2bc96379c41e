import type { OutputName } from '../options/table.js';
import type { DeployReport } from '../report/deploy-model.js';
import { gatingPacks } from '../report/gate.js';
import { type GatewayReport, PROOFS } from '../report/gateway-model.js';
import type { PackReport, Report, StageReport } from '../report/model.js';
import { matrixOf } from './matrix.js';

/** Step outputs of what is known so far; unknown ones are left out. Small texts only: the report is a file. */
export function outputsOf(report: Report, reportPath: string | undefined): Partial<Record<OutputName, string>> {
  const outputs: Partial<Record<OutputName, string>> = {};
  for (const stage of report.stages) Object.assign(outputs, stageOutputs(stage));
  outputs.result = report.result;
  if (reportPath !== undefined) outputs.report = reportPath;
  return outputs;
}

function stageOutputs(stage: StageReport): Partial<Record<OutputName, string>> {
  switch (stage.stage) {
    case 'validate': {
      const counted = gatingPacks(stage.packs);
      const findings = counted.flatMap((pack) => pack.findings.filter((one) => one.suppressed !== true));
      const sum = (of: 'passed' | 'failed' | 'undecided'): string => String(counted.reduce((total, pack) => total + pack.tests[of], 0));
      const [only, ...more] = stage.packs;
      return {
        digest: only !== undefined && more.length === 0 ? only.digest : '',
        errors: String(findings.filter((one) => one.severity === 'error').length),
        warnings: String(findings.filter((one) => one.severity === 'warning').length),
        'tests-passed': sum('passed'),
        'tests-failed': sum('failed'),
        'tests-undecided': sum('undecided'),
        coverage: leastCoverage(counted),
        matrix: matrixOf(stage).text,
      };
    }
    case 'deploy': {
      const url = environmentUrl(stage);
      return {
        ...(stage.digest !== undefined && { digest: stage.digest }),
        promoted: JSON.stringify(stage.gateways.filter(wasPromoted).map((gateway) => gateway.id)),
        'rolled-back': JSON.stringify(stage.gateways.filter(({ state }) => state === 'restored').map(({ id }) => id)),
        ...(url !== undefined && { 'environment-url': url }),
        proof: weakestProof(stage.gateways),
        gateways: gatewayList(stage.gateways),
      };
    }
    case 'verify':
      return {
        proof: weakestProof(stage.gateways),
        gateways: gatewayList(stage.gateways),
        events: String(stage.gateways.reduce((total, gateway) => total + (gateway.events?.matching ?? 0), 0)),
      };
  }
}

/** The least share of chain entries that the tests of a pack prove; '' when no pack knows. */
function leastCoverage(packs: readonly PackReport[]): string {
  const shares = packs.flatMap((pack) => pack.coverage?.share ?? []);
  return shares.length === 0 ? '' : String(Math.min(...shares));
}

function wasPromoted(gateway: GatewayReport): boolean {
  return gateway.steps.length > 0 && (gateway.state === 'serving' || gateway.state === 'accepted');
}

/** Where this phase brings the policy: in phase `all` production is what the job's environment is named after. */
function environmentUrl({ plan, gateways }: DeployReport): string | undefined {
  const planned = plan?.gateways ?? [];
  const production = planned.filter(({ wave }) => wave > 0);
  const ids = (production.length > 0 ? production : planned).map(({ id }) => id);
  return ids.flatMap((id) => gateways.find((gateway) => gateway.id === id)?.url ?? [])[0];
}

function weakestProof(gateways: readonly GatewayReport[]): string {
  return PROOFS.findLast((proof) => gateways.some((gateway) => gateway.proof === proof)) ?? 'none';
}

function gatewayList(gateways: readonly GatewayReport[]): string {
  return JSON.stringify(gateways.map(({ id, state, proof }) => ({ id, state, proof })));
}
