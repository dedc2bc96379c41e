import { decode } from '../policy/decode.js';
import { parsePolicy } from '../policy/document.js';
import { knownSecrets } from '../policy/lint/secret-forms.js';
import { literalSecrets } from '../policy/lint/secrets.js';
import { type SecretKeeper, secretsAmong } from '../report/redact.js';
import type { PackSource } from '../stages/pack.js';
import type { PolicyHistory } from '../stages/policy-history.js';
import type { Equipment, Resolved } from './equipment.js';

/** What a key that holds a secret is called. Most files have none of these words, and a history may have hundreds of files. */
const SECRET_KEY = /(?:api|access|private|public|secret)_?key|secret|token|passw|passphrase|authorization/i;

/**
 * Has the run hide the secrets written into a policy file, as gateways and kt may send them back. They are not registered with the runner, which
 * would mask what the author of the file chose; and what this run calls things by is no secret, whatever a file says.
 */
export function hidePolicySecrets(keeper: SecretKeeper | undefined, bytes: Uint8Array, names: readonly string[]): void {
  if (keeper === undefined) return;
  const text = decode(bytes);
  const values = literalSecrets(parsePolicy(text)).map(({ value }) => value);
  keeper.add(secretsAmong(values, names));
}

/** Before a gateway or kt is asked about a policy: hides what is secret in it, and whatever has the form of a key, as they may show it again. */
export function hideSecretsOf(pack: PackSource, resolved: Resolved, { surroundings: { secrets } }: Equipment): void {
  hidePolicySecrets(secrets, pack.bytes, namesOf(resolved, pack.names.file));
  hideKeyForms(secrets);
}

/** The same for what a gateway may still serve; what has the form of a key is hidden without being read. */
export function hideSecretsOfHistory(history: PolicyHistory, resolved: Resolved, { surroundings: { secrets } }: Equipment): void {
  if (history.kind !== 'read') return;
  const names = namesOf(resolved);
  for (const { bytes } of [...history.states, ...history.newer]) {
    if (SECRET_KEY.test(decode(bytes))) hidePolicySecrets(secrets, bytes, names);
  }
}

function namesOf({ staging, production, gateways }: Resolved, ...names: readonly string[]): readonly string[] {
  return [...names, ...[...(staging === undefined ? [] : [staging]), ...production, ...gateways].map(({ id }) => id)];
}

/** Has the run hide whatever has the form of a key: a gateway may show one of a configuration that this run never saw. */
export function hideKeyForms(keeper: SecretKeeper | undefined): void {
  keeper?.clean((text) =>
    knownSecrets(text).reduceRight((clean, { at, length }) => `${clean.slice(0, at)}***${clean.slice(at + length)}`, text),
  );
}
