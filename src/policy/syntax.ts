import { Composer, type CST, type Document, type ErrorCode, Lexer, Parser, type YAMLError } from 'yaml';
import { MAX_DEPTH } from './limits.js';

/** The stack of the CST parser at the point where the nesting became too deep. */
class TooDeep extends Error {
  readonly offset: number;
  constructor(offset: number) {
    super('nested too deeply');
    this.offset = offset;
  }
}

export type Composed =
  | { readonly kind: 'composed'; readonly document: Document.Parsed; readonly second?: number }
  | { readonly kind: 'too-deep'; readonly offset: number };

/**
 * Composes the first document of a text. The yaml package's parser is iterative but its composer recurses, so the depth is
 * checked on the parser's stack, token by token, before the composer sees the tokens.
 */
export function composeYaml(text: string): Composed {
  // YAML 1.2: `yes` and `on` are texts, as in every current YAML reader. Duplicates and merge keys are handled in ConfigTree.
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    merge: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  try {
    let first: Document.Parsed | undefined;
    for (const document of composer.compose(tokensOf(text), true, text.length)) {
      if (first !== undefined) return { kind: 'composed', document: first, second: document.range[0] };
      first = document;
    }
    if (first === undefined) throw new Error('the YAML composer gave no document');
    return { kind: 'composed', document: first };
  } catch (thrown) {
    if (thrown instanceof TooDeep) return { kind: 'too-deep', offset: thrown.offset };
    throw thrown;
  }
}

function* tokensOf(text: string): Generator<CST.Token> {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > MAX_DEPTH) throw new TooDeep(parser.offset);
  }
  yield* parser.end();
}

interface Words {
  readonly message: string;
  readonly help: string;
}

const INDENT: Words = {
  message: 'The indentation is broken here',
  help: 'Keys of one mapping, and dashes of one list, start in the same column.',
};

const KEY_SHAPE: Words = {
  message: 'This is not a complete `key: value`',
  help: 'Check the line before: a missing colon, dash or quote, or a value that needs quotes because it holds `: `.',
};

const UNCLOSED_BRACKET: Words = { message: 'A `[` or `{` before this place is not closed', help: 'Add the missing `]` or `}`.' };
const UNCLOSED_QUOTE: Words = { message: 'A quoted value is not closed', help: 'Add the missing quote at its end.' };

/** What the parser's codes mean to somebody who writes a policy file; other codes keep the parser's own words. */
const WORDS: Partial<Record<ErrorCode, Words>> = {
  TAB_AS_INDENT: { message: 'A tab is used for indentation', help: 'YAML allows only spaces there; replace the tab.' },
  BAD_INDENT: INDENT,
  MULTILINE_IMPLICIT_KEY: KEY_SHAPE,
  BLOCK_AS_IMPLICIT_KEY: KEY_SHAPE,
  BAD_SCALAR_START: { message: 'A plain value cannot start with this character', help: 'Put the value in quotes.' },
  BAD_DQ_ESCAPE: {
    message: 'Not an escape of double-quoted text',
    help: 'Write a backslash as `\\\\`, or use single quotes, where it needs none.',
  },
};

/** The code BAD_INDENT also stands for a bracket that was never closed; only the parser's text tells the two apart. */
function wordsFor({ code, message }: YAMLError): Words {
  if (code === 'BAD_INDENT' && message.startsWith('Flow')) return UNCLOSED_BRACKET;
  if (code === 'MISSING_CHAR' && message.includes('quote')) return UNCLOSED_QUOTE;
  return (
    WORDS[code] ?? {
      message: message.split('\n')[0] ?? message,
      help: 'Check the quotes, brackets and colons on this line and the one before.',
    }
  );
}

/** The first fault of a text in words; the later ones are nearly always consequences of it. */
export function describeSyntaxError(errors: readonly YAMLError[]): (Words & { readonly start: number; readonly end: number }) | undefined {
  const first = [...errors].sort((a, b) => a.pos[0] - b.pos[0])[0];
  if (first === undefined) return undefined;
  const words = wordsFor(first);
  return { ...words, start: first.pos[0], end: first.pos[1] };
}
