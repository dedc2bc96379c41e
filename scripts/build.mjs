// Builds everything that is not written by hand: `node scripts/build.mjs [sources|dist|generate]`, by default sources and dist.
// Plain JavaScript, because Node 20 runs no TypeScript.
import { mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import config from '../rolldown.config.mjs';
import { writeCatalog } from './catalog.mjs';
import { writeValidators } from './validators.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Sources that the bundle and the tests import from build/: validators and the policy catalog. */
async function buildSources() {
  writeValidators();
  await writeCatalog();
}

async function buildDist() {
  const { output, ...input } = config;
  const bundle = await rolldown({ cwd: root, ...input });
  await bundle.write(output);
  await bundle.close();
}

/** action.yml files and tables, from the option table, which is TypeScript: bundled to a temporary file and run. */
async function generateFiles() {
  const directory = mkdtempSync(join(root, 'build', 'generate-'));
  try {
    const file = join(directory, 'main.mjs');
    const bundle = await rolldown({ cwd: root, input: 'scripts/generate/main.ts', platform: 'node' });
    await bundle.write({ file, format: 'esm', codeSplitting: false });
    await bundle.close();
    const { generate } = await import(pathToFileURL(file).href);
    for (const path of generate(root, 'write')) process.stdout.write(`wrote ${path}\n`);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const [what = 'all'] = process.argv.slice(2);
await buildSources();
if (what === 'all' || what === 'dist') await buildDist();
if (what === 'generate') await generateFiles();
