import type { ServedIdentity } from '../report/gateway-model.js';
import { oneLine } from './http-text.js';
import type { KtAnswer } from './kt.js';
import { type Exited, excerpt, isRecord, jsonIn, whyNoAnswer } from './kt-output.js';
import type { ProcessOutcome } from './process.js';

/** Characters kept of a complaint, and of a pack's name or version (https://docs.keeptrusts.com/docs/policies/config-pack-metadata). */
const SAID_LIMIT = 200;
const NAME_LIMIT = 200;
/** Levels of kt's JSON that are searched for a pack; deeper ones would exhaust the stack before they help. */
const DEPTH_LIMIT = 8;

/** A line of a unified diff: its exit code is not documented, so that 0 next to such lines must not pass as "no difference". */
const DIFFERENCE_LINE = /^[ \t]*[+-](?![-=\s]*$)/m;

/**
 * What `kt gateway diff` came to (https://docs.keeptrusts.com/docs/cli/gateway-admin). `said` is empty only where it exited with 0 and
 * printed nothing that looks like a difference. Its stdout is never quoted: it may be a configuration with secrets.
 * @param secrets values that are replaced by `***` in what is quoted.
 */
export function parseDiff(outcome: ProcessOutcome, secrets: readonly string[] = []): KtAnswer {
  if (outcome.kind !== 'exited') return { kind: 'unusable', reason: `kt gateway diff ${whyNoAnswer(outcome)}` };
  const complaint = firstLine(outcome, secrets);
  if (outcome.code !== 0) return { kind: 'answered', exitCode: outcome.code, said: complaint };
  return { kind: 'answered', exitCode: 0, said: DIFFERENCE_LINE.test(outcome.stdout) ? 'it lists differences' : '' };
}

/**
 * What `kt gateway inspect` came to. The form of its answer is not documented: JSON in it is searched for packs, and what it shows
 * counts only when all packs found have the same name and version, since one of several may be the one that is still to come.
 */
export function parseInspect(outcome: ProcessOutcome, secrets: readonly string[] = []): KtAnswer {
  if (outcome.kind !== 'exited') return { kind: 'unusable', reason: `kt gateway inspect ${whyNoAnswer(outcome)}` };
  const answered = { kind: 'answered', exitCode: outcome.code, said: outcome.code === 0 ? '' : firstLine(outcome, secrets) } as const;
  if (outcome.code !== 0) return answered;
  const [pack, ...others] = packsIn(jsonIn(outcome), 0);
  if (pack === undefined || others.some((other) => other.name !== pack.name || other.version !== pack.version)) return answered;
  const clean = (text: string): string => oneLine(excerpt(text, secrets), NAME_LIMIT);
  return { ...answered, shows: { name: clean(pack.name), version: clean(pack.version) } };
}

function firstLine(outcome: Exited, secrets: readonly string[]): string {
  const line = outcome.stderr.split(/\r?\n/).find((one) => one.trim() !== '');
  return line === undefined ? 'nothing on stderr' : excerpt(line, secrets, SAID_LIMIT);
}

type Pack = Required<Pick<ServedIdentity, 'name' | 'version'>>;

/** Every mapping below a key `pack` that has a text in name and version, as the documented configuration has it. */
function packsIn(value: unknown, depth: number): Pack[] {
  if (depth > DEPTH_LIMIT) return [];
  if (Array.isArray(value)) return value.flatMap((item: unknown) => packsIn(item, depth + 1));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => (key === 'pack' ? packOf(item) : packsIn(item, depth + 1)));
}

function packOf(value: unknown): Pack[] {
  if (!isRecord(value)) return [];
  const { name, version } = value;
  return typeof name === 'string' && typeof version === 'string' ? [{ name, version }] : [];
}
