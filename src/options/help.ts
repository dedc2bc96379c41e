import { optionNames, specOf } from './lookup.js';
import type { Entry, OptionName, OptionSpec } from './table.js';

const WIDTH = 80;
const TEXT_INDENT = 6;

/** The commands of the terminal program, in the order of their help. */
export const COMMANDS: Readonly<
  Record<'validate' | 'try' | 'explain' | 'deploy' | 'rollback' | 'verify' | 'status' | 'emulator' | 'demo', string>
> = {
  validate: 'Lint policy files and run their behaviour tests.',
  try: 'Walk one message through the chain and say what each policy decides.',
  explain: 'Say what a lint rule finds, why, and how to mend it.',
  deploy: 'Bring one validated policy file to staging and production gateways.',
  rollback: 'Bring the policy file of an earlier commit back: rollback --to COMMIT.',
  verify: 'Check what gateways really serve: health, configuration, recent events.',
  status: 'Show every gateway of the inventory: health, version served, last event.',
  emulator: 'Run the stand-in for control plane, gateways and kt on loopback.',
  demo: 'Validate, deploy and verify an example against the emulator.',
};

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

function overview(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  return [
    'Usage: keeptrusts-policy COMMAND [options] [policy file ...]',
    '',
    ...Object.entries(COMMANDS).map(([name, text]) => `  ${name.padEnd(width)}  ${text}`),
    '',
    'keeptrusts-policy COMMAND --help lists the options of validate, deploy, rollback and verify.',
    '',
  ].join('\n');
}

/** What has no meaning where everything known to be good comes back at once; `--to` stands for `rollback-to`. */
const HIDDEN_IN_ROLLBACK: ReadonlySet<OptionName> = new Set(['waves', 'phase', 'canary', 'rollback-to']);

/** `--help` text: of one command, or the list of commands. Ends with a line break; no colour, 80 columns where words allow. */
export function renderHelp(command: Entry | 'rollback' | undefined): string {
  if (command === undefined || command === 'root') return overview();
  const names =
    command === 'rollback' ? optionNames('deploy', 'flags').filter((name) => !HIDDEN_IN_ROLLBACK.has(name)) : optionNames(command, 'flags');
  const flags = names.filter((name) => specOf(name).type !== 'secret');
  return [
    `Usage: keeptrusts-policy ${command}${command === 'rollback' ? ' --to COMMIT' : ''} [options] [policy file ...]`,
    '',
    COMMANDS[command],
    '',
    'Options:',
    ...flags.map(describe),
    '  --debug\n      Show requests, attempts and timings.',
    '  -h, --help\n      Show this text.',
    '',
    ...describeEnvironment(names),
    'Exit code: 0 when the result allows the next stage, else 1.',
    '',
  ].join('\n');
}
