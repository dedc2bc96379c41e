const WORDS = /your|example|placeholder|change.?me|replace.?me|dummy|fake|redacted|insert.?here|todo|x{4}|\*{3}|\.{3}/i;
const SYNTAX = /\$\{|\$\(|\{\{|^\$|<[^<>]*>|%[A-Z_]+%/;

/** True for a text that something else is put in place of: `${NAME}`, `{{ name }}`, `<name>`. */
export function hasPlaceholder(text: string): boolean {
  return SYNTAX.test(text);
}

/** True for a text that stands where a secret would: a placeholder, or words such as `your-key-here`. */
export function standsForSecret(text: string): boolean {
  return hasPlaceholder(text) || WORDS.test(text);
}
