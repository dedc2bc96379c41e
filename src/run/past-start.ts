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
  const start = await startFrom(ref, environment);
  if (start === undefined) {
    log.debug('versions are not compared: base-ref is not set, and this is no pull request, merge group or push to the default branch');
  }
  return start;
}

/**
 * What the tests of `undecided: new` are compared with: the base of the versions, and in a push to the default branch what that had before. Undefined
 * where nothing comes before this run's files. HEAD is no base then: compared with itself nothing is ever new.
 */
export async function testsStart(
  ref: string | undefined,
  { environment }: Pick<Surroundings, 'environment'>,
): Promise<PastStart | undefined> {
  const start = await startFrom(ref, environment);
  if (start === undefined || start.compares) return start;
  const candidates = start.candidates.filter((candidate) => candidate !== 'HEAD');
  return candidates.length === 0 ? undefined : { ...start, candidates, compares: true };
}

async function startFrom(ref: string | undefined, environment: Surroundings['environment']): Promise<PastStart | undefined> {
  if (ref !== undefined) return { candidates: [ref], compares: true, words: ref, named: true };
  const found = await readEventBase(environment);
  return found === undefined ? undefined : { ...found, named: false };
}
