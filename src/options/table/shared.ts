import type { OptionSpec } from '../table.js';

const ALL = ['validate', 'deploy', 'verify'] as const;
const ONLINE = ['deploy', 'verify'] as const;

/** Options that several stages take. */
export const SHARED = {
  stages: {
    type: 'choices',
    choices: ['validate', 'deploy', 'rollback', 'verify'],
    default: ['validate'],
    stages: ['root'],
    text: 'Stages to run, in this order whatever the order written. A later stage runs only when the earlier ones allow it. `rollback` deploys the file of `rollback-to`, and takes the place of `deploy`.',
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
  rules: {
    type: 'lines',
    default: [],
    stages: ['validate', 'deploy'],
    text: 'Severities of lint rules, lines `rule-id: error|warning|info|off`.',
  },
  tests: {
    type: 'choice',
    choices: ['true', 'false', 'required'],
    default: 'true',
    stages: ['validate', 'deploy'],
    text: 'Run behaviour tests; `required` makes having none an error.',
  },
  digest: {
    type: 'digest',
    stages: ONLINE,
    text: 'Digest the policy file must have, as validate gave it. Required for `phase: promote`.',
  },
  'probe-model': {
    type: 'text',
    stages: ONLINE,
    text: 'Model named in canary requests and probes whose golden file names none.',
  },
  'minimum-proof': {
    type: 'choice',
    choices: ['full', 'chain', 'version', 'accepted'],
    default: 'chain',
    stages: ONLINE,
    text: 'Weakest proof of what a gateway serves that counts as success.',
  },
  interval: {
    type: 'duration',
    minimum: '50ms',
    maximum: '10m',
    default: '2s',
    stages: ONLINE,
    text: 'Time between two questions to the same gateway; it grows up to 10 s while the answers are wrong.',
  },
  concurrency: { type: 'integer', minimum: 1, maximum: 100, default: 10, stages: ONLINE, text: 'Gateways handled at the same time.' },
  'report-file': {
    type: 'path',
    stages: ALL,
    text: 'Where to write the JSON report. Default in an action: a file under RUNNER_TEMP; in a terminal: none.',
  },
  annotations: { type: 'boolean', default: true, stages: ALL, text: 'Annotate findings on their lines.' },
  summary: { type: 'boolean', default: true, stages: ALL, text: 'Write the job summary.' },
  comment: {
    type: 'boolean',
    default: false,
    stages: ALL,
    channels: ['inputs'],
    text: 'Keep one comment of this action on the pull request up to date. Needs `pull-requests: write`.',
  },
  'check-run': {
    type: 'boolean',
    default: false,
    stages: ALL,
    channels: ['inputs'],
    text: 'Make a check run with all findings as annotations. Needs `checks: write`.',
  },
  'comment-key': {
    type: 'text',
    stages: ALL,
    channels: ['inputs'],
    text: 'Tells the comments and check runs of several steps or matrix jobs that use the same action apart.',
  },
  'github-token': {
    type: 'secret',
    environment: 'GITHUB_TOKEN',
    stages: ALL,
    channels: ['inputs'],
    text: 'Token for `comment` and `check-run`, and for reviews and approvals in the release record, such as `github.token` of the job. Default: `GITHUB_TOKEN`.',
  },
} as const satisfies Readonly<Record<string, OptionSpec>>;
