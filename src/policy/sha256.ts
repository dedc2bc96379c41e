const BLOCK_BYTES = 64;
const WORDS = 64;

/** FIPS 180-4, section 4.2.2: of the cube roots of the first 64 primes, the first 32 bits behind the point. */
const ROUND_CONSTANTS = Int32Array.from([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
  0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
  0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
  0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
  0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
  0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]);

/** FIPS 180-4, section 5.3.3. */
const INITIAL_STATE = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19] as const;

/**
 * SHA-256 of the bytes as 64 lower-case hex digits, after FIPS 180-4 (https://doi.org/10.6028/NIST.FIPS.180-4). Only for the digest and the
 * fingerprints that every validation computes: loading `node:crypto` for them costs a quarter of what starting Node does. Downloads are
 * hashed with `node:crypto`, which they load anyway. Rotations are written out, because a cold start interprets this, and calls are dear there.
 */
export function sha256(bytes: Uint8Array): string {
  const state = Int32Array.from(INITIAL_STATE);
  const schedule = new Int32Array(WORDS);
  const whole = bytes.length - (bytes.length % BLOCK_BYTES);
  addBlocks(state, schedule, new DataView(bytes.buffer, bytes.byteOffset, whole));
  addBlocks(state, schedule, lastBlocks(bytes.subarray(whole), bytes.length));
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

/** What is left of the message, a one bit, zeros, and the message's length in bits: one block, or two when there is no room. */
function lastBlocks(rest: Uint8Array, length: number): DataView {
  const size = rest.length + 9 <= BLOCK_BYTES ? BLOCK_BYTES : 2 * BLOCK_BYTES;
  const padded = new Uint8Array(size);
  padded.set(rest);
  padded[rest.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(size - 8, Math.floor(length / 2 ** 29));
  view.setUint32(size - 4, (length << 3) >>> 0);
  return view;
}

function addBlocks(state: Int32Array, schedule: Int32Array, message: DataView): void {
  for (let offset = 0; offset < message.byteLength; offset += BLOCK_BYTES) {
    fillSchedule(schedule, message, offset);
    compress(state, schedule);
  }
}

function fillSchedule(w: Int32Array, message: DataView, offset: number): void {
  for (let t = 0; t < 16; t += 1) w[t] = message.getInt32(offset + 4 * t);
  for (let t = 16; t < WORDS; t += 1) {
    const x = w[t - 15] ?? 0;
    const y = w[t - 2] ?? 0;
    const sigma0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const sigma1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[t] = (sigma1 + (w[t - 7] ?? 0) + sigma0 + (w[t - 16] ?? 0)) | 0;
  }
}

function compress(state: Int32Array, w: Int32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let t = 0; t < WORDS; t += 1) {
    const sum1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const choice = (e & f) ^ (~e & g);
    const first = (h + sum1 + choice + (ROUND_CONSTANTS[t] ?? 0) + (w[t] ?? 0)) | 0;
    const sum0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + sum0 + majority) | 0;
  }
  const added = [a, b, c, d, e, f, g, h];
  for (let index = 0; index < added.length; index += 1) state[index] = (state[index] ?? 0) + (added[index] ?? 0);
}
