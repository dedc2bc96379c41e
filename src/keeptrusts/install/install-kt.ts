import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Failure, messageOf } from '../../report/failure.js';
import type { Log } from '../../report/log.js';
import { isRecord } from '../kt-output.js';
import { type Download, downloadBase, fetchOrFail } from './download.js';
import { readCache, writeCache } from './kt-cache.js';
import { artifactFor, KT_RELEASE, type KtArtifact, parseSha256Lines, releaseVersion, sha256Hex } from './kt-release.js';
import { memberOfTar } from './tar.js';

const MANIFEST_LIMITS = { maxBytes: 1024 * 1024, timeoutMs: 30_000 } as const;
const ARCHIVE_LIMITS = { maxBytes: 256 * 1024 * 1024, timeoutMs: 300_000 } as const;
/** A gzip bomb ends here; a Rust binary with a gateway inside is some tens of megabytes. */
const UNPACKED_LIMIT_BYTES = 512 * 1024 * 1024;

export interface InstallRequest {
  /** An exact version, or `latest`; undefined is the version of this release. */
  readonly version?: string | undefined;
  readonly downloadUrl: string;
  /** The lines of `kt-sha256`. */
  readonly sha256Lines: readonly string[];
  readonly platform: string;
  readonly arch: string;
  readonly download: Download;
  /** See `ktCacheRoot`. */
  readonly cacheRoot: string;
  readonly log: Log;
}

export interface InstalledKt {
  readonly path: string;
  readonly version: string;
  readonly archiveSha256: string;
  readonly fromCache: boolean;
}

interface Expected {
  readonly version: string;
  readonly artifact: KtArtifact;
  readonly sha256: string;
  /** Where the expected hash comes from, for the message of a mismatch. */
  readonly source: string;
}

/**
 * Installs kt from its release archive (layout: https://github.com/keeptrusts/tap). The archive's SHA-256 must be known before and is
 * checked before anything is unpacked; an exact version has it built in or from `kt-sha256`, `latest` takes it from the release
 * manifest, which comes from the same server and so proves less: it warns. A cached kt is hashed again on every use.
 * @throws Failure `bad-input` (unsupported platform, version or URL; no hash known), `transport` (download), `refused` (wrong hash,
 * damaged archive, no kt in it).
 */
export async function installKt(request: InstallRequest): Promise<InstalledKt> {
  const artifact = artifactFor(request.platform, request.arch);
  const base = downloadBase(request.downloadUrl);
  const expected = await expectedArchive(request, base, artifact);
  const { version, sha256 } = expected;
  const place = { root: request.cacheRoot, version, arch: request.arch };
  const cached = await readCache(place, { artifact, archiveSha256: sha256 });
  if (cached.kind === 'hit') {
    request.log.debug(`kt ${version} from cache: ${cached.path}`);
    return { path: cached.path, version, archiveSha256: sha256, fromCache: true };
  }
  if (cached.kind === 'tampered') request.log.warning(`kt ${version} in the cache is not used and is installed again: ${cached.reason}`);

  const url = `${base}/${version}/${artifact}`;
  request.log.info(`Downloading kt ${version} from ${url}`);
  const archive = await fetchOrFail(request.download, url, `kt ${version}`, ARCHIVE_LIMITS);
  mustHaveHash(archive, expected, url);
  const executable = await unpackKt(archive, expected, url);
  const path = await store(place, executable, expected);
  request.log.info(`Installed kt ${version} (archive SHA-256 ${sha256}, from ${expected.source})`);
  return { path, version, archiveSha256: sha256, fromCache: false };
}

async function expectedArchive(request: InstallRequest, base: string, artifact: KtArtifact): Promise<Expected> {
  const given = parseSha256Lines(request.sha256Lines).get(artifact);
  const asked = request.version ?? KT_RELEASE.version;
  if (asked === 'latest') {
    const latest = await latestRelease(request.download, `${base}/latest/manifest.json`, artifact);
    request.log.warning(
      `kt-version is latest: this run uses kt ${latest.version}, the next may use another. This release was made for kt ${KT_RELEASE.version}; set kt-version to pin one.`,
    );
    return given === undefined ? latest : { ...latest, sha256: given, source: 'kt-sha256' };
  }
  const version = releaseVersion(asked);
  if (version === undefined) {
    throw new Failure('bad-input', {
      doing: 'reading option kt-version',
      cameBack: `${JSON.stringify(asked.slice(0, 80))} is neither a version like ${KT_RELEASE.version} nor latest`,
      nextStep: `Set kt-version to a version like ${KT_RELEASE.version}, or leave it out.`,
    });
  }
  if (given !== undefined) return { version, artifact, sha256: given, source: 'kt-sha256' };
  if (version === KT_RELEASE.version) return { version, artifact, sha256: KT_RELEASE.sha256[artifact], source: 'the hashes built in' };
  throw new Failure('bad-input', {
    doing: `installing kt ${version}`,
    cameBack: `the SHA-256 of its archive is not known here (built in: ${KT_RELEASE.version})`,
    nextStep: `Add the option kt-sha256 with the line ${artifact}=<64 hex digits>, or set kt-path to an installed kt.`,
  });
}

async function latestRelease(download: Download, url: string, artifact: KtArtifact): Promise<Expected> {
  const bytes = await fetchOrFail(download, url, 'the kt release manifest', MANIFEST_LIMITS);
  const manifest = parsedManifest(bytes);
  if (typeof manifest === 'string') throw badManifest(url, manifest);
  const version = typeof manifest.version === 'string' ? releaseVersion(manifest.version) : undefined;
  if (version === undefined) throw badManifest(url, 'its "version" is not a version number');
  const entry = Array.isArray(manifest.artifacts)
    ? manifest.artifacts.find((one: unknown) => isRecord(one) && one.filename === artifact)
    : undefined;
  if (!isRecord(entry)) throw badManifest(url, `its "artifacts" do not list ${artifact}`);
  const sha256 = sha256Hex(entry.sha256);
  if (sha256 === undefined) throw badManifest(url, `the "sha256" of ${artifact} is not 64 hex digits`);
  return { version, artifact, sha256, source: 'the release manifest' };
}

function parsedManifest(bytes: Uint8Array): Readonly<Record<string, unknown>> | string {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isRecord(value) ? value : 'it is not a JSON object';
  } catch {
    return 'it is not JSON';
  }
}

function badManifest(url: string, problem: string): Failure {
  return new Failure('transport', {
    doing: `reading the kt release manifest ${url}`,
    cameBack: problem,
    nextStep: `Check download-url, or set kt-version to an exact version like ${KT_RELEASE.version}.`,
  });
}

function mustHaveHash(archive: Uint8Array, expected: Expected, url: string): void {
  const actual = createHash('sha256').update(archive).digest('hex');
  if (actual === expected.sha256) return;
  throw new Failure('refused', {
    doing: `checking ${expected.artifact} of kt ${expected.version} from ${url}`,
    cameBack: `its SHA-256 is ${actual}, expected ${expected.sha256} (${expected.source}); nothing was unpacked`,
    nextStep: 'Run again in case the download was damaged; if it stays, find out who changed the archive before you trust it.',
  });
}

async function unpackKt(archive: Uint8Array, expected: Expected, url: string): Promise<Uint8Array> {
  const doing = `unpacking ${expected.artifact} of kt ${expected.version} from ${url}`;
  const nextStep = 'Check that kt-sha256 names a complete kt archive, or set kt-path to an installed kt.';
  let member: ReturnType<typeof memberOfTar>;
  try {
    member = memberOfTar(await promisify(gunzip)(archive, { maxOutputLength: UNPACKED_LIMIT_BYTES }), 'kt');
  } catch (error) {
    throw new Failure('refused', { doing, cameBack: messageOf(error), nextStep }, { cause: error });
  }
  if (member.kind === 'found') return member.bytes;
  const held = member.names.length === 0 ? 'it is empty' : `it holds ${JSON.stringify(member.names.slice(0, 5)).slice(0, 200)}`;
  throw new Failure('refused', { doing, cameBack: `there is no file kt at its top level; ${held}`, nextStep });
}

async function store(place: Parameters<typeof writeCache>[0], executable: Uint8Array, expected: Expected): Promise<string> {
  try {
    return await writeCache(place, executable, {
      artifact: expected.artifact,
      archiveSha256: expected.sha256,
      binarySha256: createHash('sha256').update(executable).digest('hex'),
    });
  } catch (error) {
    throw new Failure(
      'refused',
      {
        doing: `putting kt ${expected.version} into ${place.root}`,
        cameBack: messageOf(error),
        nextStep: 'Make the directory writable, or set kt-path to an installed kt.',
      },
      { cause: error },
    );
  }
}
