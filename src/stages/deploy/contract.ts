import type { Clock } from '../../clock.js';
import type { OptionsOf } from '../../options/types.js';
import type { TestCase } from '../../policy/tests/cases.js';
import type { DeployReport } from '../../report/deploy-model.js';
import type { Log } from '../../report/log.js';
import type { Severity } from '../../report/model.js';
import type { Gateway } from '../gateway-target.js';
import type { PolicyHistory } from '../policy-history.js';
import type { Journal } from './journal.js';

/** The options as the parser gives them; `waves` is known to be readable (`parseWaves`). */
export type DeployOptions = Pick<
  OptionsOf<'deploy'>,
  | 'phase'
  | 'digest'
  | 'allow-inconclusive'
  | 'allow-downgrade'
  | 'allow-drift'
  | 'bake-time'
  | 'concurrency'
  | 'deploy-timeout'
  | 'dry-run'
  | 'emergency'
  | 'interval'
  | 'keep-staging'
  | 'minimum-proof'
  | 'probe-model'
  | 'promote-with'
  | 'rollback'
  | 'tests'
  | 'waves'
> & {
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
  readonly staging?: Gateway;
  readonly production: readonly Gateway[];
  readonly canary: readonly TestCase[];
  /** The commit that `source` is the file of, where it is not the one checked out: stage `rollback`. */
  readonly rollbackTo?: string;
  /** False for a plan without credentials: a dry run that asks neither the control plane nor a gateway for anything. */
  readonly readsGateways: boolean;
};

export interface DeployContext {
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly temporaryDirectory: string;
  /** The kt that lints and tests the snapshot; writes go through each gateway's own. */
  readonly kt: Gateway['kt'];
  /** Whether the API accepts the token; asked before any write. */
  readonly checkToken: (
    gateway: Gateway,
  ) => Promise<{ readonly accepted: true } | { readonly accepted: false; readonly reason: string; readonly nextStep: string }>;
  /** What Git knows of the policy file; asked once, and only when a gateway is to be written to. */
  readonly history: () => Promise<PolicyHistory>;
  /** `previous-policy-file`: its path as the user wrote it, and what is in it. */
  readonly previous?: { readonly file: string; readonly bytes: Uint8Array };
  /** Told of every write before and after it. Closing it is the caller's part. */
  readonly journal: Journal;
  /** Called whenever what is reported changed, never twice at the same time, so that a killed run leaves a true report. */
  readonly onChange: (report: DeployReport) => Promise<void>;
  /** Called when a gateway says that it is emulated. */
  readonly onEmulated: () => void;
}
