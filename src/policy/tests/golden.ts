import type { Range } from '../../report/model.js';
import { MAX_FILE_LENGTH } from '../limits.js';
import { LineIndex } from '../lines.js';
import { makeFinding } from '../lint/finding.js';
import type { ConfigPath } from '../path.js';
import { type CaseSource, Problems, readCase, type TestReading } from './cases.js';
import { findJson, type JsonNode, readJson } from './json.js';

/**
 * Reads a golden test file: one JSON object with name, input and expected. A list of such objects is read too, with a note, because
 * no page says whether kt takes one. Never throws: what is wrong with the file is in `problems`.
 * Source: https://docs.keeptrusts.com/docs/cli/policy-test
 */
export function parseGoldenFile(text: string): TestReading {
  const lines = new LineIndex(text);
  const refused = refuse(text);
  if (refused !== undefined) return unreadable(refused.message, refused.help, lines.rangeBetween(0, 0));
  const reading = readJson(text);
  if (reading.kind === 'unreadable') {
    const { message, offset } = reading.fault;
    return unreadable(`Not JSON: ${message}`, 'Mend the file; JSON has no comments and no trailing commas.', pointAt(text, lines, offset));
  }
  const problems = new Problems(placesOf(reading.root, lines));
  const faults = reading.faults.map(({ message, offset }) =>
    makeFinding({ ruleId: 'test-file', message, help: 'Keep one of the two.', range: pointAt(text, lines, offset) }),
  );
  const { value } = reading.root;
  const listed = Array.isArray(value);
  if (listed)
    problems.add([], 'value', {
      ruleId: 'test-file-array',
      message: 'The file holds a list of test cases',
      help: 'Use one file per case if kt must run them.',
    });
  const elements: readonly unknown[] = listed ? value : [value];
  const cases = elements.flatMap((element, index) => {
    const read = readCase(element, { problems, path: listed ? [index] : [], fallbackName: `case ${index + 1}` });
    return read === undefined ? [] : [read];
  });
  return { cases, problems: [...faults, ...problems.findings] };
}

function refuse(text: string): { readonly message: string; readonly help: string } | undefined {
  if (text.length > MAX_FILE_LENGTH)
    return { message: `The file is ${text.length} characters long; the limit is ${MAX_FILE_LENGTH}`, help: 'Use one file per case.' };
  if (text.includes('\0'))
    return { message: 'The file holds NUL characters: it is binary, or text in UTF-16', help: 'Save it as UTF-8 text.' };
  if (text.replace(/^\uFEFF/, '').trim() === '') return { message: 'The file is empty', help: 'Give it name, input and expected.' };
  return undefined;
}

function unreadable(message: string, help: string, range: Range): TestReading {
  return { cases: [], problems: [makeFinding({ ruleId: 'test-file', message, help, range })] };
}

function pointAt(text: string, lines: LineIndex, offset: number): Range {
  const at = Math.min(offset, text.length);
  return lines.restOfLine(at);
}

function placesOf(root: JsonNode, lines: LineIndex): CaseSource {
  const rangeOf = (path: ConfigPath, part: 'key' | 'value'): Range | undefined => {
    const found = findJson(root, path);
    if (found === undefined) return undefined;
    const { node, keyStart, keyEnd } = found;
    if (part === 'key' && keyStart !== undefined && keyEnd !== undefined) return lines.rangeBetween(keyStart, keyEnd);
    // A range of many lines says no more than its first one.
    return node.members === undefined && node.items === undefined ? lines.rangeBetween(node.start, node.end) : lines.restOfLine(node.start);
  };
  return {
    rangeOf,
    nearestRange(path) {
      for (let length = path.length; length > 0; length -= 1) {
        const range = rangeOf(path.slice(0, length), 'key');
        if (range !== undefined) return range;
      }
      return lines.restOfLine(root.start);
    },
  };
}
