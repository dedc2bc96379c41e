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

/** How options reach the program: inputs of an action, or flags of the command line. */
export type Channel = 'inputs' | 'flags';

/** True when an option can be given that way. */
export function comesBy(channel: Channel, name: OptionName): boolean {
  const channels: readonly Channel[] | undefined = SPECS[name].channels;
  return channels === undefined || channels.includes(channel);
}

/** The options of an entry in the table's order, which is the order of everything generated from it; with a channel, those that can come by it. */
export function optionNames(entry: Entry, channel?: Channel): readonly OptionName[] {
  return Object.keys(OPTIONS)
    .filter(isOptionName)
    .filter((name) => takes(entry, name) && (channel === undefined || comesBy(channel, name)));
}
