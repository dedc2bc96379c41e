/**
 * Every option of the product, once: action.yml files, parser, `--help` and documentation are generated from this table.
 * An option whose behaviour is not built is not listed: nothing is accepted and ignored.
 */

export type Entry = 'root' | 'validate' | 'deploy' | 'verify';

interface Common {
  /** The actions and CLI commands that take it. `root` takes the union. */
  readonly stages: readonly Exclude<Entry, 'root'>[] | readonly ['root'];
  readonly text: string;
  /** Environment variable read when the option is unset. */
  readonly environment?: string;
  /** Where it can be given, when not everywhere: `flags` alone is for what only makes sense in a working copy. */
  readonly channels?: readonly ['flags'];
}

export type OptionSpec = Common &
  (
    | { readonly type: 'text' | 'path' | 'url' | 'digest'; readonly default?: string }
    /** Never a command line flag; masked in GitHub's log. */
    | { readonly type: 'secret' }
    | { readonly type: 'choice'; readonly choices: readonly string[]; readonly default: string }
    | { readonly type: 'boolean'; readonly default: boolean }
    | { readonly type: 'integer'; readonly minimum: number; readonly maximum: number; readonly default?: number }
    /** Written as `90s`, `5m`, `1h`, `500ms`; parsed to milliseconds. */
    | { readonly type: 'duration'; readonly minimum: string; readonly maximum: string; readonly default: string }
    /** One value a line; blank lines and lines that start with # are skipped. */
    | { readonly type: 'lines'; readonly default: readonly string[] }
    /** Like lines, and every value must be one of the choices; commas separate too. */
    | { readonly type: 'choices'; readonly choices: readonly string[]; readonly default: readonly string[] }
  );

const ALL = ['validate', 'deploy', 'verify'] as const;
const ONLINE = ['deploy', 'verify'] as const;

export const OPTIONS = {
  stages: {
    type: 'choices',
    choices: ['validate', 'deploy', 'verify'],
    default: ['validate'],
    stages: ['root'],
    text: 'Stages to run, in this order whatever the order written. A later stage runs only when the earlier ones allow it.',
  },
  'policy-file': {
    type: 'lines',
    default: ['policy-config.yaml'],
    stages: ALL,
    text: 'Policy files: one path or glob a line, `!` excludes. deploy and verify take exactly one file.',
  },
  'working-directory': { type: 'path', default: '.', stages: ALL, text: 'Directory that relative paths start from.' },
  'config-file': {
    type: 'path',
    stages: ALL,
    text: 'Inventory of gateways and packs. Default: `.github/keeptrusts.yml` when it exists.',
  },
  engine: {
    type: 'choice',
    choices: ['auto', 'kt', 'builtin'],
    default: 'auto',
    stages: ['validate'],
    text: '`builtin` needs nothing installed; `kt` asks the Keeptrusts CLI alone; `auto` is builtin, plus kt when `kt-path` or `kt-version` is set or kt is on PATH.',
  },
  'kt-version': {
    type: 'text',
    stages: ALL,
    text: 'Version of kt to install, or `latest`. deploy and verify default to the version this release was tested with.',
  },
  'kt-path': { type: 'path', stages: ALL, text: 'An installed kt to use instead of installing one.' },
  'kt-sha256': {
    type: 'lines',
    default: [],
    stages: ALL,
    text: 'Expected SHA-256 of kt archives, lines `artifact=hex`, for versions without a built-in hash.',
  },
  'download-url': {
    type: 'url',
    default: 'https://dl.keeptrusts.com/releases',
    stages: ALL,
    text: 'Base URL of kt releases.',
  },
  'api-url': {
    type: 'url',
    environment: 'KEEPTRUSTS_API_URL',
    stages: ONLINE,
    text: 'Keeptrusts API. Default: `KEEPTRUSTS_API_URL`, else what kt defaults to.',
  },
  'api-token': {
    type: 'secret',
    environment: 'KEEPTRUSTS_API_TOKEN',
    stages: ONLINE,
    text: 'Keeptrusts API token. Default: `KEEPTRUSTS_API_TOKEN`.',
  },
  'gateway-token': {
    type: 'secret',
    environment: 'KEEPTRUSTS_GATEWAY_TOKEN',
    stages: ONLINE,
    text: 'Bearer token for requests to gateways that ask for one. Default: `KEEPTRUSTS_GATEWAY_TOKEN`.',
  },
  'ca-file': { type: 'path', stages: ALL, text: 'PEM file of additional certificate authorities.' },
  'fail-on': {
    type: 'choice',
    choices: ['error', 'warning'],
    default: 'error',
    stages: ['validate'],
    text: 'Least severity of a finding that fails validation.',
  },
  rules: {
    type: 'lines',
    default: [],
    stages: ['validate', 'deploy'],
    text: 'Severities of lint rules, lines `rule-id: error|warning|info|off`.',
  },
  'base-ref': {
    type: 'text',
    stages: ['validate'],
    text: 'Branch, tag or commit whose policy files the versions are compared with, and with `undecided: new` the tests. Default: the base commit in a pull request or merge group, otherwise none.',
  },
  fix: {
    type: 'boolean',
    default: false,
    stages: ['validate'],
    channels: ['flags'],
    text: 'Mend in the policy files what has one safe edit, such as a misspelt kind, and check again. Comments, order and formatting stay.',
  },
  tests: {
    type: 'choice',
    choices: ['true', 'false', 'required'],
    default: 'true',
    stages: ['validate', 'deploy'],
    text: 'Run behaviour tests; `required` makes having none an error.',
  },
  undecided: {
    type: 'choice',
    choices: ['warn', 'fail', 'new'],
    default: 'warn',
    stages: ['validate'],
    text: 'What a test that no engine at hand can decide means. `new` fails only when it was decided at `base-ref` (by default at the base of the pull request, merge group or push to the default branch), and also when that base cannot be read; where there is none it warns.',
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
  phase: {
    type: 'choice',
    choices: ['all', 'stage', 'promote'],
    default: 'all',
    stages: ['deploy'],
    text: '`stage` stops after the staging gateway is proven; `promote` goes on from there in a later job.',
  },
  digest: {
    type: 'digest',
    stages: ONLINE,
    text: 'Digest the policy file must have, as validate gave it. Required for `phase: promote`.',
  },
  'staging-gateway': {
    type: 'text',
    stages: ['deploy'],
    text: 'Gateway that gets the policy first: `id=url`, or an id of the inventory.',
  },
  'production-gateways': {
    type: 'lines',
    default: [],
    stages: ['deploy'],
    text: 'Gateways to promote to: lines `id=url` or ids of the inventory.',
  },
  canary: {
    type: 'lines',
    default: [],
    stages: ['deploy'],
    text: 'Globs of golden test files sent through the first gateway before the others get the policy.',
  },
  'probe-model': { type: 'text', stages: ['deploy'], text: 'Model named in canary requests whose golden file names none.' },
  'allow-inconclusive': {
    type: 'boolean',
    default: false,
    stages: ['deploy'],
    text: 'Deploy although validation could not decide everything.',
  },
  'deploy-timeout': {
    type: 'duration',
    minimum: '1s',
    maximum: '1h',
    default: '150s',
    stages: ['deploy'],
    text: 'How long gateways may take to serve the new policy. Managed gateways poll every 30 s by default.',
  },
  'minimum-proof': {
    type: 'choice',
    choices: ['full', 'chain', 'version', 'accepted'],
    default: 'chain',
    stages: ONLINE,
    text: 'Weakest proof of what a gateway serves that counts as success.',
  },
  gateways: {
    type: 'lines',
    default: [],
    stages: ['verify'],
    text: 'Gateways to verify: lines `id=url` or ids of the inventory. In the root action it defaults to what deploy used.',
  },
  since: {
    type: 'duration',
    minimum: '1s',
    maximum: '7d',
    default: '5m',
    stages: ['verify'],
    text: 'How far back to look for decision events.',
  },
  'event-limit': { type: 'integer', minimum: 1, maximum: 1000, default: 50, stages: ['verify'], text: 'Events to ask kt for.' },
  'minimum-events': {
    type: 'integer',
    minimum: 0,
    maximum: 1000,
    default: 0,
    stages: ['verify'],
    text: 'Events of this policy version each gateway must have produced.',
  },
  consecutive: {
    type: 'integer',
    minimum: 1,
    maximum: 20,
    default: 2,
    stages: ['verify'],
    text: 'Good answers in a row before a gateway counts as healthy.',
  },
  interval: {
    type: 'duration',
    minimum: '50ms',
    maximum: '10m',
    default: '2s',
    stages: ONLINE,
    text: 'Time between two questions to the same gateway.',
  },
  'verify-timeout': {
    type: 'duration',
    minimum: '1s',
    maximum: '1h',
    default: '120s',
    stages: ['verify'],
    text: 'How long verification may take in all.',
  },
  doctor: {
    type: 'choice',
    choices: ['auto', 'required', 'off'],
    default: 'auto',
    stages: ['verify'],
    text: '`kt doctor`: report it, require exit code 0, or leave it out.',
  },
  'accept-degraded': {
    type: 'boolean',
    default: false,
    stages: ['verify'],
    text: 'Count a gateway that reports itself degraded as healthy.',
  },
  concurrency: { type: 'integer', minimum: 1, maximum: 100, default: 10, stages: ONLINE, text: 'Gateways handled at the same time.' },
  'report-file': {
    type: 'path',
    stages: ALL,
    text: 'Where to write the JSON report. Default in an action: a file under RUNNER_TEMP; in a terminal: none.',
  },
  annotations: { type: 'boolean', default: true, stages: ALL, text: 'Annotate findings on their lines.' },
  summary: { type: 'boolean', default: true, stages: ALL, text: 'Write the job summary.' },
} as const satisfies Readonly<Record<string, OptionSpec>>;

export type OptionName = keyof typeof OPTIONS;

export interface OutputSpec {
  readonly stages: readonly Exclude<Entry, 'root'>[];
  readonly text: string;
}

/** Outputs of the actions; the root action has the union. */
export const OUTPUTS = {
  result: { stages: ALL, text: 'Result of the stage; in the root action, of the last stage that ran.' },
  digest: {
    stages: ['validate', 'deploy'],
    text: 'Digest of the policy file: `sha256:` and 64 hex digits. Empty when validate saw several files.',
  },
  errors: { stages: ['validate'], text: 'Number of findings of severity error.' },
  warnings: { stages: ['validate'], text: 'Number of findings of severity warning.' },
  'tests-passed': { stages: ['validate'], text: 'Behaviour tests that passed.' },
  'tests-failed': { stages: ['validate'], text: 'Behaviour tests that failed.' },
  'tests-undecided': { stages: ['validate'], text: 'Behaviour tests no engine at hand could decide.' },
  coverage: {
    stages: ['validate'],
    text: 'Share of chain entries that behaviour tests prove, 0 to 1; of several packs the least. Empty when not known.',
  },
  promoted: { stages: ['deploy'], text: 'JSON array of gateway ids that serve the new policy because of this run.' },
  proof: { stages: ONLINE, text: 'Weakest proof over all gateways.' },
  gateways: { stages: ONLINE, text: 'JSON array of `{id, state, proof}`.' },
  events: { stages: ['verify'], text: 'Number of recent events that carry this policy version.' },
  report: { stages: ALL, text: 'Path of the JSON report.' },
} as const satisfies Readonly<Record<string, OutputSpec>>;

export type OutputName = keyof typeof OUTPUTS;
