import type { OptionSpec } from '../table.js';

/** Options that only validate takes. */
export const OF_VALIDATE = {
  engine: {
    type: 'choice',
    choices: ['auto', 'kt', 'builtin'],
    default: 'auto',
    stages: ['validate'],
    text: '`builtin` needs nothing installed; `kt` asks the Keeptrusts CLI alone; `auto` is builtin, plus kt when `kt-path` or `kt-version` is set or kt is on PATH.',
  },
  'fail-on': {
    type: 'choice',
    choices: ['error', 'warning'],
    default: 'error',
    stages: ['validate'],
    text: 'Least severity of a finding that fails validation.',
  },
  'base-ref': {
    type: 'text',
    stages: ['validate'],
    text: 'Branch, tag or commit whose policy files the versions are compared with, with `undecided: new` the tests, and with `changed-only` the packs. Default: the base commit in a pull request or merge group, otherwise none.',
  },
  fix: {
    type: 'boolean',
    default: false,
    stages: ['validate'],
    channels: ['flags'],
    text: 'Mend in the policy files what has one safe edit, such as a misspelt kind, and check again. Comments, order and formatting stay.',
  },
  undecided: {
    type: 'choice',
    choices: ['warn', 'fail', 'new'],
    default: 'warn',
    stages: ['validate'],
    text: 'What a test that no engine at hand can decide means. `new` fails only when it was decided at `base-ref` (by default at the base of the pull request, merge group or push to the default branch), and also when that base cannot be read; where there is none it warns.',
  },
  'changed-only': {
    type: 'boolean',
    default: false,
    stages: ['validate'],
    text: 'Only packs whose files changed since the base of the pull request, merge group or push, or since `base-ref`, decide the result; what is wrong with others is shown as existing. Where the base cannot be read, all packs decide, and a warning says so. A pack that the same run deploys always decides.',
  },
  'minimum-coverage': {
    type: 'integer',
    minimum: 0,
    maximum: 100,
    stages: ['validate'],
    text: 'Least share of chain entries, in per cent, that behaviour tests must prove.',
  },
  mutation: {
    type: 'boolean',
    default: false,
    stages: ['validate'],
    text: 'Change the policy in one place at a time, run the tests on each change, and report those that no test notices.',
  },
  'junit-file': { type: 'path', stages: ['validate'], text: 'Where to write the behaviour tests as JUnit XML.' },
  'sarif-file': {
    type: 'path',
    stages: ['validate'],
    text: 'Where to write the findings as SARIF 2.1.0, for code scanning and other readers.',
  },
} as const satisfies Readonly<Record<string, OptionSpec>>;
