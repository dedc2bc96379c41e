import type { Digest } from '../policy/digest.js';
import type { OPTIONS, OptionName, OptionSpec } from './table.js';

type Table = typeof OPTIONS;

/** A secret input: prints as `***` wherever it lands by accident. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself, for the one place that sends it. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '***';
  }

  toJSON(): string {
    return '***';
  }
}

type Optional<S, V> = S extends { readonly default: unknown } ? V : V | undefined;

/** The parsed type of an option: durations in milliseconds, `''` never. */
export type ValueOf<S extends OptionSpec> = S extends { readonly type: 'choice'; readonly choices: readonly (infer C)[] }
  ? C
  : S extends { readonly type: 'choices'; readonly choices: readonly (infer C)[] }
    ? readonly C[]
    : S extends { readonly type: 'boolean' }
      ? boolean
      : S extends { readonly type: 'integer' | 'duration' }
        ? Optional<S, number>
        : S extends { readonly type: 'lines' }
          ? readonly string[]
          : S extends { readonly type: 'secret' }
            ? Secret | undefined
            : S extends { readonly type: 'digest' }
              ? Digest | undefined
              : Optional<S, string>;

type NamesFor<E extends string> = {
  [K in OptionName]: E extends 'root' ? K : E extends Table[K]['stages'][number] ? K : never;
}[OptionName];

/** The parsed options an action or command receives, under the names users write. */
export type OptionsOf<E extends 'root' | 'validate' | 'deploy' | 'verify'> = { readonly [K in NamesFor<E>]: ValueOf<Table[K]> };

/** Where a value came from. */
export type Source = 'option' | 'environment' | 'default';
