import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** SPDX identifiers of licences that let their code be given on in a bundle, as long as text and copyright notice come with it. */
const ALLOWED = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT']);

/** Files of a package whose text has to come with its code: the licence, and with Apache-2.0 the notice (section 4d). */
const LEGAL_FILE = /^(?:licen[cs]e|copying|notice)(?:[.-][\w.-]+)?$/i;

/**
 * Code inside a package that is somebody else's, and whose licence the package leaves out: undici carries the parser of
 * https://github.com/nodejs/llhttp as WebAssembly.
 */
const WITHIN = {
  undici: [{ path: '/lib/llhttp/', name: 'llhttp', licence: 'MIT', file: new URL('licences/llhttp.txt', import.meta.url) }],
};

/** The bundler's own helpers, which it puts into a chunk. */
const BUNDLER_MODULE = '\0rolldown/';
const BUNDLER_ROOT = fileURLToPath(new URL('../node_modules/rolldown', import.meta.url));

const HEAD = `The files of this folder contain code of the following packages.
This file is written by the build from what is really bundled.
`;

const RULE = '-'.repeat(80);

/**
 * The root of the package a module was installed with, by its path; undefined for sources of this project.
 * @param id what rolldown calls a module: a path, maybe with a query, and for one of its own making with a NUL before it
 * @returns {string | undefined}
 */
export function packageRoot(id) {
  if (id.startsWith(BUNDLER_MODULE)) return BUNDLER_ROOT;
  const [path = ''] = id.replaceAll('\\', '/').replace(/^\0/, '').split('?');
  const at = path.lastIndexOf('/node_modules/');
  if (at < 0) return undefined;
  const [scope = '', name = ''] = path.slice(at + '/node_modules/'.length).split('/');
  return path.slice(0, at) + ['', 'node_modules', scope, ...(scope.startsWith('@') ? [name] : [])].join('/');
}

/**
 * What has to be told of one package.
 * @param {string} root
 * @returns {{ name: string, version: string, licence: string, texts: string[] }}
 * @throws {Error} when its licence is none of ALLOWED, or it has no text of it
 */
export function readLicence(root) {
  const { name, version, license: licence } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  if (!ALLOWED.has(licence)) {
    throw new Error(
      `${name} ${version} is bundled under the licence ${JSON.stringify(licence)}, which is none of ${[...ALLOWED].join(', ')}`,
    );
  }
  const files = readdirSync(root)
    .filter((file) => LEGAL_FILE.test(file))
    .sort();
  if (!files.some((file) => !/^notice/i.test(file)))
    throw new Error(`${name} ${version} is bundled, and has no file with the text of its licence`);
  return { name, version, licence, texts: files.map((file) => readFileSync(join(root, file), 'utf8')) };
}

/**
 * The text of licenses.txt: packages by name and version, each with its licence and the texts that come with it.
 * @param {Iterable<string>} moduleIds of everything bundled
 */
export function licencesOf(moduleIds) {
  const ids = [...moduleIds];
  const roots = new Set(ids.map(packageRoot).filter((root) => root !== undefined));
  const found = [...roots].map(readLicence).flatMap((one) => [one, ...within(one, ids)]);
  // By name and version, because the same package may be installed at two places, and folders differ from machine to machine.
  const packages = new Map(found.map((one) => [`${one.name} ${one.version}`, one]));
  const sections = [...packages]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([title, { licence, texts }]) => [RULE, `${title} (${licence})`, '', ...texts.map(plainText)].join('\n'));
  return [HEAD, ...sections].join('\n');
}

function within({ name, version }, ids) {
  return (WITHIN[name] ?? [])
    .filter(({ path }) => ids.some((id) => id.replaceAll('\\', '/').includes(`/node_modules/${name}${path}`)))
    .map(({ name: inner, licence, file }) => ({
      name: inner,
      version: `in ${name} ${version}`,
      licence,
      texts: [readFileSync(file, 'utf8')],
    }));
}

/** The same bytes on every machine: line ends as git has them, and none at the end but one. */
function plainText(text) {
  return `${text
    .replaceAll('\r\n', '\n')
    .replace(/[ \t]+$/gm, '')
    .trim()}\n`;
}

/** A rolldown plugin that writes licenses.txt beside the chunks, and ends the build where a licence is missing or not allowed. */
export function licences() {
  return {
    name: 'licences',
    generateBundle(_options, bundle) {
      const ids = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
      this.emitFile({ type: 'asset', fileName: 'licenses.txt', source: licencesOf(ids) });
    },
  };
}
