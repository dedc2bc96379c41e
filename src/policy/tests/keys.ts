import { didYouMean } from '../lint/suggest.js';
import { type ConfigPath, entryOf, isMapping } from '../path.js';
import type { Problems } from './cases.js';

/** A key that begins so is documented, and its end could not be read (https://docs.keeptrusts.com/docs/policies/config-testing). */
const CUT_OFF = 'gateway_';

const DOCUMENTED_INPUT: readonly string[] = ['messages', 'headers', 'request', 'upstream_response', 'proxy_name', 'team_slugs'];

/** Parts of a request that may stand beside the messages as well: they are read where a policy or a condition needs them. */
const OTHER_INPUT: readonly string[] = ['model', 'tools', 'tool_choice', 'functions', 'metadata', 'files', 'attachments', 'documents'];

/** What a case may expect. */
export const DOCUMENTED_EXPECTED: readonly string[] = ['verdict', 'reason_code'];

/**
 * Keys of a case and its parts. The documentation does not refuse others; but a misspelt one is an input that is not sent, or an expectation that nobody
 * checks. Sources: https://docs.keeptrusts.com/docs/cli/policy-test and https://docs.keeptrusts.com/docs/policies/config-testing
 */
const KEYS: readonly { readonly below: readonly string[]; readonly documented: readonly string[]; readonly others?: readonly string[] }[] =
  [
    { below: [], documented: ['name', 'description', 'input', 'expected', 'assertions', 'metadata'] },
    { below: ['input'], documented: DOCUMENTED_INPUT, others: OTHER_INPUT },
    { below: ['expected'], documented: DOCUMENTED_EXPECTED },
  ];

/** Told of one part of a case: whoever wrote more than a few has not written a test case. */
const MOST_KEYS = 10;

/** Warns of keys of a test case that nobody reads. */
export function checkKeys(value: unknown, path: ConfigPath, problems: Problems): void {
  for (const { below, documented, others = [] } of KEYS) {
    const part = below.reduce(entryOf, value);
    if (!isMapping(part)) continue;
    const owner = below[0] === undefined ? 'a test case' : `'${below[0]}' of a test case`;
    const unknown = Object.keys(part).filter((one) => !isRead(one, documented) && !others.includes(one));
    for (const key of unknown.slice(0, MOST_KEYS)) {
      const meant = didYouMean(key, [...documented, ...others]) ?? documented.find((one) => one.startsWith(key));
      if (isReportedAsMissing(meant, part)) continue;
      problems.add([...path, ...below, key], 'key', {
        ruleId: 'test-key',
        message: `Unknown key '${key}' in ${owner}`,
        help: meant === undefined ? `Documented are: ${documented.join(', ')}` : `Did you mean '${meant}'?`,
      });
    }
  }
}

/** A misspelt key that a case must have is one fault, told where the key is missing. An answer or a request may stand for the messages. */
function isReportedAsMissing(meant: string | undefined, part: Readonly<Record<string, unknown>>): boolean {
  if (meant === undefined || Object.hasOwn(part, meant)) return false;
  if (meant === 'messages') return !Object.hasOwn(part, 'request') && !Object.hasOwn(part, 'upstream_response');
  return ['name', 'input', 'expected', 'verdict'].includes(meant);
}

/** Whether a key of `input` is one that is known. */
export function isInputKey(key: string): boolean {
  return isRead(key, DOCUMENTED_INPUT) || OTHER_INPUT.includes(key);
}

function isRead(key: string, documented: readonly string[]): boolean {
  return documented.includes(key) || (documented === DOCUMENTED_INPUT && key.startsWith(CUT_OFF));
}
