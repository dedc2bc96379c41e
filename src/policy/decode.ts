/** The text of a policy or test file. Bytes that are no UTF-8 become replacement characters; a byte order mark stays, so that offsets are those of the file. */
export function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
