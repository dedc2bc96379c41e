import { COMMANDS, type CommandSpec } from '../../src/options/commands.js';

/** The table of commands: what each does, what its exit codes say, what `--format` may be. */
export function commandTable(): string {
  const specs: readonly (readonly [string, CommandSpec])[] = Object.entries(COMMANDS);
  const rows = specs.map(([name, { text, exits, formats }]) => [
    `\`${name}\``,
    text,
    exits.success,
    exits.failure,
    formats === undefined ? '' : formats.map((format) => `\`${format}\``).join(', '),
  ]);
  const cells = [['command', 'what it does', 'exit code 0', 'exit code 1', '`--format`'], ['---', '---', '---', '---', '---'], ...rows];
  return cells.map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`).join('\n');
}
