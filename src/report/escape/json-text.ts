// The runner looks for `##[` anywhere in a line, and its search skips characters without weight, see log-line.ts: those are spelled out as well, so
// that a `#` before the bracket is next to it.
const NOT_FOR_A_LOG = /(?<=#)\[|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * JSON text that may be printed: the same document, in which no character is hidden and no line is a workflow command.
 * @param json a piece of the document that ends outside of its strings. A line of the document begins with white space and a bracket or a quote, never `::`.
 */
export function printableJson(json: string): string {
  return json.replace(NOT_FOR_A_LOG, spelledOut);
}

function spelledOut(character: string): string {
  if (character === '\n') return character;
  const units = Array.from({ length: character.length }, (_none, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
