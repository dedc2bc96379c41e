import { codeSpan, markdownCell, markdownLink } from '../escape/markdown.js';
import { html } from '../escape/markup.js';
import { oneLine, shorten } from '../escape/visible.js';
import type { Coverage, EntryCoverage, PackReport, UndecidedCause } from '../model.js';
import { COVERAGE_WORDS, count, isUntested, mutationWords, percent, type Tone } from '../words.js';
import { collapsed, ICONS, type Page, table } from './page.js';

const STATE_TONES: Readonly<Record<EntryCoverage['state'], Tone>> = { decisive: 'good', exercised: 'doubtful', never: 'bad' };

/** How many cases were decided, and what would decide the others: each cause once per kind. */
export function decidedSection(pack: PackReport, page: Page): string[] {
  const { cases, undecided, causes = [] } = pack.tests;
  if (undecided === 0 || causes.length === 0) return [];
  const rows = page.take('causes', causes).map((cause) => [codeSpan(cause.kind, { cell: true }), ...causeCells(cause)]);
  return [
    '',
    `${codeSpan(pack.file)}: ${cases.length - undecided} of ${count(cases.length, 'test')} decided.`,
    ...table(['Undecided because of', 'Why', 'Tests', 'What decides them'], rows),
  ];
}

function causeCells({ text, cases, wayOut }: UndecidedCause): string[] {
  return [markdownCell(text), String(cases), markdownCell(wayOut)];
}

/** What the tests prove of each entry of the chain, and which items none of them matches. */
export function coverageSection(pack: PackReport, page: Page): string[] {
  const { coverage } = pack;
  if (coverage === undefined || coverage.entries.length === 0) return [];
  const linked = untestedLinks(pack, page);
  const rows = page
    .take('chain entries', coverage.entries)
    .map((entry) => [
      linked(`policies.chain[${entry.index}]`, entry.kind),
      entry.alwaysAllows === true ? `always lets through, ${entry.state === 'never' ? 'not reached' : 'reached'}` : stateCell(entry),
    ]);
  return collapsed(`${fileTitle(pack)}: ${proven(coverage)}`, [
    ...table(['Chain', 'Shown by tests'], rows),
    ...unmatched(coverage, linked, page),
  ]);
}

/** Puts a text in a code span, with a link to the line of the finding that no test proves what stands at a path. */
function untestedLinks({ findings }: PackReport, page: Page): (path: string, text: string) => string {
  const untested = new Map(findings.filter(isUntested).map((one) => [one.path, one]));
  return (path, text) => {
    const finding = untested.get(path);
    const link = finding?.range === undefined ? undefined : page.links.source(finding.workspaceFile, finding.range);
    return markdownLink(codeSpan(text, { cell: true }), link);
  };
}

function stateCell({ state }: EntryCoverage): string {
  return `${ICONS[STATE_TONES[state]]} ${COVERAGE_WORDS[state]}`;
}

function proven({ entries, items, share }: Coverage): string {
  const counted = entries.filter((entry) => entry.alwaysAllows !== true);
  const decisive = counted.filter((entry) => entry.state === 'decisive').length;
  const chain =
    share === undefined
      ? 'no chain entry can decide anything.'
      : `tests prove ${decisive} of ${count(counted.length, 'chain entry')} (${percent(share)}).`;
  const matched = items.filter((item) => item.matched).length;
  return items.length === 0 ? chain : `${chain} ${matched} of ${count(items.length, 'configured item')} matched by a test.`;
}

function unmatched(coverage: Coverage, linked: ReturnType<typeof untestedLinks>, page: Page): string[] {
  const items = coverage.items.filter((item) => !item.matched);
  if (!page.extras) {
    page.skip('configured items', items);
    return [];
  }
  const rows = page.take('configured items', items).map((item) => `- ${linked(item.path, item.path)}`);
  return rows.length === 0 ? [] : ['', `${count(items.length, 'configured item')} that no test matches:`, '', ...rows, ''];
}

const TITLE_LIMIT = 200;

/** The line that opens a collapsed block is HTML: Markdown's escapes would show there. */
function fileTitle({ file }: PackReport): string {
  return `<code>${html(shorten(oneLine(file), TITLE_LIMIT))}</code>`;
}

/** Which changes of the policy no test noticed. */
export function mutationSection(pack: PackReport, page: Page): string[] {
  const { mutation } = pack;
  if (mutation === undefined) return [];
  const linked = untestedLinks(pack, page);
  const rows = page.take('survivors', mutation.survivors).map((one) => [linked(one.path, one.path), markdownCell(one.description)]);
  const lines = table(['Change no test notices, at', 'The same results'], rows);
  if (lines.length === 0) return ['', `${codeSpan(pack.file)}: ${mutationWords(mutation)}.`, ''];
  return collapsed(`${fileTitle(pack)}: ${mutationWords(mutation)}.`, lines);
}
