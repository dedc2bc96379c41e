import type { GatewayState, PackIdentity, ServedIdentity } from '../../report/gateway-model.js';

/** A write that is about to be sent. */
export interface WriteBegun {
  readonly gateway: string;
  readonly url?: string;
  readonly write: 'push' | 'deploy' | 'restore';
  /** The pack the gateway is to serve. */
  readonly to: PackIdentity;
  readonly before?: ServedIdentity;
}

export interface WriteEnded {
  readonly gateway: string;
  readonly state: GatewayState;
}

/**
 * What a process leaves behind of its writes, for the process that comes after it when it died. Both methods return only when the line is
 * on the disk: a write that nobody knows of is worse than a late one.
 */
export interface Journal {
  /** @throws Failure bad-input when the line cannot be written; nothing may be sent then. */
  begin(write: WriteBegun): void;
  end(write: WriteEnded): void;
}

/** For a run that nobody looks after: a terminal. */
export const NO_JOURNAL: Journal = { begin: () => undefined, end: () => undefined };
