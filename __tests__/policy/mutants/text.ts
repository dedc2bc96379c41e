import { type Mutations, misspelt, only, rewrite } from './mutant.js';

const YAML = ['support.yaml', 'trading.yaml', 'clinic.yaml', 'scorer.yaml'];
const CONFIGS = YAML.slice(0, 3);
const BLOCK_STYLE = ['support.yaml', 'trading.yaml'];

/** Faults of the text, and of the document's shape. */
export const TEXT_MUTATIONS: Mutations = {
  'yaml-syntax': [
    only(BLOCK_STYLE, rewrite(/^( {4,})(\w[\w-]*: \S)/m, '$1\t⟦$2')),
    only(YAML, rewrite(/^( +)(version|name|enabled|id|provider): (\S.*)$/m, '$1$2: ⟦[$3')),
    only(BLOCK_STYLE, rewrite(/^( {6})(provider|model|pci_mode|cases): ?(.*)$/m, '$1 ⟦$2: $3')),
    only(BLOCK_STYLE, rewrite(/^( +)(name|id|author|provider): (\w)/m, '$1$2: ⟦@$3')),
  ],
  'yaml-tag': [
    only(YAML, rewrite(/(name|model|provider|version|host): (\S)/, '$1: !secret $2')),
    only(YAML, rewrite(/(enabled): (\S)/, '$1: !flag $2')),
  ],
  'yaml-duplicate-key': [
    only(YAML, rewrite(/^( +)(\w[\w-]*): (\w\S*)$/m, '$1$2: $3\n⟦$1$2: $3')),
    only(BLOCK_STYLE, rewrite(/\s$/, '\n⟦policy: {}\n')),
    only(YAML, rewrite(/\s$/, '\n⟦policy:\n  name: again\n')),
    only(['clinic.yaml'], rewrite(/\{(name: '[^']*')/, '{$1, ⟦$1')),
  ],
  'yaml-documents': [
    only(
      YAML,
      rewrite(/^(policy|providers|policies):/m, (match) => (match.index === 0 ? undefined : `⟦---\n${match[0]}`)),
    ),
    only(YAML, rewrite(/\s$/, '\n⟦---\npack: {}\n')),
  ],
  'yaml-limits': [
    only(YAML, rewrite(/\s$/, `\ncallbacks: ⟦${'['.repeat(70)}${']'.repeat(70)}\n`)),
    only(YAML, rewrite(/\s$/, `\nhistory: ⟦${'{a: '.repeat(66)}1${'}'.repeat(66)}\n`)),
    only(['clinic.yaml', 'trading.yaml'], (clean) => ({ text: clean.text + '# '.repeat(600_000), line: 1 })),
  ],
  'empty-file': [
    only(YAML, ({ text }) => ({ text: text.replace(/^(?=.)/gm, '# '), line: 1 })),
    only(['support.yaml'], () => ({ text: '', line: 1 })),
    only(['support.yaml'], () => ({ text: '---\n\n', line: 1 })),
  ],
  'not-yaml': [only(YAML, rewrite(/(name|version|enabled): /, '$1: ⟦\0')), only(YAML, rewrite(/\s$/, '\n⟦\0'))],
  'document-shape': [
    only(YAML, ({ text }) => ({ text: text.trimEnd().replace(/^/gm, '  ').replace(/^ {2}/, '- '), line: 1 })),
    only(CONFIGS, rewrite(/^pack:(?:.*)\n(?: .*\n)*/m, '⟦version: "1"\n')),
    only(CONFIGS, rewrite(/^policies:\n {2}chain:(?:.*)\n(?: {4,}.*\n)*/m, '⟦policies:\n  - name: audit\n    type: audit-logger\n')),
    only(CONFIGS, rewrite(/^policies:/m, '⟦input_policies:\n  - prompt_injection\npolicies:')),
  ],
  'missing-key': [
    only(BLOCK_STYLE, rewrite(/^(pack:\n(?:.*\n)*?) {2}(name|version|enabled): .*\n/m, '⟦$1')),
    only(BLOCK_STYLE, rewrite(/^(pack:\n(?: .*\n)*)policies:(?:.*)\n(?: .*\n)*/m, '⟦$1')),
    only(['clinic.yaml'], rewrite(/pack: \{(.*), enabled: true\}/, 'pack: {$1}')),
    only(['scorer.yaml'], rewrite(/^policy:\n(.*\n)(.*\n) {2}enabled: true\n/m, 'policy:\n$1$2')),
  ],
  'unknown-section': [
    only(
      CONFIGS,
      rewrite(/^(providers|testing|ip_allowlist|callbacks|routes):/m, (match, random) => `${misspelt(match[1] ?? '', random)}:`),
    ),
    only(CONFIGS, rewrite(/\s$/, '\n⟦dlp-filter: {}\n')),
    only(CONFIGS, rewrite(/\s$/, '\n⟦failover: {}\n')),
  ],
  'unknown-section-key': [
    only(
      ['support.yaml'],
      rewrite(/^ {2}(author|description):/m, (match, random) => `  ${misspelt(match[1] ?? '', random)}:`),
    ),
    only(
      BLOCK_STYLE,
      rewrite(/^( {6})(provider|base_url|data_policy):/m, (match, random) => `${match[1]}${misspelt(match[2] ?? '', random)}:`),
    ),
    only(BLOCK_STYLE, rewrite(/^( {2}version: .*\n {2}enabled: true)$/m, '$1\n⟦  owner: desk')),
  ],
  'version-not-semver': [
    only(YAML, rewrite(/version: ["']?(\d+)\.(\d+)\.[\w.-]+["']?/, 'version: "$1.$2"')),
    only(YAML, rewrite(/version: ["']?(\d+)\.(\d+)\.[\w.-]+["']?/, 'version: $1.$2')),
    only(YAML, rewrite(/version: ["']?(\d[\w.-]*)["']?/, 'version: "v$1"')),
    only(YAML, rewrite(/version: ["']?(\d[\w.-]*)["']?/, 'version: latest')),
  ],
  'unused-suppression': [
    only(CONFIGS, rewrite(/^( +- \w[\w-]*)$/m, '$1 # keeptrusts-lint-disable-line unknown-kind')),
    only(YAML, rewrite(/^( +enabled: true)$/m, '  # keeptrusts-lint-disable-next-line wrong-type\n$1')),
    only(YAML, rewrite(/^( +(?:name|provider): [\w -]+)$/m, '$1 # keeptrusts-lint-disable-line no-such-rule')),
  ],
};
