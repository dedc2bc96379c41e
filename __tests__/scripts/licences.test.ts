import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { licencesOf, packageRoot } from '../../scripts/licences.mjs';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'licences-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

/** Makes an installed package, and gives a module of it. */
function installed(name: string, files: Readonly<Record<string, string>>, at = 'node_modules'): string {
  for (const [file, text] of Object.entries(files)) {
    const path = join(root, at, name, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return join(root, at, name, 'lib', 'index.js');
}

function described(name: string, version: string, license: string): string {
  return JSON.stringify({ name, version, license });
}

describe('licenses.txt', () => {
  test('has each package once, by name, with its licence and notice', () => {
    const zebra = installed('zebra', {
      'package.json': described('zebra', '1.0.0', 'Apache-2.0'),
      'LICENSE.md': 'Apache\r\n',
      NOTICE: 'by Z',
    });
    const ant = installed('@s/ant', { 'package.json': described('@s/ant', '2.0.0', 'MIT'), license: 'MIT by A  \n\n' });
    const text = licencesOf([zebra, join(root, 'src', 'own.js'), ant, `${zebra}?again`, '\0virtual']);
    expect(text.split(/^-+$/m).slice(1)).toEqual([
      '\n@s/ant 2.0.0 (MIT)\n\nMIT by A\n\n',
      '\nzebra 1.0.0 (Apache-2.0)\n\nApache\n\nby Z\n',
    ]);
  });

  test('has both versions of a package that is bundled twice', () => {
    const one = installed('a', { 'package.json': described('a', '1.0.0', 'MIT'), LICENSE: 'x' });
    const two = installed('a', { 'package.json': described('a', '2.0.0', 'MIT'), LICENSE: 'x' }, 'node_modules/b/node_modules');
    expect([...licencesOf([one, two]).matchAll(/^a .*/gm)].map(([line]) => line)).toEqual(['a 1.0.0 (MIT)', 'a 2.0.0 (MIT)']);
  });

  test('does not depend on the order of modules', () => {
    const ids = ['a', 'b', 'c'].map((name) => installed(name, { 'package.json': described(name, '1.0.0', 'ISC'), LICENSE: name }));
    expect(licencesOf(ids)).toBe(licencesOf(ids.toReversed()));
  });

  test('names llhttp, which undici has in it without its licence', () => {
    installed('undici', { 'package.json': described('undici', '7.0.0', 'MIT'), LICENSE: 'x' });
    const text = licencesOf([join(root, 'node_modules/undici/lib/llhttp/llhttp-wasm.js')]);
    expect(text).toContain('llhttp in undici 7.0.0 (MIT)');
    expect(text).toContain('Copyright Fedor Indutny, 2018.');
  });

  test.each([
    ['no text of it', 'MIT', { 'README.md': 'MIT' }, 'a 1.0.0 is bundled, and has no file with the text of its licence'],
    ['a notice alone', 'MIT', { NOTICE: 'x' }, 'has no file with the text of its licence'],
    ['one that asks for more', 'GPL-3.0', { LICENSE: 'x' }, 'a 1.0.0 is bundled under the licence "GPL-3.0", which is none of'],
  ])('is not made for a licence with %s', (_what, licence, files, message) => {
    const id = installed('a', { 'package.json': described('a', '1.0.0', licence), ...files });
    expect(() => licencesOf([id])).toThrow(message);
  });
});

describe('the package of a module', () => {
  test.each([
    ['/w/node_modules/yaml/dist/index.js', '/w/node_modules/yaml'],
    ['/w/node_modules/@s/a/index.js', '/w/node_modules/@s/a'],
    ['/w/node_modules/a/node_modules/b/x.js', '/w/node_modules/a/node_modules/b'],
    ['C:\\w\\node_modules\\yaml\\index.js', 'C:/w/node_modules/yaml'],
    ['\0/w/node_modules/a/x.js?commonjs', '/w/node_modules/a'],
    ['/w/src/cli.ts', undefined],
    ['node:fs', undefined],
  ])('%j', (id, expected) => {
    expect(packageRoot(id)).toBe(expected);
  });
});
