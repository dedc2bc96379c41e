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
  // A hostile file has a fault every few characters; each would collect a stack trace that nobody looks at, five times the cost of parsing.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
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
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
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

export interface Words {
  readonly message: string;
  readonly help: string;
}

export const INDENT: Words = {
  message: 'The indentation is broken here',
  help: 'Keys of one mapping, and dashes of one list, start in the same column.',
};

const KEY_SHAPE: Words = {
  message: 'This is not a complete `key: value`',
  help: 'Check the line before: a missing colon, dash or quote, or a value that needs quotes because it holds `: `.',
};

export const UNCLOSED_BRACKET: Words = { message: 'This `[` or `{` is not closed', help: 'Add the missing `]` or `}`.' };
export const UNCLOSED_QUOTE: Words = { message: 'A quoted value is not closed', help: 'Add the missing quote at its end.' };

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

const COLON_IN_VALUE: Words = {
  message: 'A value that holds `: ` is not in quotes',
  help: 'Put the value in quotes, or start a new line for the second key.',
};
const ITEM_AMONG_KEYS: Words = {
  message: 'A list item stands where a key is expected',
  help: 'Indent the list below its own key, or remove the dash.',
};
const AFTER_THE_END: Words = {
  message: 'Something follows a value that is already complete',
  help: 'Quoted text ends at its closing quote, and a list or mapping at its bracket: put the whole value inside.',
};

/** Codes that stand for several faults; only the parser's text tells them apart. */
const WORDS_BY_TEXT: readonly (readonly [ErrorCode, RegExp, Words])[] = [
  ['BAD_INDENT', /^Flow/, UNCLOSED_BRACKET],
  ['MISSING_CHAR', /quote/, UNCLOSED_QUOTE],
  ['BLOCK_AS_IMPLICIT_KEY', /^Nested mappings/, COLON_IN_VALUE],
  ['BLOCK_AS_IMPLICIT_KEY', /block sequence/, ITEM_AMONG_KEYS],
  ['UNEXPECTED_TOKEN', /node end$/, AFTER_THE_END],
];

/** What an error of the parser means; its own words where nothing better is known. */
export function wordsFor({ code, message }: YAMLError): Words {
  const told = WORDS_BY_TEXT.find(([of, text]) => of === code && text.test(message))?.[2] ?? WORDS[code];
  return (
    told ?? {
      message: message.split('\n')[0] ?? message,
      help: 'Check the quotes, brackets and colons on this line and the one before.',
    }
  );
}

/** A fault of the syntax in words, with its place in offsets of the text. */
export interface SyntaxFault extends Words {
  readonly start: number;
  readonly end: number;
}
