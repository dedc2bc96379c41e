import { BLOCKS_GUIDE } from './guide/blocks.js';
import { CHAIN_GUIDE } from './guide/chain.js';
import type { Guide } from './guide/entry.js';
import { IDENTITY_GUIDE } from './guide/identity.js';
import { NETWORK_GUIDE } from './guide/network.js';
import { ORDER_GUIDE } from './guide/order.js';
import { PATTERNS_GUIDE } from './guide/patterns.js';
import { PROVIDERS_GUIDE } from './guide/providers.js';
import { SECRETS_GUIDE } from './guide/secrets.js';
import { SHAPE_GUIDE } from './guide/shape.js';
import { SUPPRESSIONS_GUIDE } from './guide/suppressions.js';
import { TESTING_GUIDE } from './guide/testing.js';
import { VALUES_GUIDE } from './guide/values.js';
import { YAML_GUIDE } from './guide/yaml.js';
import type { RuleId } from './rules.js';

/**
 * The long text of every rule: for the documentation, the command `explain` and the tests. Linting never loads it, because it is not needed to find
 * anything and a command starts cold.
 */
export const GUIDE: Readonly<Record<RuleId, Guide>> = {
  ...YAML_GUIDE,
  ...SHAPE_GUIDE,
  ...CHAIN_GUIDE,
  ...BLOCKS_GUIDE,
  ...TESTING_GUIDE,
  ...VALUES_GUIDE,
  ...PATTERNS_GUIDE,
  ...PROVIDERS_GUIDE,
  ...NETWORK_GUIDE,
  ...SECRETS_GUIDE,
  ...IDENTITY_GUIDE,
  ...ORDER_GUIDE,
  ...SUPPRESSIONS_GUIDE,
};
