import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { commandTable } from '../../scripts/generate/commands.js';
import { COMMANDS, type CommandSpec } from '../../src/options/commands.js';
import { readFormat, wantsJson } from '../../src/options/format.js';
import { commandHelp, noSuchCommand } from '../../src/options/help.js';
import { mustBeKnown } from '../../src/options/plain-flags.js';
import { SUCCEEDS } from '../../src/report/outcome.js';

const SPECS: readonly (readonly [string, CommandSpec])[] = Object.entries(COMMANDS);
const NAMES = ['validate', 'deploy', 'rollback', 'verify'] as const;

/** The results a sentence names. */
function resultsIn(text: string): readonly string[] {
  return [...text.matchAll(/`([a-z-]+)`/g)].map(([, word = '']) => word);
}

describe('the exit codes of the commands', () => {
  test.each(NAMES)('%s: exit code 0 and 1 name the results that have them', (name) => {
    const { success, failure } = COMMANDS[name].exits;
    const exits: Readonly<Record<string, boolean>> = SUCCEEDS;
    expect(resultsIn(success).map((result) => exits[result])).not.toContain(false);
    // inconclusive is in both, because an option decides.
    expect(resultsIn(failure).filter((result) => result !== 'inconclusive' && exits[result] !== false)).toEqual([]);
  });

  test('every result there is belongs to a command', () => {
    const named = NAMES.flatMap((name) => [COMMANDS[name].exits.success, COMMANDS[name].exits.failure]).flatMap(resultsIn);
    expect([...new Set(named)].sort()).toEqual(Object.keys(SUCCEEDS).sort());
  });

  test('docs/cli.md has the table', () => {
    expect(readFileSync('docs/cli.md', 'utf8')).toContain(`<!-- generated:commands -->\n${commandTable()}\n<!-- /generated:commands -->`);
  });
});

describe('the help of a command', () => {
  test.each(SPECS)('%s has usage, one example that calls it, and both exit codes', (name, { example }) => {
    const command = Object.keys(COMMANDS).find((one): one is keyof typeof COMMANDS => one === name);
    if (command === undefined) throw new Error(name);
    const help = commandHelp(command, 'What it does.\n');
    expect(help.startsWith(`Usage: keeptrusts-policy ${name} `)).toBe(true);
    expect(help).toContain(`\n\nWhat it does.\n\nExample:\n  ${example}\n\nExit codes:\n  0  `);
    expect(example.startsWith(`keeptrusts-policy ${name} `)).toBe(true);
    expect(help).toMatch(/\n {2}1 {2}\S.*\n(?: {5}\S.*\n)*$/);
    expect(help).not.toContain('`');
  });
});

test('prose is wrapped, headings and what is indented is not', () => {
  const help = commandHelp('demo', `${'word '.repeat(19)}word\nand more\n\nOptions:\n  --a\n${' '.repeat(90)}x\n`);
  expect(help).toContain(`${'word '.repeat(15)}word\nword word word word and more\n\nOptions:\n  --a\n${' '.repeat(90)}x\n\nExample:`);
});

describe('what does not exist', () => {
  test.each([
    ['vaildate', 'there is no command "vaildate"; did you mean validate?'],
    ['hepl', 'there is no command "hepl"; did you mean help?'],
    ['--verison', 'there is no flag "--verison"; did you mean --version?'],
    ['frobnicate', 'there is no command "frobnicate". keeptrusts-policy --help lists the commands'],
    ['a\u202eb\n::error::x', 'there is no command "a\\u{202e}b\\u{a}::error::x"'],
  ])('the command %j', (command, message) => {
    expect(noSuchCommand(command)).toContain(message);
  });

  test('all flags that a command does not have are told at once, with what was meant', () => {
    const flags = { format: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;
    expect(() => mustBeKnown(['--formt', 'json', '-x', '--zzzzzzzz', '--', '--anything'], flags)).toThrow(
      '3 problems with the options:\n- unknown flag "--formt"; did you mean --format?\n- unknown flag "-x"; --help lists them\n- unknown flag "--zzzzzzzz"; --help lists them',
    );
    expect(() => mustBeKnown(['--format=json', '-h', 'word'], flags)).not.toThrow();
  });
});

describe('--format', () => {
  test.each([
    [undefined, { format: 'text' }],
    ['table', { format: 'text' }],
    ['json', { format: 'json' }],
    ['yaml', { format: 'text', problem: '--format: got "yaml", expected table or json' }],
  ])('%j', (written, reading) => {
    expect(readFormat(written, 'table')).toEqual(reading);
  });

  test.each([
    [['--format', 'json'], true],
    [['x', '--format=json', '--bad'], true],
    [['--format', 'text'], false],
    [['json'], false],
    [['--', '--format=json'], false],
  ])('%j asks for JSON: %j', (argv, expected) => {
    expect(wantsJson(argv)).toBe(expected);
  });
});
