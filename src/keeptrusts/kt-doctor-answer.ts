import { stripVTControlCharacters } from 'node:util';
import type { DoctorReading } from '../report/gateway-model.js';
import { type Exited, excerpt, isRecord, jsonIn, textField, whyNoAnswer } from './kt-output.js';
import type { ProcessOutcome } from './process.js';

type Check = DoctorReading['checks'][number];

/** Checks kept of one answer, and characters of a name or status. */
const CHECK_LIMIT = 50;
const FIELD_LIMIT = 200;

const NAME_FIELDS = ['name', 'check', 'id', 'title', 'component'];
const STATUS_FIELDS = ['status', 'state', 'result', 'outcome'];
const TRUTH_FIELDS = ['ok', 'passed', 'healthy', 'success'];
/** Words that make a bare text at the top level a status: other texts there may be anything. */
const STATUS_WORDS =
  /^(?:ok|pass(?:ed)?|healthy|reachable|valid|fail(?:ed|ure)?|error|warn(?:ing)?|unhealthy|unreachable|degraded|invalid|skipped|down|up)$/i;

const MARKS: Readonly<Record<string, string>> = { '✓': 'ok', '✔': 'ok', '✗': 'failed', '✖': 'failed', '⚠': 'warning' };

/**
 * What `kt doctor --json` showed. Neither its JSON nor its exit codes are documented, so the exit code is kept as it is, and every
 * entry that looks like a check: an item with a name and a status, a map of them, or the ticked lines of
 * https://docs.keeptrusts.com/docs/tutorials/cli/gateway-health-monitoring. `unread` says why there are none.
 */
export function parseDoctor(outcome: ProcessOutcome, secrets: readonly string[] = []): DoctorReading {
  if (outcome.kind !== 'exited') return { checks: [], unread: `kt doctor ${whyNoAnswer(outcome)}` };
  const answer = jsonIn(outcome);
  const found = answer === undefined ? checksInText(outcome) : checksIn(answer);
  const checks = found.slice(0, CHECK_LIMIT).map(({ name, status }) => ({
    name: excerpt(name, secrets, FIELD_LIMIT),
    status: excerpt(status, secrets, FIELD_LIMIT),
  }));
  if (checks.length > 0) return { exitCode: outcome.code, checks };
  return {
    exitCode: outcome.code,
    checks,
    unread: `kt doctor exited with ${outcome.code} and its output has no check that can be recognised`,
  };
}

function checksIn(answer: unknown): Check[] {
  if (Array.isArray(answer))
    return answer.flatMap((item: unknown) => (isRecord(item) ? checkOf(item, textField(item, NAME_FIELDS, FIELD_LIMIT)) : []));
  if (!isRecord(answer)) return [];
  for (const key of ['checks', 'results', 'diagnostics']) {
    const nested = checksIn(answer[key]);
    if (nested.length > 0) return nested;
  }
  return Object.entries(answer).flatMap(([key, value]) => entryCheck(key, value));
}

function entryCheck(name: string, value: unknown): Check[] {
  if (isRecord(value)) return checkOf(value, name);
  if (typeof value === 'boolean') return [{ name, status: value ? 'ok' : 'failed' }];
  return typeof value === 'string' && STATUS_WORDS.test(value) ? [{ name, status: value }] : [];
}

function checkOf(item: Readonly<Record<string, unknown>>, name: string | undefined): Check[] {
  if (name === undefined) return [];
  const status = textField(item, STATUS_FIELDS, FIELD_LIMIT);
  if (status !== undefined) return [{ name, status }];
  const truth = TRUTH_FIELDS.map((field) => item[field]).find((value) => typeof value === 'boolean');
  return truth === undefined ? [] : [{ name, status: truth ? 'ok' : 'failed' }];
}

function checksInText(outcome: Exited): Check[] {
  return stripVTControlCharacters(`${outcome.stdout}\n${outcome.stderr}`)
    .split(/\r?\n/)
    .flatMap((row) => {
      const ticked = /^\s*([✓✔✗✖⚠])\uFE0F?\s+(\S.*)$/.exec(row);
      const status = MARKS[ticked?.[1] ?? ''];
      return status === undefined ? [] : [{ name: ticked?.[2] ?? '', status }];
    });
}
