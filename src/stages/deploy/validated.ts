import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kt } from '../../keeptrusts/kt.js';
import type { ExpectedPolicy } from '../../keeptrusts/served-config.js';
import type { PackReport, Severity } from '../../report/model.js';
import { type PackSource, validatePack } from '../pack.js';
import { type Ending, refused } from './ending.js';

export interface ValidationSettings {
  readonly kt: Kt;
  readonly temporaryDirectory: string;
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
  readonly tests: 'true' | 'false' | 'required';
  readonly allowInconclusive: boolean;
}

/** What the policy file says, once it has passed validation; else why it may not be deployed. */
export async function validated(
  source: PackSource,
  settings: ValidationSettings,
): Promise<{ readonly report: PackReport; readonly outcome: ExpectedPolicy | Ending }> {
  const { kt, severities, tests } = settings;
  const stagingDirectory = await mkdtemp(join(settings.temporaryDirectory, 'pack-'));
  const { report, document } = await validatePack(source, { engine: 'auto', failOn: 'error', severities, tests }, { kt, stagingDirectory });
  const { identity, chain, value } = document;
  const refusal = refusalOf(report, settings);
  if (refusal !== undefined) return { report, outcome: refusal };
  if (identity !== undefined && chain !== undefined) return { report, outcome: { identity, chain, value } };
  return {
    report,
    outcome: refused(
      ['the policy file names no pack or no chain, so a gateway could never be compared with it'],
      ['Add pack.name, pack.version and policies.chain.'],
    ),
  };
}

function refusalOf(report: PackReport, { allowInconclusive }: ValidationSettings): Ending | undefined {
  if (report.result === 'failed') {
    return refused(
      [`the policy file does not pass validation: ${firstFault(report)}`],
      ['Run the validate stage on this commit and correct what it reports.'],
    );
  }
  if (report.result !== 'inconclusive' || allowInconclusive) return undefined;
  return refused(
    ['validation is inconclusive: not every behaviour test could be decided, or there is none'],
    ['Add tests that kt can decide, or set allow-inconclusive: true, or tests: false.'],
  );
}

function firstFault({ findings, tests }: PackReport): string {
  const finding = findings.find((one) => one.severity === 'error');
  if (finding !== undefined) return finding.message;
  const failed = tests.cases.find((one) => one.outcome === 'failed');
  return failed === undefined ? 'see the findings' : `test "${failed.name}": ${failed.reason ?? 'failed'}`;
}
