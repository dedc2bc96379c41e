import { shown } from './shown.js';

/** What a command prints on standard output: text for people, or one JSON document and nothing else. */
export type OutputFormat = 'text' | 'json';

export type FormatReading = { readonly format: OutputFormat; readonly problem?: string };

/** Reads a value of `--format`. Of a mistake people are told. @param people the word for the other format: `text`, or `table`. */
export function readFormat(written: string | undefined, people = 'text'): FormatReading {
  if (written === undefined || written === people) return { format: 'text' };
  if (written === 'json') return { format: 'json' };
  return { format: 'text', problem: `--format: got ${shown(written)}, expected ${people} or json` };
}

/** Whether a command line asks for JSON, for telling a mistake in it in the way that was asked for. */
export function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  const flags = end < 0 ? argv : argv.slice(0, end);
  return flags.some((text, index) => text === '--format=json' || (text === '--format' && flags[index + 1] === 'json'));
}
