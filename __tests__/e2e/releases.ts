import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { writeKtCommand } from '../../emulator/fleet.js';
import { artifactFor } from '../../src/keeptrusts/install/kt-release.js';
import { CLI, type Scene } from './harness.js';
import { NODE } from './node.js';

export const ARTIFACT = artifactFor(process.platform, process.arch);

export interface ReleaseServer {
  readonly url: string;
  /** Paths asked for, in order. */
  readonly asked: readonly string[];
  /** SHA-256 of the archive, in hex. */
  readonly sha256: string;
  /** Serves other bytes under the archive's path. */
  replaceArchive(change: (archive: Buffer) => Buffer): void;
}

const VERSION = '0.3.0';

/**
 * A server laid out like the real one: `/releases/<version>/<artifact>` and `/releases/latest/manifest.json`
 * (https://github.com/keeptrusts/tap). The kt in its archive is a shell script that runs the emulated one.
 */
export async function startReleases(scene: Scene): Promise<ReleaseServer> {
  const directory = join(scene.directory, 'release');
  await mkdir(directory);
  await writeKtCommand(directory, NODE, CLI, ['emulated-kt']);
  await writeFile(join(directory, 'LICENSE.txt'), 'licence\n');
  const original = execFileSync('tar', ['-czf', '-', '-C', directory, 'LICENSE.txt', 'kt']);
  const sha256 = createHash('sha256').update(original).digest('hex');
  let archive: Buffer = original;
  const asked: string[] = [];
  const manifest = JSON.stringify({ version: VERSION, artifacts: [{ filename: ARTIFACT, sha256 }] });
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === `/releases/${VERSION}/${ARTIFACT}`) response.end(archive);
    else if (request.url === '/releases/latest/manifest.json') response.end(manifest);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  scene.atEnd(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/releases`,
    asked,
    sha256,
    replaceArchive: (change) => {
      archive = change(original);
    },
  };
}
