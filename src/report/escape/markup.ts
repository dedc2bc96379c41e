import { stripAnsi, visible } from './visible.js';

// https://www.w3.org/TR/xml/#charsets: everything outside Char must not appear in a document, not even as a reference.
const ILLEGAL_IN_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const MARKUP: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Untrusted text between HTML tags. Line breaks become references, so that a blank line cannot end an HTML block in Markdown. */
export function html(text: string): string {
  return escapeMarkup(visible(text.replace(/\r\n?/g, '\n'))).replaceAll('\n', '&#10;');
}

/** Untrusted text inside a double-quoted HTML attribute. */
export function htmlAttribute(text: string): string {
  return html(text).replaceAll('`', '&#96;').replaceAll('\t', '&#9;');
}

/** Untrusted text between XML tags: terminal sequences and characters XML 1.0 forbids are dropped, the rest arrives as it was. */
export function xmlText(text: string): string {
  return escapeMarkup(legalXml(text)).replaceAll('\r', '&#13;');
}

/** Untrusted text inside a quoted XML attribute; white space as references, because a parser would turn it into spaces. */
export function xmlAttribute(text: string): string {
  return xmlText(text).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}

function legalXml(text: string): string {
  return stripAnsi(text).replace(ILLEGAL_IN_XML, '');
}

function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (character) => MARKUP[character] ?? '');
}
