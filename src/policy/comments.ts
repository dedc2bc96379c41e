import { Lexer } from 'yaml';
import type { TextSpan } from './assemble.js';
import { DIRECTIVE_START } from './directive.js';

/** The comments of a text that speak to the linter, each from its `#` to the end of its line. What looks like one inside a quoted or block text is none. */
export function directivesIn(text: string): readonly TextSpan[] {
  if (!text.includes(DIRECTIVE_START)) return [];
  const found: TextSpan[] = [];
  let offset = 0;
  let isScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    // The lexer's marks stand for no text: start of a document, end of flow by force, and "what follows is a scalar".
    if (lexeme === '\u0002' || lexeme === '\u0018' || lexeme === '\u001f') {
      isScalar = lexeme === '\u001f';
      continue;
    }
    if (!isScalar && lexeme.startsWith('#') && lexeme.slice(1).trimStart().startsWith(DIRECTIVE_START)) {
      found.push({ offset, length: lexeme.trimEnd().length });
    }
    isScalar = false;
    offset += lexeme.length;
  }
  return found;
}
