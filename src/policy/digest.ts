import { sha256 } from './sha256.js';

/** `sha256:<64 lower-case hex digits>` of a file's bytes: the identity of exactly what was validated. */
export type Digest = string & { readonly __brand: 'Digest' };

const DIGEST_PATTERN = /^sha256:[0-9a-f]{64}$/;

/** The digest of the bytes as they are; line endings and encoding are part of the identity. */
export function digestOf(bytes: Uint8Array): Digest {
  return asDigest(`sha256:${sha256(bytes)}`);
}

/** True for text in the digest's canonical form. */
export function isDigest(text: string): text is Digest {
  return DIGEST_PATTERN.test(text);
}

/** @throws RangeError when the text is not `sha256:` and 64 lower-case hex digits. */
export function asDigest(text: string): Digest {
  if (!isDigest(text)) throw new RangeError(`not a digest: expected sha256:<64 hex digits>, got ${JSON.stringify(text.slice(0, 80))}`);
  return text;
}
