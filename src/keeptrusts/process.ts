/** One child process from start to end. Never a shell, never a secret among the arguments. */
export interface ProcessRequest {
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment of the child; nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  readonly directory: string;
  readonly timeoutMs: number;
  /** Bytes kept of stdout and of stderr, each; more is read and dropped. */
  readonly outputLimit: number;
  /** Written to standard input, which is closed then; without it the child has none. */
  readonly input?: string;
  /** Gives stdout as one character per byte (latin1), for output whose lengths are counted in bytes. */
  readonly bytes?: boolean;
  readonly signal?: AbortSignal;
}

interface Captured {
  readonly stdout: string;
  readonly stderr: string;
  /** True when more than `outputLimit` bytes came on either stream. */
  readonly truncated: boolean;
  readonly durationMs: number;
}

export type ProcessOutcome =
  | ({ readonly kind: 'exited'; readonly code: number } & Captured)
  | ({ readonly kind: 'killed'; readonly signal: string } & Captured)
  | ({ readonly kind: 'timed-out'; readonly timeoutMs: number } & Captured)
  | ({ readonly kind: 'cancelled' } & Captured)
  | { readonly kind: 'not-started'; readonly reason: string };

export type RunProcess = (request: ProcessRequest) => Promise<ProcessOutcome>;
