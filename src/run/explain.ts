import { didYouMean } from '../options/nearest.js';
import { type Explanation, explanations, renderExplanation } from '../policy/lint/explain.js';
import { logLine } from '../report/escape/log-line.js';

export interface ExplainIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

const USAGE = `Usage: keeptrusts-policy explain [rule-id ...]

Says what a rule finds, why it matters, and shows a wrong and a right example. Without an id: all rules, one line each.
kt's codes (E001) are read as the rule they stand for.
`;

/**
 * `keeptrusts-policy explain [rule-id ...]`.
 * @returns the exit code: 1 when an id is unknown, and then nothing is explained
 */
export function explainCommand(args: readonly string[], io: ExplainIo): number {
  if (args.includes('--help') || args.includes('-h')) {
    io.stdout(USAGE);
    return 0;
  }
  const known = explanations();
  if (args.length === 0) {
    io.stdout(overview(known));
    return 0;
  }
  const found = args.map((word) => explanationOf(word, known));
  const unknown = args.filter((_, index) => found[index] === undefined);
  if (unknown.length > 0) {
    for (const word of unknown)
      io.stderr(`${logLine(`keeptrusts-policy explain: there is no rule ${JSON.stringify(word)}${advice(word, known)}`)}\n`);
    return 1;
  }
  io.stdout(found.flatMap((one) => (one === undefined ? [] : [renderExplanation(one)])).join('\n'));
  return 0;
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
