import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Entry } from '../../src/options/table.js';
import { ACTIONS, actionYaml } from './action.js';
import { actionTypesFile, actionTypesYaml } from './action-types.js';
import { commandTable } from './commands.js';
import { EDITOR_SCHEMA_FILE, editorSchemaText, readSchemaFiles } from './editor-schema.js';
import { RECORD_SCHEMA_FILE, recordSchemaText } from './record-schema.js';
import { rulesDocument } from './rules.js';
import { hasSection, inputTable, optionsDocument, outputTable, replaceSection } from './tables.js';

const ENTRIES: readonly Entry[] = ['root', 'validate', 'deploy', 'verify'];

/** Sections of README.md that are generated when their markers are there. */
const SECTIONS: readonly (readonly [string, () => string])[] = [
  ['inputs', () => inputTable('root')],
  ['outputs', () => outputTable('root')],
  ...(['validate', 'deploy', 'verify'] as const).flatMap((entry) => [
    [`inputs:${entry}`, () => inputTable(entry)] as const,
    [`outputs:${entry}`, () => outputTable(entry)] as const,
  ]),
];

/** The page about the command line: written by hand, but for its table of commands. */
const CLI_FILE = 'docs/cli.md';

function textOf(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function readmeOf(markdown: string): string {
  return SECTIONS.filter(([name]) => hasSection(markdown, name)).reduce(
    (text, [name, body]) => replaceSection(text, name, body()),
    markdown,
  );
}

/**
 * Every generated file by its path from the root, with the text it must have.
 * @param sources root of the repository whose src/policy/schema is read
 */
export function generatedFiles(root: string, sources: string): ReadonlyMap<string, string> {
  const readme = textOf(join(root, 'README.md'));
  const cli = textOf(join(root, CLI_FILE));
  const sourceOf = (file: string): string => readFileSync(join(sources, file), 'utf8');
  return new Map([
    ...ENTRIES.map((entry) => [ACTIONS[entry].file, actionYaml(entry)] as const),
    ...ENTRIES.map((entry) => [actionTypesFile(entry), actionTypesYaml(entry)] as const),
    ['docs/options.md', optionsDocument()],
    ['docs/rules.md', rulesDocument()],
    [EDITOR_SCHEMA_FILE, editorSchemaText(readSchemaFiles(sources))],
    [RECORD_SCHEMA_FILE, recordSchemaText(sourceOf(RECORD_SCHEMA_FILE), sourceOf('schema/report.schema.json'))],
    ...(cli === undefined ? [] : [[CLI_FILE, replaceSection(cli, 'commands', commandTable())] as const]),
    ...(readme === undefined ? [] : [['README.md', readmeOf(readme)] as const]),
  ]);
}

/**
 * Writes the files that are generated from the tables (`write`), or only compares (`check`).
 * @param sources root of the repository they are generated from
 * @returns paths from `root` that were not as they must be: those written, or those to write.
 */
export function generate(root: string, mode: 'write' | 'check', sources = root): readonly string[] {
  const stale = [...generatedFiles(root, sources)].filter(([file, text]) => textOf(join(root, file)) !== text);
  if (mode === 'write') {
    for (const [file, text] of stale) {
      const path = join(root, file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
  }
  return stale.map(([file]) => file);
}
