import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type OutputFormat, readFormat } from './format.js';
import { comesBy, isOptionName, specOf } from './lookup.js';
import { shown } from './shown.js';
import { OPTIONS, type OptionName } from './table.js';

export interface Flags {
  /** Texts by option name, ready for `parseOptions`; several values of one flag are joined by line breaks. */
  readonly values: ReadonlyMap<string, string>;
  readonly help: boolean;
  /** `--debug`: show requests, attempts and timings. */
  readonly debug: boolean;
  /** `--format`: what goes to standard output. */
  readonly format: OutputFormat;
  readonly problems: readonly string[];
}

type Token = {
  readonly kind: 'option';
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
};

type Reading =
  | { readonly kind: 'value'; readonly name: string; readonly text: string }
  | { readonly kind: 'problem'; readonly problem: string };

const CLI_FLAGS = { help: { type: 'boolean', short: 'h' }, debug: { type: 'boolean' }, format: { type: 'string' } } as const;

function argumentConfig(): NonNullable<ParseArgsConfig['options']> {
  const options = Object.keys(OPTIONS)
    .filter(isOptionName)
    .map((name) => [name, { type: specOf(name).type === 'boolean' ? 'boolean' : 'string' }] as const);
  return { ...Object.fromEntries(options), ...CLI_FLAGS };
}

function problem(text: string): Reading {
  return { kind: 'problem', problem: text };
}

function readBoolean(name: OptionName, text: string | undefined, negated: boolean): Reading {
  if (negated && text !== undefined) return problem(`--no-${name} takes no value: write --no-${name} or --${name}=false`);
  return { kind: 'value', name, text: negated ? 'false' : (text ?? 'true') };
}

function readFlag(token: Token): Reading {
  const positive = token.name.replace(/^no-/, '');
  const negated = !isOptionName(token.name) && isOptionName(positive);
  const name = negated ? positive : token.name;
  if (!token.rawName.startsWith('--')) return problem(`unknown flag ${shown(token.rawName)}: flags have two dashes; --help lists them`);
  if (!isOptionName(name) || !comesBy('flags', name)) return { kind: 'value', name, text: '' };
  const spec = specOf(name);
  if (spec.type === 'boolean') return readBoolean(name, token.value, negated);
  if (negated) return problem(`--no-${name} does not exist: only on/off flags have a --no- form`);
  if (spec.type === 'secret') {
    return problem(
      `--${name}: secrets are not taken from the command line, where every process can read them; set ${spec.environment} instead`,
    );
  }
  if (token.value === undefined || (token.inlineValue !== true && token.value.startsWith('--'))) {
    return problem(`--${name} needs a value: write --${name} VALUE or --${name}=VALUE`);
  }
  const many = spec.type === 'lines' || spec.type === 'choices';
  if (many && /[\r\n]/.test(token.value)) return problem(`--${name}: a value holds a line break; repeat the flag instead`);
  return { kind: 'value', name, text: token.value };
}

/** A positional argument as a line of `policy-file`; a leading `#` would otherwise turn it into a comment. */
function readPositional(argument: string): Reading {
  if (/[\r\n]/.test(argument)) return problem(`the file name ${shown(argument)} holds a line break: rename the file`);
  return { kind: 'value', name: 'policy-file', text: argument.startsWith('#') ? `./${argument}` : argument };
}

function isMany(name: string): boolean {
  return isOptionName(name) && ['lines', 'choices'].includes(specOf(name).type);
}

/**
 * Reads the arguments after the command's name. Positional arguments are policy files. Unknown flags stay among the values, where
 * `parseOptions` reports them with the entry's own list of names.
 */
export function readFlags(argv: readonly string[]): Flags {
  const { tokens } = parseArgs({ args: [...argv], options: argumentConfig(), strict: false, allowPositionals: true, tokens: true });
  const values = new Map<string, string>();
  const problems: string[] = [];
  const switches = new Set<string>();
  const formats: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'option' && Object.hasOwn(CLI_FLAGS, token.name)) {
      if (token.name === 'format') formats.push(token.value ?? '');
      else switches.add(token.name);
      continue;
    }
    const reading = token.kind === 'option' ? readFlag(token) : readPositional(token.value);
    if (reading.kind === 'problem') {
      problems.push(reading.problem);
      continue;
    }
    const earlier = values.get(reading.name);
    if (earlier !== undefined && isOptionName(reading.name) && !isMany(reading.name))
      problems.push(`--${reading.name} is given twice: keep one`);
    values.set(reading.name, earlier === undefined || !isMany(reading.name) ? reading.text : `${earlier}\n${reading.text}`);
  }
  const { format, problem: unreadable } = readFormat(formats.at(-1));
  if (unreadable !== undefined) problems.push(unreadable);
  if (formats.length > 1) problems.push('--format is given twice: keep one');
  return { values, help: switches.has('help'), debug: switches.has('debug'), format, problems };
}

/** Like `readFlags`, for `rollback --to COMMIT`: the one option that command cannot do without has a short name there. */
export function readRollbackFlags(argv: readonly string[]): Flags {
  const flags = readFlags(argv.map((text) => text.replace(/^--to(?==|$)/, '--rollback-to')));
  if (flags.help || flags.values.has('rollback-to')) return flags;
  return { ...flags, problems: [...flags.problems, 'rollback needs --to COMMIT: the commit whose policy file comes back'] };
}
