/** An annotation as the runner reads it from a workflow command. */
export interface ReadAnnotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  readonly title?: string;
  readonly file?: string;
  readonly line?: number;
  readonly col?: number;
  readonly endColumn?: number;
}

export interface ReadCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/**
 * The command of a log line, by the runner's own rules: `##[name …]` anywhere, `::name …::` after leading white space
 * (https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs). Written apart from the code that makes commands.
 */
export function commandIn(line: string): ReadCommand | undefined {
  const old = /##\[([^\]]*)\](.*)/s.exec(line);
  if (old !== null) return { name: `##[${(old[1] ?? '').split(' ')[0] ?? ''}]`, properties: {}, data: old[2] ?? '' };
  const [, head, data] = /^::(.*?)::(.*)$/s.exec(line.trimStart()) ?? [];
  if (head === undefined || data === undefined) return undefined;
  const space = head.indexOf(' ');
  const pairs = space < 0 ? [] : head.slice(space + 1).split(',');
  const properties = pairs.flatMap((pair): [string, string][] => {
    const at = pair.indexOf('=');
    return at < 0 ? [] : [[pair.slice(0, at).trim(), decoded(pair.slice(at + 1), PROPERTY_CODES)]];
  });
  return { name: space < 0 ? head : head.slice(0, space), properties: Object.fromEntries(properties), data: decoded(data, DATA_CODES) };
}

const DATA_CODES: readonly (readonly [string, string])[] = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%25', '%'],
];
const PROPERTY_CODES: typeof DATA_CODES = [['%3A', ':'], ['%2C', ','], ...DATA_CODES];

function decoded(text: string, codes: typeof DATA_CODES): string {
  return codes.reduce((current, [code, character]) => current.replaceAll(code, character), text);
}

/** The annotations among the lines of a step. */
export function annotationsIn(lines: readonly string[]): readonly ReadAnnotation[] {
  return lines.flatMap((line): ReadAnnotation[] => {
    const command = commandIn(line);
    if (command === undefined) return [];
    const { name, properties, data } = command;
    if (name !== 'error' && name !== 'warning' && name !== 'notice') return [];
    const { title, file } = properties;
    return [
      {
        level: name,
        message: data,
        ...(title !== undefined && { title }),
        ...(file !== undefined && { file }),
        ...number('line', properties.line),
        ...number('col', properties.col),
        ...number('endColumn', properties.endColumn),
      },
    ];
  });
}

function number<K extends string>(name: K, text: string | undefined): { readonly [P in K]?: number } {
  const entry: { [P in K]?: number } = {};
  if (text !== undefined) entry[name] = Number(text);
  return entry;
}
