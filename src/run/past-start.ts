import { readEventBase } from '../github/event-base.js';
import type { Severity } from '../report/model.js';
import type { PastStart } from '../stages/past.js';
import type { Surroundings } from './surroundings.js';

const RULES = ['version-not-bumped', 'version-reused', 'version-lowered'] as const;

/**
 * What the versions are compared with, if anything: `base-ref`, else what the event says. No git is started where neither is known, so that
 * linting a file in a terminal costs no process.
 */
export async function pastStart(
  ref: string | undefined,
  severities: ReadonlyMap<string, Severity | 'off'>,
  { environment, log }: Pick<Surroundings, 'environment' | 'log'>,
): Promise<PastStart | undefined> {
  if (RULES.every((rule) => severities.get(rule) === 'off')) return undefined;
  if (ref !== undefined) return { candidates: [ref], compares: true, words: ref, named: true };
  const found = await readEventBase(environment);
  if (found === undefined) {
    log.debug('versions are not compared: base-ref is not set, and this is no pull request, merge group or push to the default branch');
    return undefined;
  }
  return { ...found, named: false };
}
