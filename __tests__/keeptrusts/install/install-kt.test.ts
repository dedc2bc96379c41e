import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Download } from '../../../src/keeptrusts/install/download.js';
import { type InstallRequest, installKt } from '../../../src/keeptrusts/install/install-kt.js';
import { SILENT_LOG } from '../../../src/report/log.js';

const ARTIFACT = 'kt-linux-x86_64.tar.gz';
const KT_SCRIPT = '#!/bin/sh\necho kt 0.3.0\n';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** An archive as tar makes it, with the given files. */
function archiveOf(files: Readonly<Record<string, string>>, top: readonly string[] = Object.keys(files)): Buffer {
  const directory = join(scratch, `make-${count++}`);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text, { mode: 0o755 });
  }
  return execFileSync('tar', ['-czf', '-', '-C', directory, ...top]);
}

let scratch = '';
let count = 0;
let server: Server;
let downloadUrl = '';
let served = new Map<string, Buffer | string>();
let asked: string[] = [];
let cacheRoot = '';
let good: Buffer = Buffer.alloc(0);

const download: Download = async (url) => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
};

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'install-kt-'));
  good = archiveOf({ kt: KT_SCRIPT, 'LICENSE.txt': 'licence' });
  server = createServer((incoming, response) => {
    asked.push(incoming.url ?? '');
    const body = served.get(incoming.url ?? '');
    if (body === undefined) response.writeHead(404).end('not here');
    else response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  downloadUrl = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/releases`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(scratch, { recursive: true, force: true });
});
beforeEach(async () => {
  cacheRoot = await mkdtemp(join(scratch, 'cache-'));
  served = new Map<string, Buffer | string>([
    [`/releases/0.3.0/${ARTIFACT}`, good],
    ['/releases/latest/manifest.json', manifest()],
  ]);
  asked = [];
});
const warnings: string[] = [];
afterEach(() => {
  warnings.length = 0;
});

function manifest(hash: string = sha256(good)): string {
  return JSON.stringify({
    version: '0.3.0',
    artifacts: [
      { filename: 'kt-macos-universal.tar.gz', sha256: 'x' },
      { filename: ARTIFACT, sha256: hash },
    ],
    extra: 1,
  });
}

function install(more: Partial<InstallRequest> = {}) {
  return installKt({
    version: '0.3.0',
    downloadUrl,
    sha256Lines: [`${ARTIFACT}=${sha256(good)}`],
    platform: 'linux',
    arch: 'x64',
    download,
    cacheRoot,
    log: { ...SILENT_LOG, warning: (text) => warnings.push(text) },
    ...more,
  });
}

async function filesInCache(): Promise<string[]> {
  return (await readdir(cacheRoot, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => entry.name);
}

describe('installing an exact version', () => {
  test('puts an executable kt into the layout of the tool cache', async () => {
    const installed = await install();
    expect(installed).toEqual({
      path: join(cacheRoot, 'kt', '0.3.0', 'x64', 'kt'),
      version: '0.3.0',
      archiveSha256: sha256(good),
      fromCache: false,
    });
    expect(execFileSync(installed.path, { encoding: 'utf8' })).toBe('kt 0.3.0\n');
    expect((await readdir(join(cacheRoot, 'kt', '0.3.0'))).sort()).toEqual(['x64', 'x64.complete']);
    expect(asked).toEqual([`/releases/0.3.0/${ARTIFACT}`]);
    expect(warnings).toEqual([]);
  });

  test('takes a leading v, and archives made with ./ names', async () => {
    const dotted = archiveOf({ kt: KT_SCRIPT }, ['./kt']);
    served.set(`/releases/0.3.0/${ARTIFACT}`, dotted);
    const installed = await install({ version: 'v0.3.0', sha256Lines: [`${ARTIFACT} = ${sha256(dotted).toUpperCase()}`] });
    expect(await readFile(installed.path, 'utf8')).toBe(KT_SCRIPT);
  });

  test('without a known hash is refused before any download, and says which line to add', async () => {
    await expect(install({ sha256Lines: [] })).rejects.toMatchObject({
      kind: 'bad-input',
      message: expect.stringContaining(`kt-sha256 with the line ${ARTIFACT}=`),
    });
    expect(asked).toEqual([]);
  });

  test('has the hash of the default version built in', async () => {
    served.set(`/releases/0.1.0/${ARTIFACT}`, good);
    await expect(install({ version: undefined, sha256Lines: [] })).rejects.toThrow(
      'expected eefffa171cc5d9db2d30d6fdc7e5213c26ba98dc4313067791ea97b93f9d782c',
    );
  });

  test.each(['../../etc', '1', 'v', '0.3.0/../x', 'newest'])('%j is no version', async (version) => {
    await expect(install({ version })).rejects.toMatchObject({ kind: 'bad-input', message: expect.stringContaining('neither a version') });
  });

  test.each([`other.tar.gz=${'0'.repeat(64)}`, `${ARTIFACT}=123`, 'nonsense', `${ARTIFACT}`])(
    'kt-sha256 line %j is refused',
    async (line) => {
      await expect(install({ sha256Lines: [line] })).rejects.toMatchObject({
        kind: 'bad-input',
        message: expect.stringContaining('kt-sha256'),
      });
    },
  );
});

describe('an archive that is not the expected one', () => {
  test('is not unpacked; the message names artifact, both hashes and what was not done', async () => {
    const corrupt = Buffer.from(good);
    corrupt[100] = (corrupt[100] ?? 0) ^ 1;
    served.set(`/releases/0.3.0/${ARTIFACT}`, corrupt);
    const message = await install().catch((error: unknown) => String(error));
    for (const part of [ARTIFACT, sha256(good), sha256(corrupt), 'nothing was unpacked']) expect(message).toContain(part);
    expect(await filesInCache()).toEqual([]);
  });

  test('because the transfer was cut short', async () => {
    served.set(`/releases/0.3.0/${ARTIFACT}`, good.subarray(0, good.length - 20));
    await expect(install()).rejects.toMatchObject({ kind: 'refused', message: expect.stringContaining('nothing was unpacked') });
  });
});

describe('an archive with the expected hash that holds no usable kt', () => {
  async function installThis(archive: Buffer): Promise<string> {
    served.set(`/releases/0.3.0/${ARTIFACT}`, archive);
    return await install({ sha256Lines: [`${ARTIFACT}=${sha256(archive)}`] }).then(
      () => 'installed',
      (error: unknown) => String(error),
    );
  }

  test('names what it holds instead', async () => {
    expect(await installThis(archiveOf({ 'bin/kt': KT_SCRIPT, README: 'x' }, ['bin/kt', 'README']))).toMatch(
      /no file kt at its top level; it holds \["bin\/kt","README"\]/,
    );
    expect(await filesInCache()).toEqual([]);
  });

  test('a link named kt is no kt', async () => {
    const directory = await mkdtemp(join(scratch, 'link-'));
    execFileSync('ln', ['-s', '/bin/sh', join(directory, 'kt')]);
    expect(await installThis(execFileSync('tar', ['-czf', '-', '-C', directory, 'kt']))).toContain('no file kt');
  });

  test('truncated, damaged inside, not gzip', async () => {
    expect(await installThis(good.subarray(0, good.length - 30))).toContain('unexpected end of file');
    const tar = gunzipSync(good);
    expect(await installThis(gzipSync(tar.subarray(0, 520)))).toContain('ends in the middle of a file');
    const damaged = Buffer.from(tar);
    damaged[0] = 0x2f;
    expect(await installThis(gzipSync(damaged))).toContain('damaged at byte 0');
    expect(await installThis(Buffer.from('<html>'))).toContain('incorrect header check');
    expect(await filesInCache()).toEqual([]);
  });
});

describe('latest', () => {
  test('is resolved by the release manifest, fetched by version, and warned about', async () => {
    const installed = await install({ version: 'latest', sha256Lines: [] });
    expect(installed).toMatchObject({ version: '0.3.0', archiveSha256: sha256(good) });
    expect(asked).toEqual(['/releases/latest/manifest.json', `/releases/0.3.0/${ARTIFACT}`]);
    expect(warnings).toEqual([expect.stringContaining('kt 0.3.0')]);
  });

  test('a hash of the manifest that does not fit is refused, and one of kt-sha256 goes before it', async () => {
    served.set('/releases/latest/manifest.json', manifest('0'.repeat(64)));
    await expect(install({ version: 'latest', sha256Lines: [] })).rejects.toThrow(/expected 0{64} \(the release manifest\)/);
    expect(await install({ version: 'latest' })).toMatchObject({ version: '0.3.0' });
  });

  test.each([
    ['missing', undefined, 'HTTP 404'],
    ['HTML', '<html>', 'it is not JSON'],
    ['a list', '[]', 'not a JSON object'],
    ['without version', '{"artifacts":[]}', '"version"'],
    ['with a version that is a path', '{"version":"../0.1.0","artifacts":[]}', '"version"'],
    ['without our artifact', '{"version":"0.3.0","artifacts":[null,{"filename":"x"}]}', 'do not list kt-linux-x86_64.tar.gz'],
    ['with a short hash', manifest('abc'), '64 hex digits'],
  ])('a manifest %s is a failure that names its URL', async (_name, body, words) => {
    served.delete('/releases/latest/manifest.json');
    if (body !== undefined) served.set('/releases/latest/manifest.json', body);
    const message = await install({ version: 'latest', sha256Lines: [] }).catch((error: unknown) => String(error));
    expect(message).toContain(`${downloadUrl}/latest/manifest.json`);
    expect(message).toContain(words);
  });
});

describe('the cache', () => {
  test('serves the second run without a download', async () => {
    const first = await install();
    asked = [];
    expect(await install()).toEqual({ ...first, fromCache: true });
    expect(asked).toEqual([]);
  });

  test.each<[string, (path: string) => Promise<void>, string]>([
    ['a changed kt', (path) => writeFile(path, '#!/bin/sh\necho evil\n'), 'not the one that was installed'],
    ['a missing kt', (path) => rm(path), 'missing'],
    ['a missing record', (path) => rm(join(dirname(path), 'keeptrusts-policy.json')), 'no readable record'],
    ['a broken record', (path) => writeFile(join(dirname(path), 'keeptrusts-policy.json'), '{'), 'no readable record'],
  ])('%s is found, said, and replaced', async (_name, tamper, words) => {
    const { path } = await install();
    await tamper(path);
    expect(await install()).toMatchObject({ path, fromCache: false });
    expect(warnings).toEqual([expect.stringContaining(words)]);
    expect(await readFile(path, 'utf8')).toBe(KT_SCRIPT);
    expect((await stat(path)).mode & 0o111).not.toBe(0);
    expect((await readdir(join(cacheRoot, 'kt', '0.3.0'))).sort()).toEqual(['x64', 'x64.complete']);
  });

  test('does not serve a kt of another archive under the same version', async () => {
    await install();
    const other = archiveOf({ kt: '#!/bin/sh\necho kt other\n' });
    served.set(`/releases/0.3.0/${ARTIFACT}`, other);
    const installed = await install({ sha256Lines: [`${ARTIFACT}=${sha256(other)}`] });
    expect(await readFile(installed.path, 'utf8')).toContain('kt other');
  });

  test('survives several installs at once', async () => {
    const all = await Promise.all([install(), install(), install()]);
    expect(new Set(all.map(({ path }) => path)).size).toBe(1);
    expect(await readFile(all[0]?.path ?? '', 'utf8')).toBe(KT_SCRIPT);
    expect((await readdir(join(cacheRoot, 'kt', '0.3.0'))).sort()).toEqual(['x64', 'x64.complete']);
  });

  test('that cannot be written is a failure that names it', async () => {
    const blocked = join(cacheRoot, 'file');
    await writeFile(blocked, '');
    await expect(install({ cacheRoot: blocked })).rejects.toMatchObject({ kind: 'refused', message: expect.stringContaining(blocked) });
  });
});

describe('where it may come from', () => {
  test.each([
    'http://dl.keeptrusts.com/releases',
    'ftp://x/y',
    'http://127.0.0.1.evil.example/',
    'https://user:pw@host/releases',
    'https://host/x?y=1',
    'releases',
  ])('%s is refused before any request', async (url) => {
    const message = await install({ downloadUrl: url }).catch((error: unknown) => String(error));
    expect(message).toContain('download-url');
    expect(message).not.toContain('pw');
  });

  test('a server that does not answer is a failure with URL and way out', async () => {
    const failing: Download = () => Promise.reject(new Error('connect ECONNREFUSED'));
    await expect(install({ download: failing })).rejects.toMatchObject({
      kind: 'transport',
      message: expect.stringMatching(/0\.3\.0\/kt-linux.*ECONNREFUSED.*kt-path/),
    });
  });

  test.each([
    ['win32', 'x64'],
    ['linux', 'ia32'],
    ['freebsd', 'x64'],
  ])('%s %s has no kt, and the message names kt-path', async (platform, arch) => {
    await expect(install({ platform, arch })).rejects.toMatchObject({ kind: 'bad-input', message: expect.stringContaining('kt-path') });
    expect(asked).toEqual([]);
  });
});
