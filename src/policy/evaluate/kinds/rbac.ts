import type { Verdict } from '../../../report/model.js';
import { allow, type Block, block, type Decision, type KindEvaluator, undecided } from '../decision.js';
import { type Exchange, isRecord } from '../exchange.js';
import { textsOf } from '../find.js';
import { mayCallMore } from '../tools.js';

/** The documented default: https://docs.keeptrusts.com/docs/policies/rbac */
const DEFAULT_REQUIRED = ['X-User-ID'];

const ROLE_KEYS: ReadonlySet<string> = new Set(['allowed_tools', 'denied_tools']);

const COULD: readonly Verdict[] = ['allow', 'block'];

/**
 * Every header of `deny_if_missing` must be there, else the request is denied at once (https://docs.keeptrusts.com/docs/policies/rbac). Which
 * header carries the role and what tells a request's sensitivity are not documented, so rules that need them stay open where they could matter;
 * so does a header that is there without a value.
 */
export const rbac: KindEvaluator = {
  kind: 'rbac',
  looksAt: 'no-text',
  phases: ['input'],
  evaluate: (settings, exchange) => {
    const required = settings.deny_if_missing === undefined ? DEFAULT_REQUIRED : textsOf(settings.deny_if_missing);
    const missing = required.filter((name) => !exchange.headers.has(name.toLowerCase()));
    if (missing.length > 0) return block(`header ${missing.join(', ')} is missing`, []);
    if (settings.require_auth === true && !hasBearer(exchange)) return block('there is no bearer token, and require_auth is true', []);
    const empty = required.find((name) => exchange.headers.get(name.toLowerCase()) === '');
    if (empty !== undefined)
      return undecided('undocumented', COULD, `whether header ${empty} without a value is missing is not documented`);
    return byRole(settings, exchange);
  },
};

function hasBearer(exchange: Exchange): boolean {
  return /^bearer\s+\S/i.test(exchange.headers.get('authorization') ?? '');
}

function byRole(settings: Block, exchange: Exchange): Decision {
  if (rolesMatter(settings.roles, exchange)) return undecided('undocumented', COULD, 'which header carries the role is not documented');
  if (isRecord(settings.data_access)) return undecided('undocumented', COULD, 'what tells how sensitive a request is, is not documented');
  const necessary = settings.minimum_necessary;
  if (isRecord(necessary) && necessary.enabled !== false)
    return undecided('undocumented', COULD, 'what counts as health data here is not documented');
  if (settings.default_action !== undefined) return undecided('undocumented', COULD, 'default_action is in no field list');
  return allow('the required headers are there');
}

/** Roles restrict tools; a page also limits models by them, with a key that no field list has. */
function rolesMatter(roles: unknown, exchange: Exchange): boolean {
  if (!isRecord(roles)) return false;
  const onlyTools = Object.values(roles).every((role) => isRecord(role) && Object.keys(role).every((key) => ROLE_KEYS.has(key)));
  return !onlyTools || exchange.toolCalls.length > 0 || exchange.offeredTools.length > 0 || mayCallMore(exchange);
}
