import { assemble, type PolicyDocument } from './assemble.js';
import { MAX_FILE_LENGTH } from './limits.js';
import { LineIndex } from './lines.js';
import { readPlain } from './plain.js';

/** Reads a policy file of the plain kind; undefined when only the full reader can say what the file is. */
export function readPlainPolicy(text: string): PolicyDocument | undefined {
  if (text.length > MAX_FILE_LENGTH) return undefined;
  const plain = readPlain(text);
  return plain && assemble({ text, lines: new LineIndex(text), tree: plain.tree, problems: [], directives: plain.directives });
}

/** Reads any policy file, and loads the full YAML reader only for one that needs it: that takes longer than everything else of a cold start. */
export async function readPolicy(text: string): Promise<PolicyDocument> {
  return readPlainPolicy(text) ?? (await import('./document.js')).parsePolicy(text);
}
