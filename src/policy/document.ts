import type { TextEdit } from '../report/model.js';
import { assemble, type PolicyDocument, type SyntaxProblem } from './assemble.js';
import { directivesIn } from './comments.js';
import { MAX_DEPTH, MAX_FILE_LENGTH } from './limits.js';
import { LineIndex } from './lines.js';
import { syntaxFaults } from './mend.js';
import { isMapping } from './path.js';
import { readPlainPolicy } from './read.js';
import { composeYaml } from './syntax.js';
import { ConfigTree, TAG_WORDS } from './tree.js';

export type { DocumentShape, PolicyDocument, SyntaxProblem, TextSpan } from './assemble.js';

/** Reads a policy file. Never throws on any text: what is wrong with it is in `problems`. */
export function parsePolicy(text: string): PolicyDocument {
  const plain = readPlainPolicy(text);
  if (plain !== undefined) return plain;
  const lines = new LineIndex(text);
  const failed = (problems: readonly SyntaxProblem[]): PolicyDocument =>
    assemble({ text, lines, problems, directives: directivesIn(text) });
  const unreadable = refuse(text, lines);
  if (unreadable !== undefined) return failed([unreadable]);
  const composed = composeYaml(text);
  if (composed.kind === 'too-deep') {
    const help = 'A policy file is about five levels deep; check the brackets and the indentation.';
    const range = lines.restOfLine(composed.offset);
    return failed([{ ruleId: 'yaml-limits', message: `Nested deeper than ${MAX_DEPTH} levels`, help, range }]);
  }
  const { document, second } = composed;
  if (document.errors.length > 0) {
    const faults = syntaxFaults(text, document.errors).map(({ message, help, start, end }) => {
      return { ruleId: 'yaml-syntax' as const, message, help, range: lines.rangeBetween(start, end) };
    });
    return failed(faults);
  }
  if (second !== undefined) {
    const message = 'The file holds more than one YAML document; this is where the second starts';
    return failed([{ ruleId: 'yaml-documents', message, help: 'Keep one configuration per file.', range: lines.restOfLine(second) }]);
  }
  const tree = new ConfigTree(document.contents);
  const problems = [...treeProblems(tree, lines, text), ...tagProblems(document.warnings, lines), ...rootProblems(tree, lines)];
  return assemble({ text, lines, tree, problems, directives: directivesIn(text) });
}

/** A line without content: blank, a comment, or a document marker. */
const BLANK_LINE = /^(?:---|\.\.\.)?\s*(?:#.*)?\r?$/;

function refuse(text: string, lines: LineIndex): SyntaxProblem | undefined {
  const nul = text.indexOf('\0');
  if (nul !== -1) {
    return {
      ruleId: 'not-yaml',
      message: 'The file holds NUL characters: it is binary, or text in UTF-16',
      help: 'Save it as UTF-8 text.',
      range: lines.rangeBetween(nul, nul + 1),
    };
  }
  if (text.length > MAX_FILE_LENGTH) {
    const message = `The file is ${text.length} characters long; the limit is ${MAX_FILE_LENGTH}`;
    return { ruleId: 'yaml-limits', message, help: 'Split the configuration, one file per gateway.', range: lines.rangeBetween(0, 0) };
  }
  if (
    text
      .replace(/^\uFEFF/, '')
      .split('\n')
      .every((line) => BLANK_LINE.test(line))
  ) {
    return {
      ruleId: 'empty-file',
      message: 'The file is empty',
      help: 'Start it with a `pack:` section.',
      range: lines.rangeBetween(0, 0),
    };
  }
  return undefined;
}

function treeProblems(tree: ConfigTree, lines: LineIndex, text: string): SyntaxProblem[] {
  return tree.problems.map(({ ruleId, message, help, start, end, duplicate }) => {
    const range = lines.rangeBetween(start, end);
    if (duplicate === undefined) return { ruleId, message, help, range };
    const first = lines.positionAt(duplicate.first);
    const { line, column } = range.start;
    const both = `${message}: at line ${first.line}, column ${first.column}, and again at line ${line}, column ${column}`;
    const fix = duplicate.equal ? removedEntry(text, start, duplicate.end) : undefined;
    return { ruleId, message: both, help: fix === undefined ? help : `${help} Their values are equal.`, range, ...(fix && { fix }) };
  });
}

/** An edit that takes whole lines away; undefined when they hold anything besides this entry, or a comment, or an anchor that others need. */
function removedEntry(text: string, start: number, end: number): TextEdit | undefined {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', Math.max(start, end - 1));
  const lineEnd = newline === -1 ? text.length : newline + 1;
  const alone = text.slice(lineStart, start).trim() === '' && text.slice(end, lineEnd).trim() === '';
  if (!alone || /[#&]/.test(text.slice(lineStart, lineEnd))) return undefined;
  return { offset: lineStart, length: lineEnd - lineStart, text: '' };
}

function tagProblems(
  warnings: readonly { readonly code: string; readonly pos: readonly [number, number] }[],
  lines: LineIndex,
): SyntaxProblem[] {
  return warnings
    .filter((warning) => warning.code === 'TAG_RESOLVE_FAILED')
    .map(({ pos }) => ({
      ruleId: 'yaml-tag' as const,
      message: TAG_WORDS[0],
      help: TAG_WORDS[1],
      range: lines.rangeBetween(pos[0], pos[1]),
    }));
}

function rootProblems(tree: ConfigTree, lines: LineIndex): SyntaxProblem[] {
  if (isMapping(tree.value) || tree.problems.some((problem) => problem.ruleId === 'yaml-limits')) return [];
  const start = tree.find([])?.value?.start ?? 0;
  const message = `The document is ${Array.isArray(tree.value) ? 'a list' : 'a single value'}, not a mapping`;
  return [
    { ruleId: 'document-shape', message, help: 'A policy file is a mapping that starts with `pack:`.', range: lines.restOfLine(start) },
  ];
}
