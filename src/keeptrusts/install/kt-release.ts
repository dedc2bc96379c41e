import { Failure } from '../../report/failure.js';

/**
 * The kt release this version of the tool was made for, with the SHA-256 of its archives as published in
 * https://github.com/keeptrusts/tap Formula/kt.rb, commit 169eed67cf0cc09fd813219ba0840fe33cacbb17.
 */
export const KT_RELEASE = {
  version: '0.1.0',
  sha256: {
    'kt-macos-universal.tar.gz': '92fe69cf4bf64932e924858311037cd10939cdaf25fdb7f7462b43d7c5d71e34',
    'kt-linux-x86_64.tar.gz': 'eefffa171cc5d9db2d30d6fdc7e5213c26ba98dc4313067791ea97b93f9d782c',
    'kt-linux-aarch64.tar.gz': '5c0c8b7a90254edef58ff0719a673e965880917aba5439d86e4e9e70058438d5',
  },
} as const;

/** An archive of a release, by file name. */
export type KtArtifact = keyof typeof KT_RELEASE.sha256;

export const KT_ARTIFACTS: readonly KtArtifact[] = ['kt-linux-x86_64.tar.gz', 'kt-linux-aarch64.tar.gz', 'kt-macos-universal.tar.gz'];

/** Platforms that kt is published for, by node's `platform-arch` (https://github.com/keeptrusts/tap). */
const ARTIFACT_OF: Readonly<Record<string, KtArtifact>> = {
  'linux-x64': 'kt-linux-x86_64.tar.gz',
  'linux-arm64': 'kt-linux-aarch64.tar.gz',
  'darwin-x64': 'kt-macos-universal.tar.gz',
  'darwin-arm64': 'kt-macos-universal.tar.gz',
};

/** @throws Failure `bad-input` when Keeptrusts publishes no kt for the platform. */
export function artifactFor(platform: string, arch: string): KtArtifact {
  const artifact = ARTIFACT_OF[`${platform}-${arch}`];
  if (artifact !== undefined) return artifact;
  throw new Failure('bad-input', {
    doing: `choosing a kt archive for ${platform} ${arch}`,
    cameBack: 'Keeptrusts publishes kt for Linux (x64, arm64) and macOS only',
    nextStep: 'Set `kt-path` to a kt that runs here, or use a Linux or macOS runner.',
  });
}

const VERSION = /^\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]{1,64})?$/;

/** A version as release URLs spell it, without a leading `v`; undefined for anything else, so that it is safe in a path. */
export function releaseVersion(text: string): string | undefined {
  const bare = text.replace(/^v/, '');
  return VERSION.test(bare) && bare.length <= 100 ? bare : undefined;
}

const HEX_SHA256 = /^[0-9a-f]{64}$/;

/** 64 hex digits in lower case, or undefined. */
export function sha256Hex(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const lower = text.trim().toLowerCase();
  return HEX_SHA256.test(lower) ? lower : undefined;
}

/**
 * The lines of `kt-sha256`, each `artifact=hex`.
 * @throws Failure `bad-input` naming the first line that is not one.
 */
export function parseSha256Lines(lines: readonly string[]): ReadonlyMap<KtArtifact, string> {
  const hashes = new Map<KtArtifact, string>();
  for (const line of lines) {
    const split = line.indexOf('=');
    const artifact = KT_ARTIFACTS.find((name) => name === line.slice(0, Math.max(0, split)).trim());
    const hash = sha256Hex(line.slice(split + 1));
    if (artifact === undefined || hash === undefined || hashes.has(artifact)) throw badLine(line, artifact, hash);
    hashes.set(artifact, hash);
  }
  return hashes;
}

function badLine(line: string, artifact: KtArtifact | undefined, hash: string | undefined): Failure {
  let cameBack = `the artifact must be one of ${KT_ARTIFACTS.join(', ')}`;
  if (artifact !== undefined) cameBack = hash === undefined ? 'what follows the = is not 64 hex digits' : `${artifact} is named twice`;
  return new Failure('bad-input', {
    doing: `reading option kt-sha256, line ${JSON.stringify(line.slice(0, 120))}`,
    cameBack,
    nextStep: `Write one line an archive, like ${KT_ARTIFACTS[0]}=<64 hex digits>.`,
  });
}
