import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import type { Report } from '../../src/report/model.js';
import { annotationsIn, commandIn } from './annotations.js';
import { ROOT } from './node.js';

/** What holds for every step, whatever it was asked to do. The harness checks it after each one, so that no test can forget it. */

export interface ActionFile {
  /** The bundle that `runs.main` names. */
  readonly main: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** The action.yml of an entry as the runner reads it. */
export function readActionFile(entry: 'root' | 'validate' | 'deploy' | 'verify'): ActionFile {
  const directory = entry === 'root' ? ROOT : join(ROOT, entry);
  const action: unknown = parse(readFileSync(join(directory, 'action.yml'), 'utf8'));
  if (!isRecord(action) || !isRecord(action.runs) || typeof action.runs.main !== 'string') throw new Error(`${entry}: no runs.main`);
  if (action.runs.using !== 'node24') throw new Error(`${entry}: not a node24 action`);
  const namesOf = (value: unknown): readonly string[] => (isRecord(value) ? Object.keys(value) : []);
  return { main: join(directory, action.runs.main), inputs: namesOf(action.inputs), outputs: namesOf(action.outputs) };
}

const SUCCESSES: readonly string[] = ['passed', 'inconclusive', 'promoted', 'staged', 'planned', 'unchanged', 'verified'];
const COMMANDS: readonly string[] = ['add-mask', 'group', 'endgroup', 'debug', 'error', 'warning', 'notice'];
/** Annotations of one level that a step may make (https://docs.github.com/en/rest/checks/runs). */
const ANNOTATIONS_PER_LEVEL = 10;
const OWN_TAGS = /<\/?(?:br|details|summary|code)>/g;

const schema: unknown = JSON.parse(readFileSync(join(ROOT, 'schema', 'report.schema.json'), 'utf8'));

function compile(): ValidateFunction<Report> {
  if (!isRecord(schema)) throw new Error('the report schema is no object');
  return new Ajv2020({ strict: true, allErrors: true }).compile<Report>(schema);
}

const isReport = compile();

/** The report of a step, checked against the published schema. */
export async function readReport(path: string | undefined): Promise<Report> {
  if (path === undefined || path === '') throw new Error('the step set no output "report"');
  return asReport(JSON.parse(await readFile(path, 'utf8')));
}

/** @throws Error when the value is no report as the published schema has it. */
export function asReport(value: unknown): Report {
  if (isReport(value)) return value;
  throw new Error(`the report does not fit its schema: ${JSON.stringify(isReport.errors)}`);
}

export interface EndedStep {
  readonly action: ActionFile;
  readonly exitCode: number;
  readonly outputs: Readonly<Record<string, string>>;
  readonly lines: readonly string[];
  readonly summary: string;
  readonly wantsSummary: boolean;
  readonly report: Report;
  readonly secrets: readonly string[];
  /** The step's directory, which is RUNNER_TEMP too. */
  readonly directory: string;
}

/** @throws Error naming every promise that the step broke. */
export async function checkStep(step: EndedStep): Promise<void> {
  const broken = [
    ...exitProblems(step),
    ...outputProblems(step),
    ...logProblems(step.lines),
    ...summaryProblems(step),
    ...(await leakProblems(step)),
    ...(await leftovers(step.directory)),
  ];
  if (broken.length > 0) throw new Error(`the step broke promises:\n- ${broken.join('\n- ')}\n\n${step.lines.join('\n')}`);
}

function exitProblems({ exitCode, report, lines }: EndedStep): string[] {
  const errors = annotationsIn(lines).filter((one) => one.level === 'error');
  if (exitCode === 0) {
    return SUCCESSES.includes(report.result) && report.failure === undefined ? [] : [`exit code 0 with result ${report.result}`];
  }
  const problems = exitCode === 1 ? [] : [`exit code ${exitCode}`];
  if (errors.length === 0) problems.push('it failed and says no error');
  if (errors.some((one) => /\n {4}at /.test(one.message))) problems.push('an error shows a stack trace');
  if (errors.some((one) => one.message.includes('report this as a bug'))) problems.push('an expected failure is called a bug');
  return problems;
}

function outputProblems({ action, outputs, report }: EndedStep): string[] {
  const strangers = Object.keys(outputs).filter((name) => !action.outputs.includes(name));
  const problems = strangers.map((name) => `output ${name} is not declared in action.yml`);
  if (outputs.result !== report.result) problems.push(`output result ${outputs.result ?? ''} is not the report's ${report.result}`);
  return problems;
}

function logProblems(lines: readonly string[]): string[] {
  const commands = lines.flatMap((line) => commandIn(line) ?? []);
  const problems = commands.filter(({ name }) => !COMMANDS.includes(name)).map(({ name }) => `command ${name} in the log`);
  for (const level of ['error', 'warning', 'notice']) {
    const count = commands.filter(({ name }) => name === level).length;
    if (count > ANNOTATIONS_PER_LEVEL) problems.push(`${count} annotations of level ${level}`);
  }
  const opened = commands.filter(({ name }) => name === 'group').length;
  if (opened !== commands.filter(({ name }) => name === 'endgroup').length) problems.push('a group is not closed');
  let folded = false;
  for (const { name } of commands) {
    folded = name === 'group' || (folded && name !== 'endgroup');
    if (folded && ['error', 'warning', 'notice'].includes(name)) problems.push(`an annotation of level ${name} is folded away in a group`);
  }
  if (lines.some((line) => /[\u0000-\u0008\u000b-\u001f\u007f]/.test(line))) problems.push('a control character in the log');
  return problems;
}

function summaryProblems({ summary, wantsSummary, report }: EndedStep): string[] {
  if (!wantsSummary) return summary === '' ? [] : ['a summary although it is switched off'];
  const problems = /^## \S/.test(summary.trimStart()) ? [] : ['the summary does not begin with the result'];
  if (report.emulated === true && !summary.toLowerCase().includes('emulated'))
    problems.push('the summary does not say that it is emulated');
  // Our own tags go only after the code spans, so that nothing can be put together by their removal.
  const outside = outsideCode(summary).replaceAll(OWN_TAGS, ' ');
  if (/<[a-z/!]/i.test(outside)) problems.push('raw HTML in the summary');
  return problems;
}

/** A summary without its code spans, which show their text as it is. */
export function outsideCode(markdown: string): string {
  return markdown.replaceAll(/(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)/g, ' ');
}

async function leakProblems({ lines, secrets, directory }: EndedStep): Promise<string[]> {
  const names = await readdir(directory);
  const files = await Promise.all(
    names.map(async (name) => ({ name, text: await readFile(join(directory, name), 'utf8').catch(() => '') })),
  );
  const shown = lines.filter((line) => !line.startsWith('::add-mask::'));
  return secrets
    .filter((secret) => secret !== '')
    .flatMap((secret) => [
      ...(shown.some((line) => line.includes(secret)) ? ['a secret in the log'] : []),
      ...files.filter(({ text }) => text.includes(secret)).map(({ name }) => `a secret in ${name}`),
    ]);
}

/** RUNNER_TEMP belongs to the whole job: nothing stays there but the reports and results that were asked for, and the journal of writes that the post step reads. */
async function leftovers(directory: string): Promise<string[]> {
  const names = await readdir(directory);
  const known =
    /^(?:output|summary\.md|path|env|state|release-record\.json|results\.sarif|junit\.xml|keeptrusts-(?:policy|validate|deploy|verify)-report-\d+\.json|keeptrusts-journal-\d+\.jsonl)$/;
  return names.filter((name) => !known.test(name)).map((name) => `${name} is left in RUNNER_TEMP`);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
