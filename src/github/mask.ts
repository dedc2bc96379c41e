import type { Secret } from '../options/types.js';
import { secretParts } from '../report/redact.js';
import { maskCommand } from './commands.js';

/**
 * Registers input tokens with the runner, before anything else is written. Only tokens the user gave: masking text out of a
 * policy file would let its author choose what the runner blanks, and an output that holds a masked value is dropped
 * (https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/pass-job-outputs). Pieces too short to
 * be a secret, such as the `}` of a multi-line key, are left out for the same reason.
 */
export function maskSecrets(secrets: readonly (Secret | undefined)[], write: (text: string) => void): void {
  const values = secrets.flatMap((secret) => (secret === undefined ? [] : secretParts(secret.reveal())));
  for (const value of new Set(values)) write(`${maskCommand(value)}\n`);
}
