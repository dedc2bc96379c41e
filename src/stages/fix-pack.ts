import { decode } from '../policy/decode.js';
import { parsePolicy } from '../policy/document.js';
import { fixAll } from '../policy/fix.js';
import type { LintFinding } from '../policy/lint/finding.js';
import { lintPolicy } from '../policy/lint/lint.js';
import { inlineSuites } from '../policy/tests/inline.js';
import type { PackSettings, PackSource } from './pack.js';

export interface FixedPack {
  readonly source: PackSource;
  /** The findings that were mended, where they stood. */
  readonly applied: readonly LintFinding[];
}

/** Mends in a policy file what has one safe edit, and writes it when anything was. Test files are never touched. */
export async function fixPack(source: PackSource, settings: PackSettings, write: (bytes: Uint8Array) => Promise<void>): Promise<FixedPack> {
  const text = decode(source.bytes);
  // Bytes that are no UTF-8 could not be written back as they were.
  if (!Buffer.from(text).equals(source.bytes)) return { source, applied: [] };
  const fixed = fixAll(text, (current) => {
    const document = parsePolicy(current);
    const tests = settings.tests === 'false' ? [] : inlineSuites(document).problems;
    return { findings: [...lintPolicy(document, { severities: settings.severities }), ...tests], readable: document.value !== undefined };
  });
  if (fixed.applied.length === 0) return { source, applied: [] };
  const bytes = Buffer.from(fixed.text);
  await write(bytes);
  return { source: { ...source, bytes }, applied: fixed.applied };
}
