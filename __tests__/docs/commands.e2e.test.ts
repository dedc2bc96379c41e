import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { NODE, ROOT } from '../e2e/node.js';
import { codeBlocks, codePieces, markdownFiles } from './markdown.js';

const CLI = join(ROOT, 'dist', 'cli.mjs');

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'documented-commands-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

interface Mention {
  readonly where: string;
  readonly command: string;
  readonly flags: readonly string[];
}

/** `keeptrusts-policy COMMAND --flag`, also by way of npx or as `node dist/cli.mjs COMMAND`. Words in capitals stand for the reader's own. */
const CALL = /(?:(?:^|\$ |npx |-- )keeptrusts-policy|\bcli\.mjs) ([a-z][a-z-]*)\b([^|;&>#]*)/g;

function mentionsIn(text: string, where: string): readonly Mention[] {
  return [...text.matchAll(CALL)].map(([, command = '', rest = '']) => ({
    where,
    command,
    flags: [...rest.matchAll(/(?<![\w-])--[a-z][a-z-]*/g)].map(([flag]) => flag),
  }));
}

const MENTIONS = markdownFiles().flatMap((file) => codePieces(file).flatMap(({ where, text }) => mentionsIn(text, where)));

function helpOf(...argv: readonly string[]): string {
  return execFileSync(NODE, [CLI, ...argv, '--help'], { encoding: 'utf8', cwd: directory });
}

/** The flags a help text lists, with the negations of those that are on. */
function flagsIn(help: string): ReadonlySet<string> {
  const plain = [...help.matchAll(/--[a-z][a-z-]*/g)].map(([flag]) => flag);
  const negatable = [...help.matchAll(/--\[no-\]([a-z-]+)/g)].flatMap(([, name = '']) => [`--${name}`, `--no-${name}`]);
  return new Set([...plain, ...negatable]);
}

describe('commands in the documentation', () => {
  const overview = execFileSync(NODE, [CLI, 'help'], { encoding: 'utf8' });
  // `help` itself is not in its own list.
  const known = new Set(['help', ...[...overview.matchAll(/^ {2}([a-z-]+) {2}/gm)].map(([, name = '']) => name)]);

  test('are those the program has', () => {
    expect(known.has('validate')).toBe(true);
    expect(MENTIONS.filter(({ command }) => !known.has(command))).toEqual([]);
  });

  const commands = [...new Set(MENTIONS.map(({ command }) => command))].filter((command) => known.has(command));

  test.each(commands)('%s is shown only with flags its help lists', (command) => {
    const flags = flagsIn(helpOf(command));
    const wrong = MENTIONS.filter((mention) => mention.command === command).filter((mention) =>
      mention.flags.some((flag) => !flags.has(flag)),
    );
    expect(wrong).toEqual([]);
  });

  test('are found however they are written', () => {
    const found = (text: string) => mentionsIn(text, '').map(({ command, flags }) => [command, ...flags]);
    expect(found('$ npx keeptrusts-policy validate --fix a.yaml | head -3')).toEqual([['validate', '--fix']]);
    expect(found('node dist/cli.mjs rollback --to COMMIT --dry-run')).toEqual([['rollback', '--to', '--dry-run']]);
    expect(found('keeptrusts-policy COMMAND --help')).toEqual([]);
  });
});

/** The environment of a fresh clone: no kt, no token, no colour. */
function environment(): Record<string, string> {
  return { PATH: `${dirname(NODE)}:${process.env.PATH ?? ''}`, HOME: directory, LANG: 'C.UTF-8', TMPDIR: directory };
}

describe("README's shell lines, run as they are written", () => {
  const lines = codeBlocks(join(ROOT, 'README.md'))
    .filter(({ language }) => language === 'sh')
    .flatMap(({ text }) => text.split('\n'))
    .map((line) => line.replace(/ +#.*$/, '').trim());
  const validations = codePieces(join(ROOT, 'README.md'))
    .map(({ text }) => text)
    .filter((text) => /^node dist\/cli\.mjs validate \S+$/.test(text));

  // What `npm test` does is this very run, and `npm ci` needs a registry.
  test('are the demo and the tests', () => {
    expect(lines).toEqual(expect.arrayContaining(['npm run demo']));
    expect(lines.some((line) => /^npm ci && npm test$/.test(line))).toBe(true);
  });

  test.each(['npm run demo', ...validations])('%s succeeds', (line) => {
    const { status, stdout } = spawnSync('sh', ['-c', line], { cwd: ROOT, encoding: 'utf8', env: environment() });
    expect([status, stdout.trim() === '']).toEqual([0, false]);
  });
});
