import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { TOOL } from '../src/version.js';

test('the tool calls itself by the name and version of package.json', () => {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  expect(manifest).toMatchObject({ name: TOOL.name, version: TOOL.version });
});
