import { type Entry, OPTIONS, type OptionName, type OptionSpec } from './table.js';

const SPECS: Readonly<Record<OptionName, OptionSpec>> = OPTIONS;

/** True for a name in the table, whatever entry takes it. */
export function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(OPTIONS, name);
}

/** The row of an option, with its literal types forgotten. */
export function specOf(name: OptionName): OptionSpec {
  return SPECS[name];
}

/** True when the action or command `entry` takes the option; root takes all. */
export function takes(entry: Entry, name: OptionName): boolean {
  const stages: readonly string[] = SPECS[name].stages;
  return entry === 'root' || stages.includes(entry);
}

/** The options of an entry in the table's order, which is the order of everything generated from it. */
export function optionNames(entry: Entry): readonly OptionName[] {
  return Object.keys(OPTIONS)
    .filter(isOptionName)
    .filter((name) => takes(entry, name));
}
