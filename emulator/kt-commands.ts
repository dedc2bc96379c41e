import type { Basis } from './routes.js';

/** Every command of the emulated kt, in the README's order. `output` tells which part of what it prints is public. */
export interface KtCommand {
  /** The words before the flags. */
  readonly words: string;
  readonly usage: string;
  readonly basis: Basis;
  /** Basis of what it prints and of its exit codes. */
  readonly output: string;
  readonly source: string;
}

const DOCS = 'https://docs.keeptrusts.com/docs';
const CICD_ARTICLE = 'https://docs.keeptrusts.com/article/integrating-keeptrusts-into-ci-cd-pipelines/';

export const KT_COMMANDS = [
  { words: '--version', usage: 'kt --version', basis: 'documented', output: 'assumed text', source: 'https://github.com/keeptrusts/tap' },
  {
    words: 'policy lint',
    usage: 'kt policy lint --file F [--json]',
    basis: 'documented',
    output: 'documented for E001-E003 and exit 2; YAML and pack errors are assumed',
    source: `${DOCS}/cli/policy-lint`,
  },
  {
    words: 'policy test',
    usage: 'kt policy test --json [--pack-dir D]',
    basis: 'documented',
    output: 'documented keys; exit 1 on a failed case is assumed',
    source: `${DOCS}/cli/policy-test`,
  },
  { words: 'policy push', usage: 'kt policy push --file F --gateway-id G', basis: 'documented', output: 'assumed', source: CICD_ARTICLE },
  {
    words: 'policy deploy',
    usage: 'kt policy deploy --file F --source-gateway-id S --target-gateway-id T',
    basis: 'documented',
    output: 'assumed, as is the comparison of the file with the source',
    source: CICD_ARTICLE,
  },
  { words: 'doctor', usage: 'kt doctor [--json]', basis: 'documented', output: 'assumed', source: `${DOCS}/cli/command-groups` },
  {
    words: 'events tail',
    usage: 'kt events tail [--since W] [--verdict V] [--limit N] [--json]',
    basis: 'documented',
    output: 'documented; gateway_id, request_id and emulated are assumed extras',
    source: `${DOCS}/cli/events`,
  },
  {
    words: 'gateway list',
    usage: 'kt gateway list [--json]',
    basis: 'documented',
    output: 'assumed, and --json with it',
    source: `${DOCS}/cli/gateway-admin`,
  },
  {
    words: 'gateway inspect',
    usage: 'kt gateway inspect --id G [--json]',
    basis: 'documented',
    output: 'assumed, and --json with it',
    source: `${DOCS}/cli/gateway-admin`,
  },
  {
    words: 'gateway diff',
    usage: 'kt gateway diff --id G --file F',
    basis: 'documented',
    output: 'assumed; exit 1 when they differ',
    source: `${DOCS}/cli/gateway-admin`,
  },
  {
    words: 'gateway revert',
    usage: 'kt gateway revert --id G --version N',
    basis: 'documented',
    output: 'assumed',
    source: `${DOCS}/cli/gateway-admin`,
  },
  { words: 'auth whoami', usage: 'kt auth whoami', basis: 'documented', output: 'assumed', source: `${DOCS}/cli/auth` },
] as const satisfies readonly KtCommand[];

export type KtCommandWords = (typeof KT_COMMANDS)[number]['words'];

/** What a command printed and how it ends, before the emulator writes it. */
export interface KtResult {
  readonly code: number;
  readonly stdout?: string;
  readonly stderr?: string;
}

/** Exit code of a command that did not do what it was asked; the real numbers are not public, lint's 2 excepted. */
export const FAILED = 1;
export const LINT_FAILED = 2;

/** A command line that cannot be run; the message is one line for stderr. */
export class UsageProblem extends Error {}

/** `--name value` and bare `--name` flags after the command words. */
export class Flags {
  readonly #values: ReadonlyMap<string, string>;

  /** @throws UsageProblem for a word that is no flag, a flag given twice or one without its value. */
  constructor(args: readonly string[], switches: readonly string[] = ['--json']) {
    const values = new Map<string, string>();
    for (let index = 0; index < args.length; index += 1) {
      const name = args[index] ?? '';
      if (!name.startsWith('--')) throw new UsageProblem(`unexpected argument ${JSON.stringify(name)}`);
      if (values.has(name)) throw new UsageProblem(`${name} was given twice`);
      if (switches.includes(name)) {
        values.set(name, 'true');
        continue;
      }
      index += 1;
      const value = args[index];
      if (value === undefined) throw new UsageProblem(`${name} needs a value`);
      values.set(name, value);
    }
    this.#values = values;
  }

  get json(): boolean {
    return this.#values.has('--json');
  }

  optional(name: string): string | undefined {
    return this.#values.get(name);
  }

  /** @throws UsageProblem when it was not given. */
  required(name: string): string {
    const value = this.#values.get(name);
    if (value === undefined) throw new UsageProblem(`missing ${name}`);
    return value;
  }
}
