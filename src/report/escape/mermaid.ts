import { oneLine, shorten, visible } from './visible.js';

/** Longer labels make a diagram unreadable. */
export const MERMAID_LABEL_LIMIT = 80;

/**
 * Untrusted text for a quoted Mermaid label (`node["<label>"]`). All ASCII punctuation that could be syntax becomes an entity
 * code (https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters): quotes end the label, backticks start
 * Markdown, and `%%{init…}%%` is a directive wherever it stands. So do the signs that Mermaid itself puts in place of `#…;` before it parses
 * (encodeEntities in https://github.com/mermaid-js/mermaid/blob/develop/packages/mermaid/src/utils.ts), and the colon of `fa:fa-name`, an icon.
 */
export function mermaidLabel(text: string): string {
  const label = visible(oneLine(shorten(text, MERMAID_LABEL_LIMIT)));
  return label
    .replace(/[!-~]/g, (character) => (/[A-Za-z0-9./_:-]/.test(character) ? character : `#${character.charCodeAt(0)};`))
    .replace(/[\ufb02\u00b0\u00b6\u00df]|:(?=fa-)/g, (character) => `#${character.charCodeAt(0)};`)
    .replaceAll('--', '-#45;');
}
