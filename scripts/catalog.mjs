// Writes build/policy-catalog.ts from the JSON Schemas in src/policy/schema. Plain JavaScript, because Node 20 runs no TypeScript;
// the conversion itself is src/policy/schema/compile.ts, stripped of its types by the compiler that the tests use too.
// The output depends on the schema files alone: names are sorted, nothing of the machine or the time gets in.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformSync } from '@swc/core';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const schemaFolder = join(root, 'src/policy/schema');
const target = join(root, 'build/policy-catalog.ts');

function readSchemas(folder) {
  const files = readdirSync(join(schemaFolder, folder)).filter((file) => file.endsWith('.json'));
  files.sort();
  return Object.fromEntries(
    files.map((file) => [file.slice(0, -'.json'.length), JSON.parse(readFileSync(join(schemaFolder, folder, file), 'utf8'))]),
  );
}

async function loadCompiler() {
  const source = readFileSync(join(schemaFolder, 'compile.ts'), 'utf8');
  const { code } = transformSync(source, { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } });
  return import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
}

/** One function per name: a policy file uses a handful of the kinds, and JSON of one costs nothing until it is parsed. */
function entries(facts) {
  return Object.entries(facts).map(([name, value]) => `  ${JSON.stringify(name)}: () => JSON.parse(${quoted(JSON.stringify(value))}),`);
}

/** In backticks: JSON is full of quotes, and each that is escaped costs every cold start. */
function quoted(text) {
  return `\`${text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\``;
}

/** The text of build/policy-catalog.ts. */
export async function catalogModule() {
  const { compileCatalog } = await loadCompiler();
  const catalog = compileCatalog({
    kinds: readSchemas('kinds'),
    sections: readSchemas('sections'),
    singlePolicy: readSchemas('documents')['single-policy'],
  });
  return [
    '// Written by scripts/catalog.mjs from src/policy/schema. Do not edit.',
    "import type { KindFacts, SchemaNode, SectionFacts } from '../src/policy/schema/compile.js';",
    '',
    'export const KIND_FACTS: Readonly<Record<string, () => KindFacts>> = {',
    ...entries(catalog.kinds),
    '};',
    '',
    'export const SECTION_FACTS: Readonly<Record<string, () => SectionFacts>> = {',
    ...entries(catalog.sections),
    '};',
    '',
    `export const SINGLE_POLICY_NODE: SchemaNode = JSON.parse(${quoted(JSON.stringify(catalog.singlePolicy))});`,
    '',
  ].join('\n');
}

export async function writeCatalog() {
  const text = await catalogModule();
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await writeCatalog();
