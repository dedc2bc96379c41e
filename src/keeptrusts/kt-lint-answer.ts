import { stripVTControlCharacters } from 'node:util';
import type { KtLint, KtLintProblem } from './kt.js';
import { type Exited, isRecord, jsonIn, textField, whatItSaid, whyNoAnswer } from './kt-output.js';
import type { ProcessOutcome } from './process.js';

const COMMAND = 'kt policy lint';

/** Characters kept of one field of a problem. */
const FIELD_LIMIT = 1_000;

/**
 * What `kt policy lint --json` said (https://docs.keeptrusts.com/docs/cli/policy-lint). The exit code and `valid` must agree:
 * 0 is valid, any other code is failed, because pages disagree on what 1 and 2 mean. A disagreement is never a pass. Without
 * JSON, the three text forms of the documentation are read; anything else with exit code 0 is unusable.
 */
export function parseLint(outcome: ProcessOutcome): KtLint {
  const why = whyNoAnswer(outcome);
  if (outcome.kind !== 'exited') return { kind: 'unusable', reason: `${COMMAND} ${why}` };
  return lintFromJson(outcome) ?? lintFromText(outcome);
}

function lintFromJson(outcome: Exited): KtLint | undefined {
  const answer = jsonIn(outcome);
  if (!isRecord(answer) || typeof answer.valid !== 'boolean') return undefined;
  const errors = problemsOf(answer.errors, 'error');
  const problems = [...errors, ...problemsOf(answer.warnings, 'warning')];
  const contradictions: string[] = [];
  if (answer.valid && outcome.code !== 0) contradictions.push(`its answer says valid, and it exited with ${outcome.code}`);
  if (!answer.valid && outcome.code === 0) contradictions.push('its answer says not valid, and it exited with 0');
  if (answer.valid && errors.length > 0) contradictions.push('its answer says valid, and it lists errors');
  for (const contradiction of contradictions) problems.push(error(`${COMMAND} contradicts itself: ${contradiction}`));
  const valid = answer.valid && contradictions.length === 0;
  if (!valid && problems.every((problem) => problem.severity === 'warning'))
    problems.push(error(`${COMMAND} says the file is not valid and names no error`));
  return { kind: 'answered', valid, problems };
}

function problemsOf(list: unknown, severity: KtLintProblem['severity']): KtLintProblem[] {
  if (!Array.isArray(list)) return [];
  return list.map((item: unknown) => {
    if (!isRecord(item)) return { severity, message: typeof item === 'string' ? item.slice(0, FIELD_LIMIT) : 'kt gave no message' };
    const code = textField(item, ['code'], FIELD_LIMIT);
    const path = textField(item, ['path'], FIELD_LIMIT);
    const help = textField(item, ['suggestion', 'help', 'hint'], FIELD_LIMIT);
    return {
      severity,
      message: textField(item, ['message', 'error', 'description'], FIELD_LIMIT) ?? 'kt gave no message',
      ...(code === undefined ? {} : { code }),
      ...(path === undefined ? {} : { path }),
      ...(typeof item.line === 'number' && Number.isSafeInteger(item.line) && item.line > 0 ? { line: item.line } : {}),
      ...(help === undefined ? {} : { help }),
    };
  });
}

function lintFromText(outcome: Exited): KtLint {
  const text = stripVTControlCharacters(`${outcome.stdout}\n${outcome.stderr}`);
  const problems = problemsInText(text);
  const saysError = problems.some((problem) => problem.severity === 'error');
  if (outcome.code !== 0) {
    if (!saysError) problems.push(error(`${COMMAND} exited with ${outcome.code} and said: ${whatItSaid(outcome)}`));
    return { kind: 'answered', valid: false, problems };
  }
  if (saysError) {
    problems.push(error(`${COMMAND} contradicts itself: it lists errors, and it exited with 0`));
    return { kind: 'answered', valid: false, problems };
  }
  if (/^\s*(?:OK|✓|✔)\s+\S.* is valid\s*$/m.test(text)) return { kind: 'answered', valid: true, problems };
  return { kind: 'unusable', reason: `${COMMAND} exited with 0 and gave no answer that can be read; it said: ${whatItSaid(outcome)}` };
}

const CODED = /^\s*(error|warning)\[([A-Za-z]+\d+)\]:\s*(.+)$/;
const ARROW = /^\s*-->\s*(\S.*)$/;
const HELP = /^\s*help:\s*(\S.*)$/;
const AT_LINE = /^\s*[✗✖xX]\s+Configuration error at line (\d+):\s*$/;
const PATH_AND_MESSAGE = /^\s*([A-Za-z_][\w-]*(?:\.[\w-]+|\[\d+\])*):\s+(\S.*)$/;
const FAILED_COUNT = /^\s*policy lint failed \(\d+ errors?(?:\(s\))?\)\s*$/m;

/**
 * The problems of the three text forms in print: `error[E001]: …` with `-->` and `help:`, `path: message` lines closed by
 * "policy lint failed (N error(s))", and "Configuration error at line N:" followed by one `path: message`.
 * https://docs.keeptrusts.com/docs/cli/policy-lint https://docs.keeptrusts.com/docs/features/cli/config-validation
 * https://docs.keeptrusts.com/docs/tutorials/cli/policy-testing-ci
 */
function problemsInText(text: string): KtLintProblem[] {
  const problems: KtLintProblem[] = [];
  const plainForm = FAILED_COUNT.test(text);
  let line: number | undefined;
  for (const row of text.split(/\r?\n/)) {
    const coded = CODED.exec(row);
    const atLine = AT_LINE.exec(row);
    if (coded !== null) problems.push(codedProblem(coded));
    else if (atLine !== null) line = Number(atLine[1]);
    else if (!addDetail(problems, row)) {
      const plain = plainForm || line !== undefined ? PATH_AND_MESSAGE.exec(row) : null;
      if (plain !== null) problems.push(plainProblem(plain, line));
      line = undefined;
    }
  }
  return problems;
}

function codedProblem([, severity, code = '', message = '']: RegExpExecArray): KtLintProblem {
  return { severity: severity === 'warning' ? 'warning' : 'error', code, message: message.slice(0, FIELD_LIMIT).trimEnd() };
}

function plainProblem([, path = '', message = '']: RegExpExecArray, line: number | undefined): KtLintProblem {
  return { severity: 'error', path, message: message.slice(0, FIELD_LIMIT).trimEnd(), ...(line === undefined ? {} : { line }) };
}

/** Adds `-->` and `help:` rows to the coded problem above them. */
function addDetail(problems: KtLintProblem[], row: string): boolean {
  const last = problems.at(-1);
  if (last?.code === undefined) return false;
  const path = ARROW.exec(row)?.[1]?.trim();
  const help = HELP.exec(row)?.[1]?.trim();
  if (path === undefined && help === undefined) return false;
  problems[problems.length - 1] = { ...last, ...(path === undefined ? {} : { path }), ...(help === undefined ? {} : { help }) };
  return true;
}

function error(message: string): KtLintProblem {
  return { severity: 'error', message };
}
