import { bypassText } from '../deploy-words.js';
import { codeSpan, markdownCell, markdownLink, markdownProse, markdownText } from '../escape/markdown.js';
import type { PackIdentity } from '../gateway-model.js';
import type { Engine, PackReport, Report, RunIdentity, StageReport } from '../model.js';
import type { PlaceOf } from '../source-place.js';
import { EMULATED_WORDS, headlineOf, nextStepsOf, unreachedWords } from '../words.js';
import { ICONS, repositoryLink } from './page.js';

// The head is always shown whole, so what is in it is bounded here.
/** Characters of a reason; a longer one is whole in its stage's section. */
const REASON_LIMIT = 600;
/** A heading of more than two lines is not read. */
const HEADING_REASON_LIMIT = 100;
const NEXT_STEPS_LIMIT = 10;
const ENGINES_LIMIT = 5;
const BYPASSES_LIMIT = 20;
const OVERRIDES_LIMIT = 20;
const CHECKOUTS_LIMIT = 3;

/** The result with its reason, which stands below where it is long: what a reader must see. */
export function resultLine(report: Report): string {
  const { tone, verdict, reason } = headlineOf(report);
  const between = reason.length <= HEADING_REASON_LIMIT ? ': ' : '\n\n';
  return `## ${ICONS[tone]} ${markdownText(verdict)}${between}${markdownProse(reason, REASON_LIMIT)}`;
}

/** The stages that were asked for and stand nowhere below. */
export function unreached(report: Report): string[] {
  const words = unreachedWords(report);
  return words === undefined ? [] : ['', words, ''];
}

/** Whether the result line has said why the stage ended as it did. */
export function isTold({ reason }: StageReport, report: Report): boolean {
  return reason.summary.length <= REASON_LIMIT && headlineOf(report).reason === reason.summary;
}

/** The banner over everything the emulator had a part in. */
export function emulatedBanner(report: Report): string[] {
  return report.emulated === true ? ['', '> [!WARNING]', `> **${EMULATED_WORDS}**`, ''] : [];
}

/** The checks somebody said not to make: whoever reads the result must know what it does not rest on. */
export function bypassBanner(report: Report): string[] {
  return report.stages.flatMap((stage) => {
    if (stage.stage !== 'deploy' || (stage.emergency === undefined && stage.bypasses.length === 0)) return [];
    const { emergency, bypasses } = stage;
    const title =
      emergency === undefined
        ? '**Checks that were not made, because an option said so:**'
        : `**Emergency:** ${markdownText(emergency, REASON_LIMIT)}`;
    const none = emergency !== undefined && bypasses.length === 0 ? ['>', '> It skipped no check that would have applied.'] : [];
    const all = emergency !== undefined && bypasses.length > 0 ? ['>', '> Checks that were not made:'] : [];
    const rows = bypasses.slice(0, BYPASSES_LIMIT).map(({ check, because }) => {
      const isEmergency = emergency !== undefined && because.endsWith(emergency);
      return `> - ${markdownText(bypassText({ check }))}${isEmergency ? '' : `: ${codeSpan(because)}`}`;
    });
    const more = bypasses.length > BYPASSES_LIMIT ? [`> - and ${bypasses.length - BYPASSES_LIMIT} more in the report`] : [];
    return ['', `> [!${emergency === undefined ? 'WARNING' : 'CAUTION'}]`, `> ${title}`, ...none, ...all, ...rows, ...more, ''];
  });
}

/**
 * What was checked or written, where, by whom, with what.
 * @param placeOf where the policy files are; absent where the workspace is the checkout.
 */
export function facts(report: Report, placeOf?: PlaceOf): string[] {
  const rows: [string, string][] = [
    ...policyFacts(report.stages),
    ...runFacts(report.run),
    ...checkoutFacts(report, placeOf),
    ['With', [tool(report), ...report.engines.slice(0, ENGINES_LIMIT).map(engine)].join(', ')],
  ];
  const { releaseRecord } = report;
  if (releaseRecord !== undefined) {
    const { path, sha256 } = releaseRecord;
    rows.push(['Release record', `${codeSpan(path, { cell: true })}, ${codeSpan(`sha256:${sha256}`, { cell: true })}`]);
  }
  const overridden = report.overridden ?? [];
  if (overridden.length > 0) {
    const more = overridden.length > OVERRIDES_LIMIT ? `, and ${overridden.length - OVERRIDES_LIMIT} more` : '';
    rows.push([
      'Inventory overridden',
      overridden
        .slice(0, OVERRIDES_LIMIT)
        .map((text) => codeSpan(text, { cell: true }))
        .join(', ') + more,
    ]);
  }
  // No table: Markdown has none without a row of titles, which would be empty.
  return ['', ...rows.map(([title, text]) => `- **${title}** ${text}`), ''];
}

/** What to do now, when something is left to do. */
export function nextSteps(report: Report): string[] {
  const steps = nextStepsOf(report);
  if (steps.length === 0) return [];
  return ['', '### Next steps', '', ...steps.slice(0, NEXT_STEPS_LIMIT).map((step, index) => `${index + 1}. ${markdownProse(step)}`), ''];
}

/** A pack as its author names it. */
export function packName(pack: PackIdentity | undefined): string {
  return pack === undefined ? '' : `${codeSpan(pack.name, { cell: true })} ${markdownCell(pack.version)}`;
}

function policyFacts(stages: readonly StageReport[]): [string, string][] {
  const written = stages.findLast((stage) => stage.stage !== 'validate') ?? onlyPack(stages);
  if (written === undefined) return [];
  const parts = [packName(written.pack), codeSpan(written.file, { cell: true })];
  if (written.digest !== undefined) parts.push(codeSpan(written.digest, { cell: true }));
  return [['Policy', parts.filter((part) => part !== '').join(', ')]];
}

/** Of several packs, each has its own row. */
function onlyPack(stages: readonly StageReport[]): Pick<PackReport, 'file' | 'pack' | 'digest'> | undefined {
  const packs = stages.flatMap((stage) => (stage.stage === 'validate' ? stage.packs : []));
  return packs.length === 1 ? packs[0] : undefined;
}

function runFacts(run: RunIdentity | undefined): [string, string][] {
  if (run === undefined) return [];
  const repository = repositoryLink(run);
  const commit = commitLink(run.commit, repository);
  return [
    ['Where', `${markdownLink(codeSpan(run.repository, { cell: true }), repository)} at ${commit}, ${codeSpan(run.ref, { cell: true })}`],
    ['By', `${codeSpan(run.actor, { cell: true })}, ${markdownCell(run.event)}, ${markdownLink(`run attempt ${run.attempt}`, run.url)}`],
  ];
}

/** What was checked out where it is not what the run was started for: `ref:` or `repository:` of actions/checkout said so. */
function checkoutFacts({ run, stages }: Report, placeOf: PlaceOf | undefined): [string, string][] {
  if (run === undefined || placeOf === undefined) return [];
  const files = stages.flatMap((stage) => (stage.stage === 'validate' ? stage.packs.map(({ file }) => file) : [stage.file]));
  const places = files.map(placeOf);
  const commits = [...new Set(places.map((place) => place?.commit ?? run.commit))].filter((commit) => commit !== run.commit);
  const repository = repositoryLink(run);
  const shown = commits.slice(0, CHECKOUTS_LIMIT).map((commit) => commitLink(commit, repository));
  if (commits.length > CHECKOUTS_LIMIT) shown.push(`and ${commits.length - CHECKOUTS_LIMIT} more`);
  if (places.includes(undefined)) shown.push('another repository');
  return shown.length === 0 ? [] : [['Checked out', shown.join(', ')]];
}

function commitLink(commit: string, repository: string | undefined): string {
  return markdownLink(codeSpan(commit.slice(0, 12), { cell: true }), repository && `${repository}/commit/${encodeURIComponent(commit)}`);
}

function tool(report: Report): string {
  return `${markdownCell(report.tool.name)} ${markdownCell(report.tool.version)}`;
}

function engine({ name, version, path, sha256 }: Engine): string {
  const origin = [path, sha256 === undefined ? undefined : `sha256:${sha256}`].filter((part) => part !== undefined);
  const where = origin.length === 0 ? '' : ` (${origin.map((part) => codeSpan(part, { cell: true })).join(', ')})`;
  return `${markdownCell(name)} ${markdownCell(version)}${where}`;
}
