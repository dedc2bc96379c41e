import { sha256 } from './sha256.js';

/** Longer texts and all collections enter by their digest, so that an alias costs the same however large its target is. */
const LONGEST_LITERAL = 200;

/**
 * A name for what a policy file says, whatever it looks like: comments, quotes, indentation, the order of keys and anchors make no difference;
 * every value and the order of every list do.
 * @param value plain values, as `parsePolicy` gives them; without cycles.
 */
export function contentDigest(value: unknown): string {
  const known = new Map<unknown, string>();
  const encoder = new TextEncoder();
  const digest = (text: string, of: unknown): string => {
    const made = sha256(encoder.encode(text));
    known.set(of, made);
    return made;
  };
  const nameOf = (part: unknown): string => {
    if (typeof part === 'string')
      return part.length <= LONGEST_LITERAL ? JSON.stringify(part) : `s${known.get(part) ?? digest(part, part)}`;
    // Not JSON, which has no word for YAML's .inf and .nan.
    if (typeof part !== 'object' || part === null) return String(part);
    const made = known.get(part);
    if (made !== undefined) return made;
    if (Array.isArray(part)) return digest(`[${part.map(nameOf).join(',')}]`, part);
    const entries = Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1));
    return digest(`{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${nameOf(entry)}`).join(',')}}`, part);
  };
  return nameOf(value);
}
