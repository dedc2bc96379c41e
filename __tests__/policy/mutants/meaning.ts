import { type Mutations, misspelt, only, rewrite } from './mutant.js';

const CONFIGS = ['support.yaml', 'trading.yaml', 'clinic.yaml'];
const BLOCK_STYLE = CONFIGS.slice(0, 2);

/** Faults of what a file says. */
export const MEANING_MUTATIONS: Mutations = {
  'wrong-type': [
    only(CONFIGS, rewrite(/enabled: (true|false)/, 'enabled: "yes"')),
    only(CONFIGS, rewrite(/retention_days: (\d+)/, 'retention_days: "a year"')),
    only(['support.yaml'], rewrite(/(pci_mode|healthcare_mode|require_auth): \w+/, '$1: 7')),
    only(['support.yaml'], rewrite(/^( +)(allow_methods|allow_origins|cidrs):\n(?: +- .*\n)+/m, '$1⟦$2: all\n')),
    only(CONFIGS, rewrite(/embedding_threshold: [\d.]+/, 'embedding_threshold: high')),
  ],
  'wrong-value': [
    only(
      CONFIGS,
      rewrite(/action: '?(redact|block)'?/, (match, random) => `action: ${misspelt(match[1] ?? '', random)}`),
    ),
    only(['support.yaml'], rewrite(/action: (redact|block)/, 'action: explode')),
    only(CONFIGS, rewrite(/data_policy:\n/, 'data_collection: perhaps\n      data_policy:\n')),
  ],
  'out-of-range': [
    only(CONFIGS, rewrite(/retention_days: [1-9]\d*/, 'retention_days: 0')),
    only(CONFIGS, rewrite(/embedding_threshold: 0\.\d+/, 'embedding_threshold: 1.5')),
    only(CONFIGS, rewrite(/embedding_threshold: 0\.\d+/, 'embedding_threshold: -0.5')),
  ],
  'too-long': [
    only(CONFIGS, rewrite(/(pack:(?: \{|\n(?:.*\n)*? +))name: (?:'[^']*'|[^,\n]*)/, `$1⟦name: ${'long-'.repeat(41)}`)),
    only(['support.yaml'], rewrite(/author: .*/, `author: ${'a'.repeat(201)}`)),
    only(['support.yaml'], rewrite(/description: .*/, `description: ${'words '.repeat(400)}`)),
    only(['trading.yaml'], rewrite(/id: trading-eu/, `id: ${'t'.repeat(201)}`)),
  ],
  'mixed-forms': [
    only(['trading.yaml'], rewrite(/^ {4}rate_limits:\n/m, '⟦    allowed_tools: [search]\n    rate_limits:\n')),
    only(['trading.yaml'], rewrite(/^ {4}rate_limits:\n/m, '⟦    blocked_tools: [shell]\n    rate_limits:\n')),
    only(['trading.yaml'], rewrite(/^ {6}default: 60\n/m, '      default: 60\n⟦    blocked_tools: [shell]\n')),
  ],
  'unknown-kind': [
    only(
      BLOCK_STYLE,
      rewrite(/^ {4}- ([a-z]+(?:-[a-z]+)+)$/m, (match, random) => `    - ${misspelt(match[1] ?? '', random)}`),
    ),
    only(
      ['clinic.yaml'],
      rewrite(/chain: \[(prompt-injection)/, (match, random) => `chain: [${misspelt(match[1] ?? '', random)}`),
    ),
    only(BLOCK_STYLE, rewrite(/^( {4}- )(prompt-injection|audit-logger|dlp-filter|mnpi-filter)$/m, '$1$2\n⟦$1cost-guard')),
    only(['clinic.yaml'], rewrite(/(, audit-logger)\]/, '$1, cost-guard]')),
  ],
  'unknown-key': [
    only(
      ['support.yaml'],
      rewrite(
        /^ {4}(action|pci_mode|healthcare_mode|require_auth|retention_days):/m,
        (match, random) => `    ${misspelt(match[1] ?? '', random)}:`,
      ),
    ),
    only(
      ['support.yaml', 'trading.yaml'],
      rewrite(/^ {2}(pii-detector|rbac|dlp-filter|audit-logger):(?: \{\})?\n/m, '  $1:\n⟦    colour: blue\n'),
    ),
    only(['clinic.yaml'], rewrite(/\{(retention_days: \d+)\}/, '{$1, colour: blue}')),
    only(
      ['trading.yaml'],
      rewrite(/^ {4}(require_no_training):/m, (match, random) => `    ${misspelt(match[1] ?? '', random)}:`),
    ),
  ],
  'kind-without-block': [
    only(BLOCK_STYLE, rewrite(/^( {4}- )(audit-logger)$/m, '⟦$1tool-budget\n$1$2')),
    only(['clinic.yaml'], rewrite(/(chain: \[prompt-injection), /, '$1, tool-budget, ')),
    only(['support.yaml'], rewrite(/^( {4}- )dlp-filter\n((?:.*\n)*?) {2}dlp-filter:\n(?: {4}.*\n)+/m, '⟦$1dlp-filter\n$2')),
  ],
  'block-not-in-chain': [
    only(BLOCK_STYLE, rewrite(/^policy:\n/m, 'policy:\n⟦  tool-budget: {}\n')),
    only(['clinic.yaml'], rewrite(/^ {2}healthcare-compliance: \{\}\n/m, '  healthcare-compliance: {}\n⟦  rbac: {}\n')),
    only(['support.yaml'], rewrite(/^ {4}- (bot-detector)\n((?:.*\n)*?) {2}bot-detector: \{\}\n/m, '$2⟦  $1: {}\n')),
  ],
  'chain-entry': [
    only(
      ['support.yaml'],
      rewrite(/stage: (pre|post)-request/, (match, random) => `stage: ${misspelt(match[1] ?? '', random) ?? 'befor'}-requestt`),
    ),
    only(BLOCK_STYLE, rewrite(/^( {4}- )(audit-logger)$/m, '$1$2:\n⟦      stage: pre-request')),
    only(BLOCK_STYLE, rewrite(/^( {4}- )(audit-logger)$/m, '$1$2:\n        stage: ⟦always')),
    only(BLOCK_STYLE, rewrite(/^( {4}- )(audit-logger)$/m, '$1$2\n⟦$17')),
    only(['clinic.yaml'], rewrite(/(, audit-logger)\]/, '$1, {}]')),
  ],
  'chain-empty': [
    only(BLOCK_STYLE, rewrite(/^ {2}chain:\n(?: {4}.*\n)+policy:\n(?: .*\n)+/m, '  chain: []\n')),
    only(['clinic.yaml'], rewrite(/^ {2}chain: .*\n\npolicy:\n(?: .*\n)+/m, '  chain: []\n')),
    only(['support.yaml'], rewrite(/^policies:\n {2}chain:\n(?: {4}.*\n)+policy:\n(?: .*\n)+/m, 'policies: {⟦chain: []}\n')),
  ],
  'duplicate-kind': [
    only(BLOCK_STYLE, rewrite(/^( {4}- )(prompt-injection)$/m, '$1$2\n⟦$1$2')),
    only(['clinic.yaml'], rewrite(/(chain: \[prompt-injection), /, '$1, prompt-injection, ')),
    only(['support.yaml'], rewrite(/^( {4}- )(bot-detector|pii-detector)$/m, '$1$2\n⟦$1$2')),
  ],
  'chain-order': [
    only(
      BLOCK_STYLE,
      rewrite(/^( {4}- )prompt-injection\n((?:.*\n)*?) {4}- audit-logger\n/m, '$2    - audit-logger\n⟦$1prompt-injection\n'),
    ),
    only(BLOCK_STYLE, rewrite(/^( {4}- prompt-injection\n)((?:.*\n)*?) {4}- audit-logger\n/m, '⟦    - audit-logger\n$1$2')),
    only(['clinic.yaml'], rewrite(/\[prompt-injection, (.*), audit-logger\]/, '[prompt-injection, audit-logger, $1]')),
  ],
};
