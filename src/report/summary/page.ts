import { shortCommit } from '../deploy-words.js';
import { codeSpan, markdownCell, markdownLink } from '../escape/markdown.js';
import type { RunIdentity } from '../model.js';
import { count, type Tone } from '../words.js';

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
  readonly run?: RunIdentity;
  readonly extras: boolean;
  take<T>(kind: RowKind, items: readonly T[]): readonly T[];
  /** Counts rows that are left out whole. */
  skip(kind: RowKind, items: readonly unknown[]): void;
  /** `18,000 findings`, one entry a kind. */
  leftOut(): readonly string[];
}

export function createPage(detail: Detail, run: RunIdentity | undefined): Page {
  const shown = new Map<RowKind, number>();
  const missing = new Map<RowKind, number>();
  const miss = (kind: RowKind, number: number): void => {
    if (number > 0) missing.set(kind, (missing.get(kind) ?? 0) + number);
  };
  return {
    ...(run === undefined ? {} : { run }),
    extras: detail.extras,
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

export const ICONS: Readonly<Record<Tone, string>> = { good: '✅', doubtful: '⚠️', bad: '❌' };

/** A table of escaped cells without the columns that have nothing in any row; no table when it has no rows. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const isShown = header.map((_title, column) => rows.some((row) => row[column] !== ''));
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

/** The address of a line of a file at the run's commit; undefined without a run, or for a file outside the repository. */
export function sourceLink(run: RunIdentity | undefined, file: string, line?: number): string | undefined {
  if (run === undefined || file === '' || file.startsWith('/') || file.split('/').includes('..')) return undefined;
  const repository = repositoryLink(run);
  if (repository === undefined) return undefined;
  const anchor = line === undefined ? '' : `#L${line}`;
  const path = file
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  return `${repository}/blob/${encodeURIComponent(run.commit)}/${path}${anchor}`;
}

/** A commit, with a link to it or to its state of one file; only what looks like a commit's hash becomes a link. */
export function commitLink(run: RunIdentity | undefined, commit: string, file?: string): string {
  const shown = codeSpan(shortCommit(commit), { cell: true });
  if (run === undefined || !/^[0-9a-f]{7,64}$/.test(commit)) return shown;
  if (file !== undefined) return markdownLink(shown, sourceLink({ ...run, commit }, file));
  const repository = repositoryLink(run);
  return markdownLink(shown, repository && `${repository}/commit/${commit}`);
}

/** The repository's address on the server that runs the workflow, github.com or not. */
export function repositoryLink(run: RunIdentity): string | undefined {
  const end = run.url.indexOf(`/${run.repository}/actions/runs/`);
  return end < 0 ? undefined : `${run.url.slice(0, end)}/${run.repository}`;
}
