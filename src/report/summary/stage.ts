import type { DeployReport } from '../deploy-model.js';
import { planOnly } from '../deploy-words.js';
import type { Report, StageReport } from '../model.js';
import { duration, stageName } from '../words.js';
import { deploySections } from './deploy.js';
import { doctorSection, gatewaySections } from './gateways.js';
import { packSections } from './packs.js';
import { collapsed, type Page } from './page.js';
import { canarySection } from './probes.js';

/** `deploy: promoted (40 min 5 s)`: words of ours alone. */
export function stageTitle(stage: StageReport): string {
  return `${stageName(stage)}: ${resultWords(stage)} (${duration(stage.durationMs)})`;
}

/** A plan looks much like what was done: its title says that nothing was. */
function resultWords({ result }: StageReport): string {
  return result === 'planned' ? 'planned, nothing was written' : result;
}

/** All there is of a stage but its result and reason, the same in a summary and in a comment. */
export function stageTables(stage: StageReport, report: Report, page: Page): string[] {
  if (stage.stage === 'validate') return packSections(stage.packs, page);
  if (stage.stage === 'verify') return [...gatewaySections(stage.gateways, page), ...doctorSection(stage.doctor, page)];
  const gateways = planOnly(stage) === undefined ? gatewaySections(stage.gateways, page) : [];
  return [...deploySections(stage, page), ...gateways, ...canarySection(stage.canary, page), ...validationSection(stage, report, page)];
}

/** What validating the snapshot found: of no use to who deploys as long as it stands in nobody's way. */
function validationSection({ validation }: DeployReport, { stages }: Report, page: Page): string[] {
  // The validate stage of the same run has already shown the same findings.
  if (validation === undefined || stages.some(({ stage }) => stage === 'validate')) return [];
  const sections = packSections([validation], page);
  return validation.result === 'passed' ? collapsed('Validation of the file that is deployed: passed', sections) : sections;
}
