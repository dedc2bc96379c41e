/** What a comment that speaks to the linter starts with, after its `#`. */
export const DIRECTIVE_START = 'keeptrusts-lint-';
