import { oneLine, shorten, visible } from './visible.js';

/** Input characters kept of one untrusted text; a summary is read by people, the report holds the rest. */
export const MARKDOWN_TEXT_LIMIT = 2000;
export const MARKDOWN_CELL_LIMIT = 500;
export const CODE_BLOCK_LIMIT = 20_000;

// visible() leaves none of these in a text, so each one there is ours.
const SEPARATOR = '\u200b';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  // An entity is never structure (https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references), so no
  // table parser counts it as a delimiter; `\|` is counted differently after a backslash.
  '|': '&#124;',
  // GitHub reads $…$ as mathematics.
  $: '&#36;',
  [SEPARATOR]: '&#8203;',
};

// GitHub links mentions, references and addresses in the rendered text, after Markdown's own escapes are gone: only a
// character in between stops it. Dependabot and Renovate quote release notes in the same way.
// The same goes for emoji codes (https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#using-emojis):
// a check mark of ours must not come out of a text. Times such as 10:20:30 stay whole.
const AUTOLINKS = /@(?=[\w-])|#(?=\d)|\bgh-(?=\d)|:(?=\/\/|(?:[+-]1|100|1234|\d*[a-z][\w+-]*):)|\bwww(?=\.)/gi;

/** Untrusted text as plain inline Markdown on one line: no emphasis, code, HTML, link, image, mention or block structure. */
export function markdownText(text: string, limit = MARKDOWN_TEXT_LIMIT): string {
  return visible(oneLine(shorten(text, limit)))
    .replace(AUTOLINKS, `$&${SEPARATOR}`)
    .replace(/[\\`*_[\]{}~]/g, '\\$&')
    .replace(/[&<>|$\u200b]/g, (character) => ENTITIES[character] ?? '')
    .replace(/^([-+=#])/, '\\$1')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

/**
 * Untrusted text as markdownText, in which what stands between two backticks is a code span, as the messages of this project write option and
 * file names. Who smuggles backticks in gets code, in which nothing means anything.
 */
export function markdownProse(text: string, limit = MARKDOWN_TEXT_LIMIT): string {
  const parts = oneLine(shorten(text, limit)).split(/`([^`]+)`/);
  return parts.map((part, index) => (index % 2 === 1 ? codeSpan(part, { cell: true }) : proseBetween(part, index, parts.length))).join('');
}

/** Two code spans that touch would be read as one, and so would a lone backtick and the span beside it. */
function proseBetween(part: string, index: number, parts: number): string {
  const isBetween = index > 0 && index < parts - 1;
  const [before, after] = [/^[\s`]/.test(part) ? ' ' : '', /\S\s$|`$/.test(part) ? ' ' : ''];
  return part === '' && isBetween ? ' ' : before + markdownText(part) + after;
}

/** Untrusted text for a table cell: as markdownText, bounded more tightly. */
export function markdownCell(text: string, limit = MARKDOWN_CELL_LIMIT): string {
  return markdownText(text, limit);
}

/**
 * Untrusted text as a code span, in which GitHub links nothing. The fence is longer than any run of backticks inside. With
 * `cell`, text with a pipe becomes a `<code>` element, because tables split at pipes inside code spans too.
 */
export function codeSpan(text: string, options: { readonly cell?: boolean } = {}): string {
  const line = visible(oneLine(shorten(text, MARKDOWN_CELL_LIMIT)));
  if (line === '') return '` `';
  if (options.cell === true && line.includes('|')) return `<code>${markdownCell(text)}</code>`;
  const fence = '`'.repeat(longestRunOfBackticks(line) + 1);
  const padding = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return fence + padding + line + padding + fence;
}

/** Untrusted text as a fenced block of its own lines; `language` is a word of ours, never of the input. */
export function codeBlock(text: string, language = ''): string {
  const body = visible(shorten(text, CODE_BLOCK_LIMIT).replace(/\r\n?/g, '\n'));
  const fence = '`'.repeat(Math.max(3, longestRunOfBackticks(body) + 1));
  return `${fence}${language}\n${body}\n${fence}`;
}

/** A link; only http(s) addresses without a user name become one, anything else leaves the label alone. `label` is escaped Markdown. */
export function markdownLink(label: string, address: string | undefined): string {
  const href = address === undefined ? undefined : webAddress(address);
  return href === undefined ? label : `[${label}](${href})`;
}

function webAddress(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  // `https://github.com@evil.example` reads like another address, and what stands there honestly is a password.
  if (url.username !== '' || url.password !== '') return undefined;
  return url.href.replace(/[()<>|\\`"'[\]*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function longestRunOfBackticks(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}
