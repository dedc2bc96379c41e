import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { CONTROL_PLANE_FAULTS, GATEWAY_FAULTS } from '../../emulator/faults.js';
import { KINDS } from '../../emulator/kinds.js';
import { KT_COMMANDS } from '../../emulator/kt-commands.js';
import { KT_FAULTS } from '../../emulator/kt-faults.js';
import { CONTROL_PLANE_ROUTES, GATEWAY_ROUTES, matchRoute } from '../../emulator/routes.js';

const EMULATOR = join(import.meta.dirname, '../../emulator');
const readme = await readFile(join(EMULATOR, 'README.md'), 'utf8');
/** Table rows, without the padding that the formatter adds. */
const rows = readme
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => line.replaceAll(/ +/g, ' '));

describe("the emulator's README", () => {
  test.each([...CONTROL_PLANE_ROUTES, ...GATEWAY_ROUTES].map((route) => [`${route.method} ${route.path}`, route] as const))(
    'lists %s',
    (name, route) => {
      expect(rows.some((row) => row.startsWith(`| \`${name}\` | ${route.basis} | ${route.source} |`))).toBe(true);
    },
  );

  test.each(KT_COMMANDS.map((command) => [command.usage, command] as const))('lists %s', (usage, command) => {
    expect(rows).toContain(`| \`${usage}\` | ${command.basis} | ${command.output} | ${command.source} |`);
  });

  test.each([...Object.keys(GATEWAY_FAULTS), ...Object.keys(CONTROL_PLANE_FAULTS), ...Object.keys(KT_FAULTS)])(
    'lists the fault %s',
    (kind) => {
      expect(rows.some((row) => row.includes(`\`${kind}\``))).toBe(true);
    },
  );
});

describe('the emulator keeps to itself', () => {
  test('every assumed route is under /v1/emulated/', () => {
    for (const route of [...CONTROL_PLANE_ROUTES, ...GATEWAY_ROUTES]) {
      expect(route.path.startsWith('/v1/emulated/')).toBe(route.basis === 'assumed');
    }
  });

  async function importsOf(name: string): Promise<readonly string[]> {
    const text = await readFile(join(EMULATOR, name), 'utf8');
    return [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((match) => match[1] ?? '');
  }

  test('no file of it imports the policy code under test', async () => {
    for (const name of (await readdir(EMULATOR)).filter((file) => file.endsWith('.ts'))) {
      expect((await importsOf(name)).filter((specifier) => specifier.includes('src/policy'))).toEqual([]);
    }
  });

  test('all but the demonstration import node built-ins, yaml and each other only', async () => {
    for (const name of (await readdir(EMULATOR)).filter((file) => file.endsWith('.ts') && !file.startsWith('demo'))) {
      expect((await importsOf(name)).filter((specifier) => !/^(?:node:[\w/]+|yaml|\.\/[\w-]+\.js)$/.test(specifier))).toEqual([]);
    }
  });

  test('knows 39 kinds, each once', () => {
    expect(new Set(KINDS).size).toBe(39);
  });
});

describe('route matching', () => {
  test.each([
    ['GET', '/v1/emulated/gateways/a%2Fb', { id: 'a/b' }],
    ['PUT', '/v1/whoami', 'wrong-method'],
    ['GET', '/v1/emulated/gateways/', undefined],
    ['GET', '/v1/emulated/gateways/%E0%A4%A', undefined],
    ['GET', '/v1/whoami/', undefined],
  ])('%s %s', (method, path, expected) => {
    const match = matchRoute(CONTROL_PLANE_ROUTES, method, path);
    if (typeof expected === 'object') expect(match).toMatchObject(expected);
    else expect(match).toBe(expected);
  });
});
