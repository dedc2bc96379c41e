import { type Mutations, misspelt, only, rewrite } from './mutant.js';

const CONFIGS = ['support.yaml', 'trading.yaml', 'clinic.yaml'];
const UUID = /(team_id|user_id): ([0-9a-f-]{36})/;

/** Faults of providers, network settings and secrets. */
export const WIRING_MUTATIONS: Mutations = {
  'duplicate-target-id': [
    only(['support.yaml'], rewrite(/^( {4}- id: (?:primary|second)\n {6}provider: \w+\n)/m, '$1⟦$1')),
    only(['trading.yaml'], rewrite(/^( {4}- id: )(internal|fallback)\n/m, '$1$2\n      provider: openai\n⟦$1$2\n')),
    only(['clinic.yaml'], rewrite(/id: laboratory/, 'id: ward')),
  ],
  'unknown-target': [
    only(
      ['support.yaml'],
      rewrite(/upstream: (\w+)/, (match, random) => `upstream: ${misspelt(match[1] ?? '', random)}`),
    ),
    only(['trading.yaml'], rewrite(/upstream: (\w+)/, 'upstream: elsewhere')),
    only(CONFIGS, rewrite(/\s$/, '\nmodel_groups:\n  - name: all\n    targets: [⟦nowhere]\n')),
  ],
  'secret-key-ref': [
    only(CONFIGS, rewrite(/secret_key_ref:\s+env: ([A-Z_]+)\n/, 'secret_key_ref: $1\n')),
    only(CONFIGS, rewrite(/secret_key_ref: (&key)?\n? *\{?env: [A-Z_]+\}?/, 'secret_key_ref: $1 {}')),
    only(CONFIGS, rewrite(/env: ([A-Z_]+_KEY)/, 'env: "not a name"')),
    only(['trading.yaml'], rewrite(/\{store: azure\.trading_key\}/, '{store: "azure/trading key"}')),
    only(['trading.yaml'], rewrite(/\{store: azure\.trading_key\}/, '{store: azure.trading_key, env: AZURE_KEY}')),
  ],
  'literal-secret': [
    only(CONFIGS, rewrite(/secret_key_ref:\s+env: [A-Z_]+\n/, 'api_key: sk-proj-4fQ8zK2mX7vB1nR9wT3yL6pD0hJ5cG\n')),
    only(CONFIGS, rewrite(/(model: [\w-]+)\n( +)(?=secret_key_ref)/, '$1\n$2⟦api_key: 7Kq2-in-no-vault\n$2')),
    only(CONFIGS, rewrite(/^(pack:)/m, '# The key was AKIAQ3EGX7RT5WPLN2VB\n$1')),
    only(['support.yaml'], rewrite(/description: ".*"/, 'description: "token ghp_Zk3Vb8Qw5Xr1Ty7Up9Lm2Nc4Jd6Fg0Hs8Ae1"')),
  ],
  'escalation-routing': [
    only(['support.yaml'], rewrite(/^( +)(team_id: .*)$/m, '$1$2\n⟦$1user_id: 7a1c7d3e-2f4a-4c6b-8d5e-7f6a5b4c3d2e')),
    only(['support.yaml'], rewrite(/^( +)(user_id: .*)$/m, '⟦$1$2\n$1team_id: 7a1c7d3e-2f4a-4c6b-8d5e-7f6a5b4c3d2e')),
    only(['support.yaml'], rewrite(/escalation_routing:\n.*$/m, 'escalation_routing: {}')),
  ],
  'bad-uuid': [
    only(['support.yaml'], rewrite(UUID, '$1: security-team')),
    only(
      ['support.yaml'],
      rewrite(UUID, (match) => `${match[1]}: ${match[2]?.slice(0, -1)}`),
    ),
    only(
      ['support.yaml'],
      rewrite(UUID, (match) => `${match[1]}: ${match[2]?.replace(/[a-f]/, 'x')}`),
    ),
  ],
  'no-compliant-target': [
    only(['trading.yaml'], ({ text }) => ({
      text: text.replaceAll('training_opt_out: true', 'training_opt_out: false'),
      line: text.slice(0, text.indexOf('require_no_training')).split('\n').length,
    })),
    only(
      ['trading.yaml'],
      rewrite(/^( {4}require_no_training: true\n(?:.*\n)*?) {8}training_opt_out: true\n((?:.*\n)*?) {8}training_opt_out: true\n/m, '⟦$1$2'),
    ),
    only(
      ['trading.yaml'],
      rewrite(
        /^( {4}require_zero_data_retention: true\n(?:.*\n)*?) {8}zero_data_retention: true\n((?:.*\n)*?) {6}zdr: true\n((?:.*\n)*?) {8}zero_data_retention: true\n/m,
        '⟦$1$2$3',
      ),
    ),
  ],
  'data-policy-contradiction': [
    only(['trading.yaml'], rewrite(/retention_days: 0/, 'retention_days: 30')),
    only(['trading.yaml'], rewrite(/(zdr: true\n +data_policy:\n +)zero_data_retention: true/, '$1⟦zero_data_retention: false')),
    only(['trading.yaml'], rewrite(/zdr: true(\n +data_policy:\n +)zero_data_retention: true/, 'zdr: false$1⟦zero_data_retention: true')),
  ],
  'bad-pattern': [
    only(['support.yaml'], rewrite(/^( {6}- ")(TICKET-|\[A-Z\])/m, '$1(?<!x)$2')),
    only(['support.yaml'], rewrite(/^( {6}- ")(TICKET-\[0-9)\]/m, '$1$2')),
    only(['support.yaml'], rewrite(/^( {6}- ["'])(TICKET|\(\?i\)customer|\[A-Z\])/m, '$1($2')),
    only(['support.yaml'], rewrite(/^( {6}- )'(\(\?i\)customer.*)'$/m, "$1'$2(a)\\1'")),
  ],
  'bad-url': [
    only(CONFIGS, rewrite(/(base_url|host): ("?)https:\/\//, '$1: $2')),
    only(CONFIGS, rewrite(/(base_url|host): ("?)https:/, '$1: $2ftp:')),
    only(CONFIGS, rewrite(/(base_url|host): ("?)https:/, '$1: $2htps:')),
  ],
  'bad-cidr': [
    only(['support.yaml'], rewrite(/^( {4}- \d+\.\d+\.\d+\.\d+)\/\d+$/m, '$1/33')),
    only(['support.yaml'], rewrite(/^( {4}- )\d+(\.\d+\.\d+\.\d+\/\d+)$/m, '$1300$2')),
    only(['support.yaml'], rewrite(/2001:db8::\/32/, '2001:db8:::/32')),
    only(['trading.yaml'], rewrite(/10\.20\.0\.0\/16/, 'the-office')),
  ],
  'cidr-host-bits': [
    only(['support.yaml'], rewrite(/10\.0\.0\.0\/8/, '10.1.2.3/8')),
    only(['support.yaml'], rewrite(/2001:db8::\/32/, '2001:db8::1/32')),
    only(['support.yaml'], rewrite(/192\.168\.16\.0\/20/, '192.168.17.0/20')),
    only(['trading.yaml'], rewrite(/10\.20\.0\.0\/16/, '10.20.30.0/16')),
  ],
  'cors-credentials': [
    only(['support.yaml'], rewrite(/^( {4}- )https:\/\/\w+\.example\.com$/m, '$1"*"')),
    only(['support.yaml'], rewrite(/^( {2}allow_origins:)\n(?: {4}- .*\n)+/m, "$1 ['*']\n")),
    only(['clinic.yaml'], rewrite(/^ {2}enabled: false$/m, '  enabled: true\n  credentials: true\n⟦  allow_origins: ["*"]')),
  ],
  'proxy-depth': [
    only(['support.yaml'], rewrite(/trust_proxy_depth: 1/, 'trust_proxy_depth: 9')),
    only(['trading.yaml'], rewrite(/^( {2})(cidrs: \[.*)$/m, '$1$2\n⟦$1trust_proxy_depth: 5')),
    only(['clinic.yaml'], rewrite(/\s$/, '\nip_allowlist:\n  cidrs: [10.0.0.0/8]\n⟦  trust_proxy_depth: 30\n')),
  ],
};
