import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, '../..');
const SCHEMA = join(ROOT, 'schema/policy-config.schema.json');
const MODULES = join(HERE, 'node_modules');

/** Ours: every rule of the linter, the result of each pack, the exit code. No network, no git, no kt. */
export const OURS = {
  name: 'keeptrusts-policy',
  checks: 'schema of every kind and all rules',
  positions: true,
  version: () => JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version,
  args: [join(ROOT, 'dist/cli.mjs'), 'validate', '--engine=builtin', '--tests=false', '--policy-file=**/*.yaml'],
};

/** What each rival runs, in the directory of the files. Where a rival could do more work than ours, it is configured to do less. */
export const RIVALS = [
  {
    name: '@stoplight/spectral-cli',
    checks: 'five rules of its own functions (with our schema, 200 files take it most of a minute)',
    positions: true,
    args: [
      join(MODULES, '@stoplight/spectral-cli/dist/index.js'),
      'lint',
      '**/*.yaml',
      '--ignore-unknown-format',
      '--ruleset',
      join(HERE, 'spectral.json'),
    ],
  },
  {
    name: 'eslint + eslint-plugin-yml',
    checks: "the plugin's recommended rules: YAML alone, nothing of the policy",
    positions: true,
    version: () => `${versionOf('eslint')} + ${versionOf('eslint-plugin-yml')}`,
    args: [join(MODULES, 'eslint/bin/eslint.js'), '--config', join(HERE, 'eslint.config.mjs'), '.'],
  },
  {
    name: 'yaml-language-server',
    checks: 'our schema, by its service without the protocol',
    positions: true,
    args: [join(HERE, 'language-server.mjs'), SCHEMA, '.'],
  },
  {
    name: 'ajv-cli',
    checks: 'our schema, without formats',
    positions: false,
    args: [
      join(MODULES, 'ajv-cli/dist/index.js'),
      'validate',
      '-s',
      SCHEMA,
      '-d',
      '**/*.yaml',
      '--strict=false',
      '--validate-formats=false',
    ],
  },
].map((rival) => ({ version: () => versionOf(rival.name), ...rival }));

/** True when `npm ci --ignore-scripts --prefix bench/peers` was run. */
export function installed() {
  return (
    RIVALS.every(({ args }) => existsSync(args[0])) &&
    existsSync(join(MODULES, 'eslint-plugin-yml')) &&
    existsSync(join(MODULES, 'yaml-language-server'))
  );
}

function versionOf(name) {
  return JSON.parse(readFileSync(join(MODULES, name, 'package.json'), 'utf8')).version;
}

/** Right, but for one fault on the line given: who does not find it is not doing the work that is timed. */
export const FAULTY = {
  text: 'pack:\n  name: a\n  version: "1.0.0"\n  enabled: true\npolicies:\n  chain: [pii-detector]\npolicy:\n  pii-detector:\n    pci_mode: 7\n',
  /** eslint sees YAML alone, so it gets a key twice. */
  yamlOnly:
    'pack:\n  name: a\n  version: "1.0.0"\n  enabled: true\npolicies:\n  chain: [pii-detector]\npolicy:\n  pii-detector:\n    pci_mode: true\n    pci_mode: true\n',
  line: 9,
  yamlOnlyLine: 10,
};
