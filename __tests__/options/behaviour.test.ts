import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { OPTIONS, OUTPUTS } from '../../src/options/table.js';

/** The one module of src/options that uses what it reads: it turns options into the gateways a stage gets. */
const RESOLVER = 'options/resolve.ts';

/** All code that could use an option, comments dropped: what is only mentioned is not used. */
function sourceText(): string {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts') && (file === RESOLVER || !file.startsWith('options/')));
  return files
    .map((file) => readFileSync(join('src', file), 'utf8'))
    .join('\n')
    .replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}

const SOURCE = sourceText();

describe('the option table promises nothing that is not built', () => {
  test.each(Object.keys(OPTIONS).filter((name) => name !== 'stages'))('option %s is read', (name) => {
    expect(SOURCE).toMatch(new RegExp(`\\w(\\.${name}\\b|\\??\\.?\\['${name}'\\])|[{,]\\s*'?${name}'?\\s*[:,}]`));
  });

  test.each(Object.keys(OUTPUTS))('output %s is set', (name) => {
    expect(SOURCE).toMatch(new RegExp(`['"]${name}['"]|\\b${name}:`));
  });
});
