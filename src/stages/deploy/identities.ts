import type { ServedIdentity } from '../../report/gateway-model.js';

/** A fleet of hundreds serves the same few policies: what gateways show of them is kept once. */
export class Identities {
  readonly #known = new Map<string, ServedIdentity>();

  /** The first of all that show the same. */
  shared(identity: ServedIdentity): ServedIdentity {
    const key = JSON.stringify([identity.name, identity.version, identity.chain]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, identity);
    return identity;
  }
}
