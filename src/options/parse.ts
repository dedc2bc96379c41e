import { type Channel, comesBy, isOptionName, optionNames, specOf, takes } from './lookup.js';
import { nearest } from './nearest.js';
import { type AnyOptions, crossProblems, stagesOf } from './rules.js';
import { shown } from './shown.js';
import type { Entry, OptionName } from './table.js';
import type { OptionsOf, Source } from './types.js';
import { defaultOf, linesOf, type OptionValue, parseValue } from './values.js';

export interface GivenOptions {
  /** Texts as written, by option name; `''` means unset. Unknown names are reported. */
  readonly values: ReadonlyMap<string, string>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Inputs of an action, or flags of the command line: decides how messages name an option. */
  readonly origin: Channel;
}

export type OptionsResult<E extends Entry> =
  | {
      readonly kind: 'ok';
      readonly options: OptionsOf<E>;
      readonly sources: ReadonlyMap<OptionName, Source>;
      readonly warnings: readonly string[];
    }
  | {
      readonly kind: 'problems';
      readonly problems: readonly string[];
      readonly warnings: readonly string[];
      /** The options that have a value nevertheless. Nothing may be done by them but to tell the problems. */
      readonly readable: Partial<OptionsOf<E>>;
    };

interface Reading {
  readonly value: OptionValue | undefined;
  readonly source: Source;
  readonly problem?: string;
}

/**
 * The one place where types are asserted: TypeScript cannot see that a loop over the table fills exactly the keys of `OptionsOf<E>` with
 * the value types of their rows. It holds because `parseValue` switches over every `type`, and a test checks each row's result.
 */
function asOptions<E extends Entry>(values: ReadonlyMap<OptionName, OptionValue | undefined>): OptionsOf<E> & AnyOptions {
  return Object.fromEntries(values) as OptionsOf<E> & AnyOptions;
}

function isSet(name: OptionName, text: string): boolean {
  if (text === '') return false;
  const { type } = specOf(name);
  return type === 'lines' || type === 'choices' ? linesOf(text).length > 0 : true;
}

function readText(name: OptionName, text: string, source: Source, label: string): Reading {
  const parsed = parseValue(specOf(name), text);
  if (parsed.kind === 'value') return { value: parsed.value, source };
  const got = parsed.quote === false ? '' : `got ${shown(text)}, `;
  return { value: undefined, source, problem: `${label}: ${got}expected ${parsed.allowed}${parsed.hint ?? ''}` };
}

function readOption(name: OptionName, given: GivenOptions, label: (name: OptionName) => string): Reading {
  const spec = specOf(name);
  const text = comesBy(given.origin, name) ? (given.values.get(name)?.trim() ?? '') : '';
  if (isSet(name, text)) return readText(name, text, 'option', label(name));
  const inherited = (spec.environment === undefined ? undefined : given.environment[spec.environment])?.trim() ?? '';
  if (spec.environment !== undefined && isSet(name, inherited)) {
    return readText(name, inherited, 'environment', `environment variable ${spec.environment} (for ${label(name)})`);
  }
  return { value: defaultOf(spec), source: 'default' };
}

/** What an option is that came by the channel it does not take. */
const WRONG_CHANNEL: Readonly<Record<Channel, string>> = {
  inputs: 'is a flag of the command line, not an input',
  flags: 'is an input of the actions, not a flag',
};

function unknownNames(entry: Entry, given: GivenOptions): readonly string[] {
  const kind = given.origin === 'flags' ? 'flag' : 'input';
  const dashes = given.origin === 'flags' ? '--' : '';
  return [...given.values.keys()].flatMap((name) => {
    if (isOptionName(name) && !comesBy(given.origin, name)) return [`${dashes}${name} ${WRONG_CHANNEL[given.origin]}: remove it`];
    if (isOptionName(name)) {
      const others = specOf(name).stages.join(', ');
      return takes(entry, name) ? [] : [`${kind} ${dashes}${name} is not taken by ${entry}; it belongs to ${others}: remove it here`];
    }
    const meant = nearest(name, optionNames(entry, given.origin));
    const advice = meant === undefined ? ': remove it, or see the documentation for the list' : `; did you mean ${dashes}${meant}?`;
    return [`unknown ${kind} ${shown(`${dashes}${name}`)}${advice}`];
  });
}

/**
 * Turns texts into the typed options of an entry: option first, then the environment variable its row names, then the default.
 * All problems are told at once; none repeats a secret. Unknown flags are problems, and unknown inputs in deploy and root; in validate and
 * verify, which change nothing, an unknown input is a warning.
 */
export function parseOptions<E extends Entry>(entry: E, given: GivenOptions): OptionsResult<E> {
  const label = (name: OptionName): string => (given.origin === 'flags' ? `--${name}` : name);
  const readings = optionNames(entry).map((name) => [name, readOption(name, given, label)] as const);
  const options = asOptions<E>(new Map(readings.map(([name, { value }]) => [name, value])));
  const sources = new Map(readings.map(([name, { source }]) => [name, source]));
  const broken = new Set(readings.filter(([, { problem }]) => problem !== undefined).map(([name]) => name));
  const unknown = unknownNames(entry, given);
  const tolerant = given.origin === 'inputs' && (entry === 'validate' || entry === 'verify');
  const problems = [
    ...(tolerant ? [] : unknown),
    ...readings.flatMap(([, { problem }]) => problem ?? []),
    ...crossProblems({ options, sources, stages: stagesOf(entry, options), label }, broken),
  ];
  const warnings = tolerant ? unknown : [];
  return problems.length > 0 ? { kind: 'problems', problems, warnings, readable: options } : { kind: 'ok', options, sources, warnings };
}
