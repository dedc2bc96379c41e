import { parseArgs } from 'node:util';
import { readFormat, wantsJson } from '../options/format.js';
import { commandHelp } from '../options/help.js';
import { didYouMean } from '../options/nearest.js';
import { mustBeKnown } from '../options/plain-flags.js';
import { type Explanation, explanations, renderExplanation } from '../policy/lint/explain.js';
import { documentJson, failureJson } from '../report/command-json.js';
import { logLine } from '../report/escape/log-line.js';
import { InputProblems, messageOf } from '../report/failure.js';

export interface ExplainIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

const HELP = `Says what a rule finds, why it matters, and shows a wrong and a right example. Without an id: all rules, one line each.
kt's codes (E001) are read as the rule they stand for.

Options:
  --format text|json  json prints one JSON document, also after a failure. Default: text
  -h, --help          Show this text.
`;

const FLAGS = { format: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } } as const;

/**
 * `keeptrusts-policy explain [rule-id ...]`.
 * @returns the exit code: 1 when an id is unknown, and then nothing is explained
 */
export function explainCommand(argv: readonly string[], io: ExplainIo): number {
  try {
    mustBeKnown(argv, FLAGS);
    const { values, positionals } = parseArgs({ args: [...argv], options: FLAGS, allowPositionals: true });
    if (values.help) {
      io.stdout(commandHelp('explain', HELP));
      return 0;
    }
    const { format, problem } = readFormat(values.format);
    if (problem !== undefined) throw new InputProblems([problem]);
    const found = rulesNamed(positionals);
    if (format === 'json') io.stdout(documentJson({ rules: found }));
    else io.stdout(positionals.length === 0 ? overview(found) : found.map(renderExplanation).join('\n'));
    return 0;
  } catch (error) {
    if (wantsJson(argv)) io.stdout(failureJson(error));
    const problems = error instanceof InputProblems ? error.problems : [messageOf(error)];
    for (const problem of problems) io.stderr(`${logLine(`keeptrusts-policy explain: ${problem}`)}\n`);
    return 1;
  }
}

/** The explanations of the rules named, or of all rules. @throws InputProblems with every name that is none. */
function rulesNamed(words: readonly string[]): readonly Explanation[] {
  const known = explanations();
  if (words.length === 0) return known;
  const found = words.map((word) => explanationOf(word, known));
  const unknown = words.filter((_, index) => found[index] === undefined);
  if (unknown.length > 0) throw new InputProblems(unknown.map((word) => `there is no rule ${JSON.stringify(word)}${advice(word, known)}`));
  return found.filter((one) => one !== undefined);
}

function explanationOf(word: string, known: readonly Explanation[]): Explanation | undefined {
  return known.find(({ id }) => id === word) ?? known.find(({ code }) => code === word.toUpperCase());
}

function overview(known: readonly Explanation[]): string {
  const width = Math.max(...known.map(({ id }) => id.length));
  return known.map(({ id, severity, what }) => `${id.padEnd(width)}  ${severity.padEnd('warning'.length)}  ${what}\n`).join('');
}

function advice(word: string, known: readonly Explanation[]): string {
  const guess = didYouMean(
    word,
    known.map(({ id }) => id),
  );
  return guess === '' ? '; without an id, all are listed' : guess;
}
