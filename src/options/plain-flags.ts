import { type ParseArgsConfig, parseArgs } from 'node:util';
import { InputProblems } from '../report/failure.js';
import { didYouMean } from './nearest.js';
import { shown } from './shown.js';

type FlagSpecs = NonNullable<ParseArgsConfig['options']>;

/**
 * Finds the flags of a command line that its command does not have: `parseArgs` alone tells the first one, without the name that was meant.
 * For commands whose flags are not options of the table.
 * @throws InputProblems with all of them.
 */
export function mustBeKnown(argv: readonly string[], flags: FlagSpecs): void {
  const { tokens } = parseArgs({ args: [...argv], options: flags, strict: false, allowPositionals: true, tokens: true });
  const problems = tokens.flatMap((token) => {
    if (token.kind !== 'option' || Object.hasOwn(flags, token.name)) return [];
    const guess = didYouMean(
      token.rawName,
      Object.keys(flags).map((name) => `--${name}`),
    );
    return [`unknown flag ${shown(token.rawName)}${guess === '' ? '; --help lists them' : guess}`];
  });
  if (problems.length > 0) throw new InputProblems(problems);
}
