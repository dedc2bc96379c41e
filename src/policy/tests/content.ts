import { isMapping } from '../path.js';

/** What a message's or an answer's content says, as far as it can be read. */
export interface Content {
  readonly text: string;
  /** True where a part may say more: its type is none whose meaning is known. */
  readonly more: boolean;
}

const TEXT_PARTS: ReadonlySet<unknown> = new Set(['text', 'input_text', 'output_text']);

/** Parts that hold a picture, a sound or a file instead of text. */
const TEXTLESS_PARTS: ReadonlySet<unknown> = new Set([
  'image',
  'image_url',
  'image_file',
  'input_image',
  'audio',
  'input_audio',
  'video_url',
  'document',
  'file',
  'input_file',
]);

/**
 * Reads content in the shapes of the OpenAI interface: plain text, a list of typed parts whose texts are joined by line breaks, or null, which is what a
 * message has that only calls tools. Undefined for anything else. The documentation of tests shows plain text only
 * (https://docs.keeptrusts.com/docs/cli/policy-test).
 */
export function readContent(value: unknown): Content | undefined {
  if (value === null) return { text: '', more: false };
  if (typeof value === 'string') return { text: value, more: false };
  if (!Array.isArray(value) || !value.every((part) => isMapping(part) && typeof part.type === 'string')) return undefined;
  const parts: readonly unknown[] = value;
  const texts = parts.flatMap((part) => (isMapping(part) && typeof part.text === 'string' ? [part.text] : []));
  return { text: texts.join('\n'), more: !parts.every(isKnownPart) };
}

function isKnownPart(part: unknown): boolean {
  if (!isMapping(part)) return false;
  return TEXT_PARTS.has(part.type) ? typeof part.text === 'string' : TEXTLESS_PARTS.has(part.type);
}
