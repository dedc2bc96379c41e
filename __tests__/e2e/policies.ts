/** Policy files for the tests. Everything in them is understood by the builtin linter and by the emulated kt. */

export interface PolicyParts {
  readonly name?: string;
  readonly version?: string;
  readonly chain?: readonly string[];
  readonly blocked?: string;
}

/** A small pack; its lines are counted on: the chain's first entry is line 7. */
export function policy(parts: PolicyParts = {}): string {
  const {
    name = 'support-desk',
    version = '1.4.0',
    chain = ['prompt-injection', 'dlp-filter', 'audit-logger'],
    blocked = 'internal roadmap',
  } = parts;
  return [
    'pack:',
    `  name: ${name}`,
    `  version: ${version}`,
    '  enabled: true',
    'policies:',
    '  chain:',
    ...chain.map((kind) => `    - ${kind}`),
    'policy:',
    '  prompt-injection:',
    '    attack_patterns: ["(?i)ignore previous instructions"]',
    '  dlp-filter:',
    '    action: block',
    `    blocked_terms: [${blocked}]`,
    '  audit-logger:',
    '    retention_days: 30',
    '',
  ].join('\n');
}

/** What gateways serve before a test deploys. */
export const PREVIOUS = policy({ version: '1.3.0', chain: ['prompt-injection', 'audit-logger'] }).replace(/ {2}dlp-filter:\n.*\n.*\n/, '');

/** A golden test file; its expectation stands on line 6. */
export function golden(name: string, content: string, verdict: string): string {
  const quoted = (text: string): string => JSON.stringify(text);
  return [
    '{',
    `  "name": ${quoted(name)},`,
    '  "input": {',
    `    "messages": [{ "role": "user", "content": ${quoted(content)} }]`,
    '  },',
    `  "expected": { "verdict": ${quoted(verdict)} }`,
    '}',
    '',
  ].join('\n');
}

export const BLOCKS_ROADMAP = golden('keeps the roadmap inside', 'Summarise the internal roadmap', 'block');
export const ALLOWS_HOURS = golden('answers about opening hours', 'When do you open?', 'allow');
