const BLOCK = 512;
const NAME_END = 100;
const SIZE = { start: 124, end: 136 } as const;
const CHECKSUM = { start: 148, end: 156 } as const;
const TYPE_AT = 156;
const MAGIC = { start: 257, end: 262 } as const;
const PREFIX = { start: 345, end: 500 } as const;
const REGULAR_TYPES: readonly number[] = [0, '0'.charCodeAt(0)];
/** Extended headers and long names belong to the entry after them: https://www.gnu.org/software/tar/manual/html_node/Standard.html */
const DESCRIBING_TYPES: readonly number[] = ['x', 'g', 'L', 'K'].map((letter) => letter.charCodeAt(0));

export type TarMember =
  | { readonly kind: 'found'; readonly bytes: Uint8Array }
  | { readonly kind: 'missing'; readonly names: readonly string[] };

/**
 * One regular file at the top level of a tar archive (ustar, GNU or pax), by name. Nothing else of the archive is looked at, let
 * alone written: links, devices, and paths that lead elsewhere cannot do anything.
 * @throws RangeError when the archive is damaged or ends early.
 */
export function memberOfTar(archive: Uint8Array, name: string): TarMember {
  const names: string[] = [];
  let offset = 0;
  while (offset + BLOCK <= archive.length) {
    const header = archive.subarray(offset, offset + BLOCK);
    if (header.every((byte) => byte === 0)) return { kind: 'missing', names };
    checkHeader(header, offset);
    const size = octal(header, SIZE.start, SIZE.end, offset);
    const start = offset + BLOCK;
    if (start + size > archive.length) throw new RangeError('the archive ends in the middle of a file');
    const type = header[TYPE_AT] ?? 0;
    const entry = nameOf(header);
    if (entry === name && REGULAR_TYPES.includes(type)) return { kind: 'found', bytes: archive.subarray(start, start + size) };
    if (!DESCRIBING_TYPES.includes(type)) names.push(entry);
    offset = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  throw new RangeError('the archive ends without its end mark');
}

function nameOf(header: Uint8Array): string {
  const hasPrefix = text(header, MAGIC.start, MAGIC.end) === 'ustar';
  const prefix = hasPrefix ? text(header, PREFIX.start, PREFIX.end) : '';
  const name = text(header, 0, NAME_END);
  return (prefix === '' ? name : `${prefix}/${name}`).replace(/^(?:\.\/)+/, '');
}

/** The sum of the header's bytes, with its own field counted as blanks. */
function checkHeader(header: Uint8Array, offset: number): void {
  let sum = 0;
  for (const [index, byte] of header.entries()) sum += index >= CHECKSUM.start && index < CHECKSUM.end ? 0x20 : byte;
  if (sum !== octal(header, CHECKSUM.start, CHECKSUM.end, offset)) throw new RangeError(`the archive is damaged at byte ${offset}`);
}

function octal(header: Uint8Array, start: number, end: number, offset: number): number {
  const digits = text(header, start, end).trim();
  if (!/^[0-7]+$/.test(digits)) throw new RangeError(`the archive is damaged at byte ${offset}`);
  return Number.parseInt(digits, 8);
}

function text(header: Uint8Array, start: number, end: number): string {
  const field = header.subarray(start, end);
  const stop = field.indexOf(0);
  return Buffer.from(stop < 0 ? field : field.subarray(0, stop)).toString('utf8');
}
