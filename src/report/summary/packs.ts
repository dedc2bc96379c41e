import { codeSpan, MARKDOWN_CELL_LIMIT, markdownCell, markdownLink, markdownProse } from '../escape/markdown.js';
import { existingPacks, gates, gatingPacks } from '../gate.js';
import type { CaseResult, Finding, PackGate, PackReport, TestTotals } from '../model.js';
import { count, isUntested, OUTCOME_TONES, SEVERITY_RANK, tellingCases, toneOf } from '../words.js';
import { coverageSection, decidedSection, mutationSection } from './coverage.js';
import { packName } from './head.js';
import { collapsed, ICONS, type Page, table } from './page.js';

/**
 * Packs with their verdicts, then findings grouped by file, then tests, what left them undecided, and how much they prove. What packs that do not
 * count have comes last, folded.
 */
export function packSections(all: readonly PackReport[], page: Page): string[] {
  const packs = gatingPacks(all);
  return [
    ...packTable(all, page),
    ...findingSections(
      packs.flatMap((pack) => pack.findings),
      page,
    ),
    ...packs.flatMap((pack) => decidedSection(pack, page)),
    ...testSections(
      packs.flatMap((pack) => pack.tests.cases),
      page,
    ),
    ...packs.flatMap((pack) => coverageSection(pack, page)),
    ...packs.flatMap((pack) => mutationSection(pack, page)),
    ...existingSection(existingPacks(all), page),
  ];
}

/** Findings and failed tests that were there before; what else such packs have is in the report. */
function existingSection(packs: readonly PackReport[], page: Page): string[] {
  const findings = packs.flatMap((pack) => pack.findings);
  const failed = packs.flatMap((pack) => pack.tests.cases.filter((one) => one.outcome === 'failed'));
  if (!page.extras) {
    page.skip(
      'findings',
      findings.filter((finding) => finding.suppressed !== true && !isUntested(finding)),
    );
    page.skip('tests', failed);
    return [];
  }
  const title = `Existing, in ${count(packs.length, 'pack')} that did not change: none of it counts for the result`;
  return collapsed(title, [...findingSections(findings, page), ...testSections(failed, page)]);
}

/** An expectation or an answer: the verdict and, where one was given, the reason code. */
export function verdictCell(verdict: string | undefined, reasonCode?: string): string {
  if (verdict === undefined) return '';
  return markdownCell(verdict) + (reasonCode === undefined ? '' : ` ${codeSpan(reasonCode, { cell: true })}`);
}

function packTable(packs: readonly PackReport[], page: Page): string[] {
  const rows = page.take('packs', inOrder(packs)).map((pack) => [
    gates(pack) ? `${ICONS[toneOf(pack.result)]} ${pack.result}` : pack.result,
    gateCell(pack.gate),
    codeSpan(pack.file, { cell: true }),
    packName(pack.pack),
    severities(pack.findings),
    outcomes(pack.tests),
    // The head has the digest of a single pack, whole.
    packs.length === 1 ? '' : codeSpan(`${pack.digest.slice(0, DIGEST_SHOWN)}…`, { cell: true }),
  ]);
  return table(['Result', 'Counts', 'File', 'Pack', 'Findings', 'Tests', 'Digest'], rows);
}

/** `sha256:` and twelve digits: enough to tell packs apart, and the column does not push the others out of sight. */
const DIGEST_SHOWN = 19;

function outcomes({ passed, failed, undecided }: TestTotals): string {
  const parts = [
    [passed, 'passed'],
    [failed, 'failed'],
    [undecided, 'undecided'],
  ] as const;
  return someOf(parts.map(([number, word]) => (number === 0 ? '' : `${number} ${word}`)));
}

function someOf(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ') || 'none';
}

/** Changed files named of a pack. */
const CHANGED_FILES_LIMIT = 3;

/** Whether a pack counts, and why. */
function gateCell(gate: PackGate | undefined): string {
  if (gate === undefined) return '';
  if (gate.state === 'existing') return 'no, unchanged';
  if (gate.state === 'unknown') return 'yes, not compared';
  const files = gate.because.slice(0, CHANGED_FILES_LIMIT).map((file) => codeSpan(file, { cell: true }));
  const more = gate.because.length - files.length;
  return `yes, changed: ${files.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Packs that count come first, of these the failed ones: they must survive a shortening. */
function inOrder(packs: readonly PackReport[]): PackReport[] {
  const rank = { failed: 0, inconclusive: 1, passed: 2 };
  return packs.toSorted((a, b) => Number(gates(b)) - Number(gates(a)) || rank[a.result] - rank[b.result]);
}

function severities(findings: readonly Finding[]): string {
  const shown = findings.filter((finding) => finding.suppressed !== true);
  const of = (severity: Finding['severity']): number => shown.filter((finding) => finding.severity === severity).length;
  const suppressed = findings.length - shown.length;
  const [errors, warnings, infos] = [of('error'), of('warning'), of('info')];
  return someOf([
    errors === 0 ? '' : count(errors, 'error'),
    warnings === 0 ? '' : count(warnings, 'warning'),
    infos === 0 ? '' : `${infos} info`,
    suppressed === 0 ? '' : `${suppressed} suppressed`,
  ]);
}

function findingSections(findings: readonly Finding[], page: Page): string[] {
  const open = findings.filter((finding) => finding.suppressed !== true && !isUntested(finding)).toSorted(bySeverityThenPlace);
  return [...byFile(page.take('findings', open))].flatMap(([file, rows]) => [
    '',
    `#### ${markdownLink(codeSpan(file), page.links.source(file))}`,
    ...table(
      ['Severity', 'Line', 'Rule', 'Finding'],
      rows.map((finding) => findingRow(finding, page)),
    ),
  ]);
}

/** By their paths in the workspace, like packs: two checkouts may hold files of one name. */
function byFile(findings: readonly Finding[]): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.workspaceFile);
    if (group === undefined) groups.set(finding.workspaceFile, [finding]);
    else group.push(finding);
  }
  return groups;
}

function bySeverityThenPlace(a: Finding, b: Finding): number {
  return (
    SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity] ||
    (a.workspaceFile < b.workspaceFile ? -1 : a.workspaceFile > b.workspaceFile ? 1 : 0) ||
    (a.range?.start.line ?? 0) - (b.range?.start.line ?? 0)
  );
}

function findingRow(finding: Finding, page: Page): string[] {
  const line = finding.range?.start.line;
  const help = finding.help === undefined ? '' : `<br>${markdownProse(finding.help, MARKDOWN_CELL_LIMIT)}`;
  const place = finding.path === undefined ? '' : `<br>${codeSpan(finding.path, { cell: true })}`;
  return [
    finding.severity,
    line === undefined ? '' : markdownLink(String(line), page.links.source(finding.workspaceFile, finding.range)),
    markdownLink(codeSpan(finding.ruleId, { cell: true }), finding.docs),
    markdownCell(finding.message) + help + place,
  ];
}

/** More undecided tests than this are folded: what keeps them open stands above, once each. */
const OPEN_ROWS_LIMIT = 10;

function testSections(cases: readonly CaseResult[], page: Page): string[] {
  const header = ['Test', 'Expected', 'Got', 'Engine', 'Why'];
  const { failing, doubted, open, passed } = tellingCases(cases);
  const few = open.length <= OPEN_ROWS_LIMIT;
  const telling = table(
    header,
    page.take('tests', [...failing, ...doubted, ...(few ? open : [])]).map((one) => testRow(one, page)),
  );
  const folded = few ? [] : [...open];
  if (!page.extras) {
    page.skip('tests', [...folded, ...passed]);
    return telling;
  }
  const rows = (some: readonly CaseResult[]): string[] =>
    table(
      header,
      page.take('tests', some).map((one) => testRow(one, page)),
    );
  return [
    ...telling,
    ...(folded.length === 0 ? [] : collapsed(count(folded.length, 'undecided test'), rows(folded))),
    ...collapsed(count(passed.length, 'passed test'), rows(passed)),
  ];
}

function testRow(one: CaseResult, page: Page): string[] {
  const name = markdownLink(codeSpan(one.name, { cell: true }), page.links.source(one.file, one.line));
  return [
    `${ICONS[OUTCOME_TONES[one.outcome]]} ${name}`,
    verdictCell(one.expected?.verdict, one.expected?.reasonCode),
    verdictCell(one.actual?.verdict, one.actual?.reasonCode),
    one.engine,
    (one.newlyUndecided === true ? '**Decided at the base.** ' : '') + (one.reason === undefined ? '' : markdownCell(one.reason)),
  ];
}
