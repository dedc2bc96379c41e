import { oneLine, shorten, visible } from './visible.js';

/** Longer labels make a diagram unreadable. */
export const MERMAID_LABEL_LIMIT = 80;

/**
 * Untrusted text for a quoted Mermaid label (`node["<label>"]`). All ASCII punctuation that could be syntax becomes an entity
 * code (https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters): quotes end the label, backticks start
 * Markdown, and `%%{init…}%%` is a directive wherever it stands.
 */
export function mermaidLabel(text: string): string {
  const label = visible(oneLine(shorten(text, MERMAID_LABEL_LIMIT)));
  return label
    .replace(/[!-~]/g, (character) => (/[A-Za-z0-9./_:-]/.test(character) ? character : `#${character.charCodeAt(0)};`))
    .replaceAll('--', '-#45;');
}
