import { shortCommit } from '../deploy-words.js';
import { codeSpan, markdownCell, markdownLink } from '../escape/markdown.js';
import type { Range, RunIdentity } from '../model.js';
import { type PlaceOf, placeInWorkspace, type SourcePlace, staysInside } from '../source-place.js';
import { count, TONE_ICONS } from '../words.js';

/** How much of the long lists one attempt at a summary may show. */
export interface Detail {
  /** Rows of each kind of list, over the whole summary. */
  readonly rows: number;
  /** Passed tests, gateway steps and events: of use only to who looks for them. */
  readonly extras: boolean;
}

/** What is cut when the summary is shortened, in the words of the note. */
export type RowKind =
  | 'packs'
  | 'findings'
  | 'tests'
  | 'causes'
  | 'chain entries'
  | 'configured items'
  | 'survivors'
  | 'canary requests'
  | 'probes'
  | 'planned gateways'
  | 'waves'
  | 'commands'
  | 'gateways'
  | 'warnings'
  | 'checks'
  | 'gateway steps'
  | 'verdicts'
  | 'notes'
  | 'events';

/** One attempt at a summary: gives out rows until they are used up and remembers what was left out. */
export interface Page {
  readonly extras: boolean;
  readonly links: Links;
  take<T>(kind: RowKind, items: readonly T[]): readonly T[];
  /** Counts rows that are left out whole. */
  skip(kind: RowKind, items: readonly unknown[]): void;
  /** `18,000 findings`, one entry a kind. */
  leftOut(): readonly string[];
}

export function createPage(detail: Detail, links: Links): Page {
  const shown = new Map<RowKind, number>();
  const missing = new Map<RowKind, number>();
  const miss = (kind: RowKind, number: number): void => {
    if (number > 0) missing.set(kind, (missing.get(kind) ?? 0) + number);
  };
  return {
    extras: detail.extras,
    links,
    take: (kind, items) => {
      const used = shown.get(kind) ?? 0;
      const rows = items.slice(0, Math.max(0, detail.rows - used));
      shown.set(kind, used + rows.length);
      miss(kind, items.length - rows.length);
      return rows;
    },
    skip: (kind, items) => miss(kind, items.length),
    leftOut: () =>
      [...missing].map(([kind, number]) =>
        count(
          number,
          kind.replace(/(?:(ie)s|s)$/, (_all, ie?: string) => (ie ? 'y' : '')),
        ),
      ),
  };
}

export const ICONS = TONE_ICONS;

/** A table of escaped cells without the columns that have nothing in any row, but for the first; no table when it has no rows. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const isShown = header.map((_title, column) => column === 0 || rows.some((row) => row[column] !== ''));
  const line = (cells: readonly string[]): string => `| ${cells.filter((_cell, column) => isShown[column]).join(' | ')} |`;
  return ['', line(header), line(header.map(() => '---')), ...rows.map(line), ''];
}

/** A moment of this run to the second: `2026-01-02 03:04:05 UTC`. What is none stays as it is. */
export function moment(iso: string): string {
  return markdownCell(iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)\.\d{3}Z$/, '$1 $2 UTC'));
}

/** A collapsed block; `title` is escaped HTML, `lines` are Markdown. */
export function collapsed(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `<details><summary>${title}</summary>`, '', ...lines, '', '</details>', ''];
}

/** Addresses of files and commits of the run's repository; undefined where there is none to link to. */
export interface Links {
  /** A file, or the line or lines of it, at the commit that was checked out. */
  source(workspaceFile: string, at?: Range | number): string | undefined;
  /** A commit with a link to what it has of a file, as Markdown for a table cell. */
  commit(commit: string, workspaceFile: string): string;
}

/** @param placeOf absent where the workspace is the checkout. */
export function linksOf(run: RunIdentity | undefined, placeOf: PlaceOf = placeInWorkspace): Links {
  return {
    source: (workspaceFile, at) => {
      const place = placeOf(workspaceFile);
      return run === undefined || place === undefined ? undefined : sourceLink(run, place, at);
    },
    commit: (commit, workspaceFile) => {
      const shown = codeSpan(shortCommit(commit), { cell: true });
      const place = placeOf(workspaceFile);
      // Only what looks like a commit's hash becomes a link.
      if (run === undefined || place === undefined || !/^[0-9a-f]{7,64}$/.test(commit)) return shown;
      return markdownLink(shown, sourceLink(run, { ...place, commit }));
    },
  };
}

function sourceLink(run: RunIdentity, { path, commit = run.commit }: SourcePlace, at?: Range | number): string | undefined {
  const repository = repositoryLink(run);
  if (repository === undefined || !staysInside(path)) return undefined;
  const segments = path
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent);
  return `${repository}/blob/${encodeURIComponent(commit)}/${segments.join('/')}${anchor(at)}`;
}

/** https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/creating-a-permanent-link-to-a-code-snippet */
function anchor(at: Range | number | undefined): string {
  if (at === undefined) return '';
  if (typeof at === 'number') return `#L${at}`;
  const { start, end } = at;
  // An end before the first character of a line leaves that line out.
  const last = end.column === 1 ? end.line - 1 : end.line;
  return `#L${start.line}${last > start.line ? `-L${last}` : ''}`;
}

/** The repository's address on the server that runs the workflow, github.com or not. */
export function repositoryLink(run: RunIdentity): string | undefined {
  const end = run.url.indexOf(`/${run.repository}/actions/runs/`);
  return end < 0 ? undefined : `${run.url.slice(0, end)}/${run.repository}`;
}
