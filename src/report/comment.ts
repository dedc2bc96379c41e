import { sha256 } from '../policy/sha256.js';
import { codeSpan, markdownLink, markdownProse, markdownText } from './escape/markdown.js';
import { gatingPacks } from './gate.js';
import type { CaseResult, Finding, PackReport, Report, StageReport } from './model.js';
import type { PlaceOf } from './source-place.js';
import { bypassBanner, emulatedBanner, isTold, nextSteps, resultLine, unreached } from './summary/head.js';
import { collapsed, createPage, type Detail, type Links, linksOf, type Page, repositoryLink } from './summary/page.js';
import { leastBytes, longLists } from './summary/size.js';
import { stageTables, stageTitle } from './summary/stage.js';
import { count, SEVERITY_RANK, type Tone, toneOf } from './words.js';

/** Characters of a comment; GitHub answers 422 to a longer one ("body is too long (maximum is 65536 characters)"). */
export const COMMENT_LIMIT = 65_536;

/** Findings and failed tests that stand above the fold. */
const WORST_SHOWN = 5;

/** From everything to the head alone; the first that fits is used. */
const DETAILS: readonly Detail[] = [
  { rows: 1000, extras: true },
  { rows: 500, extras: false },
  { rows: 200, extras: false },
  { rows: 100, extras: false },
  { rows: 50, extras: false },
  { rows: 20, extras: false },
  { rows: 0, extras: false },
];

/** A key longer than this stands in the marker as its hash. */
const LONGEST_KEY = 100;

/**
 * The invisible first line by which a comment is found again: one per action and key. Any text may be a key; nothing in it ends the HTML comment.
 */
export function commentMarker(action: string, key = ''): string {
  const encoded = encodeURIComponent(key.replace(/\p{Cs}/gu, '\ufffd')).replaceAll('-', '%2D');
  const name = encoded.length > LONGEST_KEY ? sha256(new TextEncoder().encode(key)) : encoded;
  return `<!-- keeptrusts-policy:${action}:${name} -->`;
}

/**
 * The report as a comment on a pull request: the result, the worst of what was found, next steps, and everything else folded away; at most
 * COMMENT_LIMIT characters, what is left out is said. When everything is fine after it was not, it says so.
 * @param previous the comment as it stands now.
 * @param placeOf where links to files lead; absent where the workspace is the checkout.
 * @returns undefined when what stands there came from a newer run: two runs of one pull request may end in either order.
 */
export function renderComment(report: Report, marker: string, previous: string | undefined, placeOf?: PlaceOf): string | undefined {
  const before = readState(previous);
  const now = stateOf(report);
  if (before !== undefined && (before.run > now.run || (before.run === now.run && before.attempt > now.attempt))) return undefined;
  const resolved = now.tone === 'good' && before !== undefined && before.tone !== 'good';
  const top = [
    marker,
    writeState(now),
    resultLine(report),
    ...unreached(report),
    ...emulatedBanner(report),
    ...bypassBanner(report),
    ...(resolved ? RESOLVED : []),
  ];
  const links = linksOf(report.run, placeOf);
  const lists = longLists(report);
  for (const detail of DETAILS) {
    if (leastBytes(lists, detail.rows) > COMMENT_LIMIT) continue;
    const page = createPage(detail, links);
    const stages = report.stages.flatMap((stage) => stageDetails(stage, report, page));
    const lines = [
      ...top,
      ...worst(report, links),
      ...nextSteps(report),
      ...stages,
      ...leftOutNote(page.leftOut(), report),
      ...footer(report),
    ];
    const text = `${lines.join('\n').replace(/\n{3,}/g, '\n\n')}\n`;
    if (text.length <= COMMENT_LIMIT) return text;
  }
  return `${[...top, ...leftOutNote(['everything else'], report), ...footer(report)].join('\n')}\n`;
}

const RESOLVED = ['', '**Resolved:** the run that reported here before ended otherwise; this one found nothing to hold it back.', ''];

/** What a comment remembers of the run that wrote it, in its second line. */
interface State {
  readonly tone: Tone;
  readonly run: number;
  readonly attempt: number;
}

const STATE_LINE = /^<!-- keeptrusts-policy-state:(good|doubtful|bad):(\d{1,15})\/(\d{1,9}) -->$/;

function stateOf(report: Report): State {
  const id = /\/actions\/runs\/(\d{1,15})\/attempts\/\d+$/.exec(report.run?.url ?? '')?.[1];
  return { tone: toneOf(report.result), run: Number(id ?? 0), attempt: report.run?.attempt ?? 0 };
}

function writeState({ tone, run, attempt }: State): string {
  return `<!-- keeptrusts-policy-state:${tone}:${run}/${attempt} -->`;
}

function readState(comment: string | undefined): State | undefined {
  const [, tone, run, attempt] = STATE_LINE.exec(comment?.split(/\r?\n/, 2)[1]?.trim() ?? '') ?? [];
  if (tone !== 'good' && tone !== 'doubtful' && tone !== 'bad') return undefined;
  return { tone, run: Number(run), attempt: Number(attempt) };
}

/** The worst findings and the failed tests of what counts, one line each. */
function worst(report: Report, links: Links): string[] {
  const packs = gatingPacks(packsOf(report));
  const findings = packs
    .flatMap((pack) => pack.findings)
    .filter((finding) => finding.suppressed !== true && finding.severity !== 'info')
    .toSorted((a, b) => SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity]);
  const failed = packs.flatMap((pack) => pack.tests.cases.filter((one) => one.outcome === 'failed'));
  const lines = [
    ...findings.slice(0, WORST_SHOWN).map((finding) => findingLine(finding, links)),
    ...more(findings.length, 'finding'),
    ...failed.slice(0, WORST_SHOWN).map((one) => testLine(one, links)),
    ...more(failed.length, 'failed test'),
  ];
  return lines.length === 0 ? [] : ['', ...lines, ''];
}

function more(all: number, noun: string): string[] {
  return all > WORST_SHOWN ? [`- and ${count(all - WORST_SHOWN, `more ${noun}`)} below`] : [];
}

function findingLine({ workspaceFile: file, range, severity, ruleId, message, docs }: Finding, links: Links): string {
  const line = range?.start.line;
  const place = markdownLink(codeSpan(line === undefined ? file : `${file}:${line}`), links.source(file, range));
  return `- ${severity}: ${place} ${markdownText(message, 300)} (${markdownLink(codeSpan(ruleId), docs)})`;
}

function testLine({ name, file, line, reason }: CaseResult, links: Links): string {
  const why = reason === undefined ? '' : `: ${markdownText(reason, 300)}`;
  return `- failed test: ${markdownLink(codeSpan(name), links.source(file, line))}${why}`;
}

function packsOf({ stages }: Report): readonly PackReport[] {
  const validated = stages.flatMap((stage) => (stage.stage === 'validate' ? stage.packs : []));
  if (validated.length > 0) return validated;
  return stages.flatMap((stage) => (stage.stage === 'deploy' && stage.validation !== undefined ? [stage.validation] : []));
}

function stageDetails(stage: StageReport, report: Report, page: Page): string[] {
  return collapsed(stageTitle(stage), [
    ...(isTold(stage, report) ? [] : [markdownProse(stage.reason.summary), '']),
    ...page.take('warnings', stage.warnings).map((warning) => `- ⚠️ ${markdownText(warning)}`),
    ...stageTables(stage, report, page),
  ]);
}

function leftOutNote(leftOut: readonly string[], report: Report): string[] {
  if (leftOut.length === 0) return [];
  const where = markdownLink('the summary of the run', report.run?.url);
  return ['', `Left out, because a comment holds ${count(COMMENT_LIMIT, 'character')}: ${leftOut.join(', ')}. See ${where}.`, ''];
}

function footer({ run, tool }: Report): string[] {
  const by = `${markdownText(tool.name)} ${markdownText(tool.version)}`;
  if (run === undefined) return ['', `<sub>${by}</sub>`];
  const repository = repositoryLink(run);
  const commit = markdownLink(codeSpan(run.commit.slice(0, 12)), repository && `${repository}/commit/${encodeURIComponent(run.commit)}`);
  return ['', `<sub>Commit ${commit}, ${markdownLink(`run attempt ${run.attempt}`, run.url)}, ${by}. Later runs edit this comment.</sub>`];
}
