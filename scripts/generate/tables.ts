import { comesBy, optionNames, specOf } from '../../src/options/lookup.js';
import type { Entry } from '../../src/options/table.js';
import { ACTIONS, facts, outputsOf } from './action.js';

/** Text in a Markdown table cell: a bar would end the cell, a line break the row. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ');
}

function row(cells: readonly string[]): string {
  return `| ${cells.map(cell).join(' | ')} |`;
}

/** A table of the inputs of one action. */
export function inputTable(entry: Entry): string {
  const rows = optionNames(entry, 'inputs').map((name) => {
    const { text, stages } = specOf(name);
    return row([`\`${name}\``, ...(entry === 'root' ? [stages.join(', ')] : []), [text, ...facts(name)].join(' ')]);
  });
  const head = entry === 'root' ? ['input', 'stage', 'meaning'] : ['input', 'meaning'];
  return [row(head), row(head.map(() => '---')), ...rows].join('\n');
}

/** A table of the outputs of one action. */
export function outputTable(entry: Entry): string {
  const rows = outputsOf(entry).map(([name, { text, stages }]) =>
    row([`\`${name}\``, ...(entry === 'root' ? [stages.join(', ')] : []), text]),
  );
  const head = entry === 'root' ? ['output', 'stage', 'meaning'] : ['output', 'meaning'];
  return [row(head), row(head.map(() => '---')), ...rows].join('\n');
}

/** A table of what only the command line takes. */
function flagTable(): string {
  const rows = optionNames('root', 'flags')
    .filter((name) => !comesBy('inputs', name))
    .map((name) => {
      const { text, stages } = specOf(name);
      return row([`\`--${name}\``, stages.join(', '), [text, ...facts(name)].join(' ')]);
    });
  return [row(['flag', 'command', 'meaning']), row(['---', '---', '---']), ...rows].join('\n');
}

const INTRODUCTION = `# Options

The inputs of the actions, and the flags of the command line: \`--name value\`, \`--name=value\`, a flag repeated for several lines,
\`--no-name\` for what is on by default. Tokens are never flags: set their environment variables. An empty input is an unset input.
Relative paths start from \`working-directory\`. Lines of an option are one value each; blank lines and lines that start with \`#\` are skipped.
Values of the inventory (\`config-file\`) fill what is not set; options win, and the report lists what they replaced.`;

const TITLES: Readonly<Record<Entry, string>> = {
  root: 'The action `your-org/keeptrusts-policy-action`',
  validate: '`your-org/keeptrusts-policy-action/validate`',
  deploy: '`your-org/keeptrusts-policy-action/deploy`',
  verify: '`your-org/keeptrusts-policy-action/verify`',
};

/** The whole of docs/options.md: tables of inputs and outputs per action. */
export function optionsDocument(): string {
  const sections = (['root', 'validate', 'deploy', 'verify'] as const).map((entry) =>
    [`## ${TITLES[entry]}`, `${ACTIONS[entry].description}.`, '### Inputs', inputTable(entry), '### Outputs', outputTable(entry)].join(
      '\n\n',
    ),
  );
  return `${['<!-- Generated from src/options/table.ts; edit the table and run `npm run generate`. -->', INTRODUCTION, ...sections, '## Only on the command line', flagTable()].join('\n\n')}\n`;
}

/** True when the Markdown has the markers of a generated section. */
export function hasSection(markdown: string, name: string): boolean {
  return markdown.includes(`<!-- generated:${name} -->`);
}

/**
 * Replaces what stands between `<!-- generated:NAME -->` and `<!-- /generated:NAME -->`.
 * @throws Error when the markers are not there exactly once each, in this order.
 */
export function replaceSection(markdown: string, name: string, body: string): string {
  const [open, close] = [`<!-- generated:${name} -->`, `<!-- /generated:${name} -->`];
  const [before, rest, ...moreOpens] = markdown.split(open);
  const [, after, ...moreCloses] = rest?.split(close) ?? [];
  if (before === undefined || after === undefined || moreOpens.length > 0 || moreCloses.length > 0 || before.includes(close)) {
    throw new Error(`replacing the section ${name}: the text needs exactly one ${open} and after it one ${close}`);
  }
  return `${before}${open}\n${body}\n${close}${after}`;
}
