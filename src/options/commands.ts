/** Exit codes there are: a run is red until something says otherwise, so a defect, a signal and a mistake in the command line give 1 too. */
export interface CommandExits {
  /** What exit code 0 says. */
  readonly success: string;
  /** What exit code 1 says. */
  readonly failure: string;
}

export interface CommandSpec {
  /** One line for the list of commands. */
  readonly text: string;
  /** What follows the command's name in its usage. */
  readonly usage: string;
  /** A whole command line that works as it stands, or with the reader's own addresses. */
  readonly example: string;
  readonly exits: CommandExits;
  /** What `--format` may be, the default first; absent where the output is for people only. */
  readonly formats?: readonly [string, 'json'];
}

const STAGE_USAGE = '[options] [policy file ...]';
const STAGE_FORMATS = ['text', 'json'] as const;
const NOT_RUN = 'or it could not run (a mistake in the command line, a file that is not there, a kt that was asked for)';
const DEPLOYED = '`promoted`, `staged`, `planned` (a dry run) or `unchanged`';
const NOT_DEPLOYED = `\`rolled-back\`, \`failed\`, \`refused\` (nothing was written) or \`unknown\` (says what to check), ${NOT_RUN}`;

/** The commands of the terminal program in the order of their help: the source of `--help`, of docs/cli.md and of its tests. */
export const COMMANDS = {
  init: {
    text: 'Write a starter pack, its tests, the inventory and the workflows.',
    usage: '[--dry-run] [options]',
    example: 'keeptrusts-policy init --dry-run',
    exits: {
      success: 'everything was written, or was there before',
      failure: 'a file could not be written, or a mistake in the command line',
    },
    formats: ['text', 'json'],
  },
  validate: {
    text: 'Lint policy files and run their behaviour tests.',
    usage: STAGE_USAGE,
    example: 'keeptrusts-policy validate policy-config.yaml --engine=builtin',
    exits: {
      success: '`passed`, or `inconclusive` (nothing failed, but something stayed undecided)',
      failure: `\`failed\`, or \`inconclusive\` where --undecided says so, ${NOT_RUN}`,
    },
    formats: STAGE_FORMATS,
  },
  try: {
    text: 'Walk one message through the chain and say what each policy decides.',
    usage: '"PROMPT" [options]',
    example: 'keeptrusts-policy try "When do you open?" --policy-file=policy-config.yaml',
    exits: {
      success: 'it could be explained, whatever the verdict',
      failure: 'the policy file has errors, or a mistake in the command line',
    },
    formats: ['text', 'json'],
  },
  explain: {
    text: 'Say what a lint rule finds, why, and how to mend it.',
    usage: '[rule-id ...]',
    example: 'keeptrusts-policy explain unknown-kind',
    exits: { success: 'it was explained', failure: 'there is no such rule, and then none is explained' },
    formats: ['text', 'json'],
  },
  deploy: {
    text: 'Bring one validated policy file to staging and production gateways.',
    usage: STAGE_USAGE,
    example: 'keeptrusts-policy deploy --production-gateways=eu=https://gateway.example.com --dry-run',
    exits: { success: DEPLOYED, failure: NOT_DEPLOYED },
    formats: STAGE_FORMATS,
  },
  rollback: {
    text: 'Bring the policy file of an earlier commit back: rollback --to COMMIT.',
    usage: `--to COMMIT ${STAGE_USAGE}`,
    example: 'keeptrusts-policy rollback --to HEAD~1 --production-gateways=eu=https://gateway.example.com --dry-run',
    exits: { success: DEPLOYED, failure: NOT_DEPLOYED },
    formats: STAGE_FORMATS,
  },
  verify: {
    text: 'Check what gateways really serve: health, configuration, recent events.',
    usage: STAGE_USAGE,
    example: 'keeptrusts-policy verify --gateways=eu=https://gateway.example.com',
    exits: {
      success: '`verified`',
      failure: `\`mismatch\`, \`unhealthy\`, \`unreachable\`, \`unproven\`, \`silent\` or \`timed-out\`, ${NOT_RUN}`,
    },
    formats: STAGE_FORMATS,
  },
  status: {
    text: 'Show every gateway of the inventory: health, version served, last event.',
    usage: '[options]',
    example: 'keeptrusts-policy status --format=json',
    exits: {
      success: 'the look was made, whatever it showed; to gate on the answer, use verify',
      failure: 'it could not be made: a mistake in the command line or the inventory, or it was cancelled',
    },
    formats: ['table', 'json'],
  },
  emulator: {
    text: 'Run the stand-in for control plane, gateways and kt on loopback.',
    usage: '--state DIR --gateway ID[=PORT]... [--poll 1s] [--port N]',
    example: 'keeptrusts-policy emulator --state=.emulator --gateway=eu=8080',
    exits: { success: 'it was stopped by SIGINT or SIGTERM', failure: 'it could not start, or a mistake in the command line' },
  },
  demo: {
    text: 'Validate, deploy and verify an example against the emulator.',
    usage: '[--break lint|test|canary|wave|health|events]',
    example: 'keeptrusts-policy demo --break=canary',
    exits: { success: 'all three stages succeeded', failure: 'one did not, as --break asks for, or a mistake in the command line' },
  },
} as const satisfies Readonly<Record<string, CommandSpec>>;

export type CommandName = keyof typeof COMMANDS;
