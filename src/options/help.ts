import { COMMANDS, type CommandName, type CommandSpec } from './commands.js';
import { optionNames, specOf } from './lookup.js';
import { didYouMean } from './nearest.js';
import { shown } from './shown.js';
import type { Entry, OptionName, OptionSpec } from './table.js';

const WIDTH = 80;
const TEXT_INDENT = 6;

/** What the reader writes after the flag, by type. */
function placeholder(spec: OptionSpec): string {
  switch (spec.type) {
    case 'choice':
      return `=${spec.choices.join('|')}`;
    case 'choices':
      return `=${spec.choices.join(',')}`;
    case 'boolean':
      return '';
    case 'integer':
      return '=NUMBER';
    case 'lines':
      return '=LINE (repeatable)';
    default:
      return `=${spec.type.toUpperCase()}`;
  }
}

/** The default as a reader would write it; undefined when there is none to state. */
export function writtenDefault(spec: OptionSpec): string | undefined {
  if (spec.type === 'secret' || spec.default === undefined) return undefined;
  if (typeof spec.default === 'object') return spec.default.length === 0 ? undefined : spec.default.join(', ');
  return String(spec.default);
}

/** What a number or duration may be; undefined for the other types. */
export function writtenRange(spec: OptionSpec): string | undefined {
  return spec.type === 'integer' || spec.type === 'duration' ? `${spec.minimum} to ${spec.maximum}` : undefined;
}

function wrap(text: string, indent: number): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent + line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((each) => ' '.repeat(indent) + each).join('\n');
}

function describe(name: OptionName): string {
  const spec = specOf(name);
  const flag = spec.type === 'boolean' && spec.default ? `--[no-]${name}` : `--${name}${placeholder(spec)}`;
  const [written, range] = [writtenDefault(spec), writtenRange(spec)];
  const facts = [...(range === undefined ? [] : [`[${range}]`]), ...(written === undefined ? [] : [`[default: ${written}]`])];
  return `  ${flag}\n${wrap([spec.text.replaceAll('`', ''), ...facts].join(' '), TEXT_INDENT)}`;
}

function describeEnvironment(names: readonly OptionName[]): readonly string[] {
  const lines = names.flatMap((name) => {
    const { environment, text } = specOf(name);
    return environment === undefined ? [] : [`  ${environment}\n${wrap(text.replaceAll('`', ''), TEXT_INDENT)}`];
  });
  return lines.length === 0 ? [] : ['Environment:', ...lines, ''];
}

/** What every command line may hold, and what there is besides commands. */
const OVERVIEW_END = [
  'keeptrusts-policy help COMMAND, or COMMAND --help, says what a command takes; --version says which version this is.',
  'Exit codes: 0 when a command did what it says, 1 otherwise; the help of each command says what that means.',
];

function overview(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  return [
    'Usage: keeptrusts-policy COMMAND [options]',
    '',
    ...Object.entries(COMMANDS).map(([name, { text }]) => `  ${name.padEnd(width)}  ${text}`),
    '',
    ...OVERVIEW_END.map((text) => wrap(text, 0)),
    '',
  ].join('\n');
}

/** What is said of a command there is not, with the one that was meant where that can be told. */
export function noSuchCommand(command: string): string {
  const words = `keeptrusts-policy: there is no ${command.startsWith('-') ? 'flag' : 'command'} ${shown(command)}`;
  const guess = didYouMean(command, command.startsWith('-') ? ['--help', '--version'] : [...Object.keys(COMMANDS), 'help']);
  return `${words}${guess === '' ? '. keeptrusts-policy --help lists the commands' : guess}`;
}

/** What has no meaning where everything known to be good comes back at once; `--to` stands for `rollback-to`. */
const HIDDEN_IN_ROLLBACK: ReadonlySet<OptionName> = new Set(['waves', 'phase', 'canary', 'rollback-to']);

/** What `--format` does, for the help of a command that has it. */
const FORMAT_TEXT =
  'json prints one JSON document on standard output and nothing else, also after a failure; the rest goes to standard error.';

/**
 * `--help` text: of a command whose options are those of a stage, or the list of commands. Ends with a line break; no colour, 80 columns where words
 * allow.
 */
export function renderHelp(command: Entry | 'rollback' | undefined): string {
  if (command === undefined || command === 'root') return overview();
  const names =
    command === 'rollback' ? optionNames('deploy', 'flags').filter((name) => !HIDDEN_IN_ROLLBACK.has(name)) : optionNames(command, 'flags');
  const flags = names.filter((name) => specOf(name).type !== 'secret');
  const body = [
    COMMANDS[command].text,
    '',
    'Options:',
    ...flags.map(describe),
    `  --format=text|json\n${wrap(`${FORMAT_TEXT} [default: text]`, TEXT_INDENT)}`,
    '  --debug\n      Show requests, attempts and timings.',
    '  -h, --help\n      Show this text.',
    '',
    ...describeEnvironment(names),
  ];
  return commandHelp(command, body.join('\n'));
}

/** Paragraphs, which begin at the margin, as lines of the width of the rest; headings, which end in a colon, and indented lines stay. */
function wrapProse(body: string): string {
  return body.replace(
    /(?:^(?! ).*[^:\n]\n?)+/gm,
    (paragraph) => `${wrap(paragraph.trim().replaceAll('\n', ' '), 0)}${paragraph.endsWith('\n') ? '\n' : ''}`,
  );
}

/** The help of any command: its usage, `body` (what it does, and its options), one example, its exit codes. */
export function commandHelp(command: CommandName, body: string): string {
  const { usage, example, exits }: CommandSpec = COMMANDS[command];
  const told = (code: number, text: string): string => `  ${code}${wrap(text.replaceAll('`', ''), TEXT_INDENT - 1).slice(3)}`;
  return [
    `Usage: keeptrusts-policy ${command} ${usage}`,
    '',
    wrapProse(body.trim()),
    '',
    'Example:',
    `  ${example}`,
    '',
    'Exit codes:',
    told(0, exits.success),
    told(1, exits.failure),
    '',
  ].join('\n');
}
