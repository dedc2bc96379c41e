/**
 * Every option of the product, once: action.yml files, parser, `--help` and documentation are generated from this table.
 * An option whose behaviour is not built is not listed: nothing is accepted and ignored.
 */

import { OF_DEPLOY } from './table/deploy.js';
import { SHARED } from './table/shared.js';
import { OF_VALIDATE } from './table/validate.js';
import { OF_VERIFY } from './table/verify.js';

export type Entry = 'root' | 'validate' | 'deploy' | 'verify';

interface Common {
  /** The actions and CLI commands that take it. `root` takes the union. */
  readonly stages: readonly Exclude<Entry, 'root'>[] | readonly ['root'];
  readonly text: string;
  /** Environment variable read when the option is unset. */
  readonly environment?: string;
  /**
   * Where it can be given, when not everywhere: `flags` alone is for what only makes sense in a working copy, `inputs` alone for what only a
   * workflow run has, such as a pull request.
   */
  readonly channels?: readonly ['flags'] | readonly ['inputs'];
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
  ...SHARED,
  ...OF_VALIDATE,
  ...OF_DEPLOY,
  ...OF_VERIFY,
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
  errors: {
    stages: ['validate'],
    text: 'Number of findings of severity error; with `changed-only`, this and the following five count the packs that decide the result.',
  },
  warnings: { stages: ['validate'], text: 'Number of findings of severity warning.' },
  'tests-passed': { stages: ['validate'], text: 'Behaviour tests that passed.' },
  'tests-failed': { stages: ['validate'], text: 'Behaviour tests that failed.' },
  'tests-undecided': { stages: ['validate'], text: 'Behaviour tests no engine at hand could decide.' },
  coverage: {
    stages: ['validate'],
    text: 'Share of chain entries that behaviour tests prove, 0 to 1; of several packs the least. Empty when not known.',
  },
  matrix: {
    stages: ['validate'],
    text: 'JSON for `strategy.matrix`: `{"include": [{file, digest, staging, gateways, changed, owner}]}`, one entry a pack; with `changed-only`, of the packs that decide the result. Empty when it would exceed 1 MB.',
  },
  promoted: { stages: ['deploy'], text: 'JSON array of gateway ids that serve the new policy because of this run.' },
  'rolled-back': { stages: ['deploy'], text: 'JSON array of gateway ids that got their former policy back.' },
  'environment-url': {
    stages: ['deploy'],
    text: 'URL for the `environment.url` of the job: of the first production gateway, in phase `stage` of the staging gateway.',
  },
  proof: { stages: ONLINE, text: 'Weakest proof over all gateways.' },
  gateways: { stages: ONLINE, text: 'JSON array of `{id, state, proof}`.' },
  events: { stages: ['verify'], text: 'Number of recent decision events that prove this policy version.' },
  report: { stages: ALL, text: 'Path of the JSON report.' },
} as const satisfies Readonly<Record<string, OutputSpec>>;

export type OutputName = keyof typeof OUTPUTS;
