import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readFormat, wantsJson } from '../options/format.js';
import { commandHelp } from '../options/help.js';
import { mustBeKnown } from '../options/plain-flags.js';
import { parsePolicy } from '../policy/document.js';
import { createPackEvaluator } from '../policy/evaluate/evaluate-case.js';
import { type ExplainedMatch, type ExplainedStep, type Explanation, explainChain } from '../policy/evaluate/explain-chain.js';
import { lintPolicy } from '../policy/lint/lint.js';
import type { TestInput } from '../policy/tests/cases.js';
import { documentJson, failureJson } from '../report/command-json.js';
import { breakUpCommands, logLine } from '../report/escape/log-line.js';
import { InputProblems, messageOf } from '../report/failure.js';
import type { PackIdentity } from '../report/gateway-model.js';
import { findGitRoot, openWorkspace } from '../workspace/workspace.js';

export interface TryIo {
  stdout(text: string): void;
  stderr(text: string): void;
}

const HELP = `Walks one message through the policy chain with the builtin evaluator, and says what each policy decides and why. Nothing is sent anywhere.

Options:
  --policy-file FILE    Policy file. Default: policy-config.yaml
  --message ROLE=TEXT   A message before the prompt, e.g. system=TEXT; repeat it for more.
  --header NAME=VALUE   A header of the request; repeat it for more.
  --model NAME          The model the request asks for.
  --path PATH           The path of the request.
  --answer TEXT         What the model answers, for policies that look at the answer.
  --format text|json    json prints one JSON document, also after a failure. Default: text
  -h, --help            Show this text.
`;

const FLAGS = {
  'policy-file': { type: 'string', default: 'policy-config.yaml' },
  message: { type: 'string', multiple: true, default: [] as string[] },
  header: { type: 'string', multiple: true, default: [] as string[] },
  model: { type: 'string' },
  path: { type: 'string' },
  answer: { type: 'string' },
  format: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** Longest piece of a matched text or pattern shown; the file and the prompt have the rest. */
const QUOTE_LIMIT = 120;
const TEXT_LIMIT = 500;
/** Matches shown of one policy; a text can hold thousands. */
const MATCHES_LIMIT = 10;

/**
 * `keeptrusts-policy try "PROMPT"`: explains the way of one message through the chain on stdout.
 * @returns the exit code: 0 when it could be explained, whatever the verdict; 1 for a bad command line or a file with errors.
 */
export async function tryCommand(argv: readonly string[], io: TryIo, directory: string = process.cwd()): Promise<number> {
  try {
    mustBeKnown(argv, FLAGS);
    const given = parseArgs({ args: [...argv], options: FLAGS, allowPositionals: true });
    if (given.values.help) {
      io.stdout(commandHelp('try', HELP));
      return 0;
    }
    const [prompt, ...more] = given.positionals;
    if (prompt === undefined || more.length > 0) throw new Error('write one prompt, in quotes: keeptrusts-policy try "PROMPT"');
    const { format, problem } = readFormat(given.values.format);
    if (problem !== undefined) throw new InputProblems([problem]);
    const explained = await explainPrompt(prompt, given.values, directory);
    io.stdout(format === 'json' ? answerJson(explained) : `${textOf(explained).map(breakUpCommands).join('\n')}\n`);
    return 0;
  } catch (error) {
    if (wantsJson(argv)) io.stdout(failureJson(error));
    io.stderr(`keeptrusts-policy try: ${logLine(messageOf(error))}\n`);
    return 1;
  }
}

interface Given {
  readonly 'policy-file': string;
  readonly message: readonly string[];
  readonly header: readonly string[];
  readonly model?: string | undefined;
  readonly path?: string | undefined;
  readonly answer?: string | undefined;
}

interface Explained {
  readonly file: string;
  readonly pack: PackIdentity | undefined;
  readonly explanation: Explanation;
}

async function explainPrompt(prompt: string, given: Given, directory: string): Promise<Explained> {
  const workspace = await openWorkspace((await findGitRoot(directory, '')) ?? directory, directory);
  const file = await workspace.locate(join(directory, given['policy-file']), 'policy file');
  const document = parsePolicy(new TextDecoder('utf-8', { ignoreBOM: true }).decode(await workspace.read(file, 'policy file')));
  const errors = lintPolicy(document).filter((finding) => finding.severity === 'error');
  const [first] = errors;
  if (first !== undefined) {
    const place = first.range === undefined ? file.file : `${file.file}:${first.range.start.line}`;
    const others = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
    throw new Error(`${place}: ${first.message}${others}. Correct the file first: keeptrusts-policy validate names every error`);
  }
  const { chain } = createPackEvaluator(document.value).evaluate({
    name: 'try',
    line: 0,
    input: inputOf(prompt, given),
    expected: { verdict: 'allow' },
    assertions: [],
  });
  return { file: file.file, pack: document.identity, explanation: explainChain(chain) };
}

function textOf({ pack, explanation }: Explained): readonly string[] {
  return renderExplanation(explanation, pack && `${pack.name} ${pack.version}`);
}

function answerJson({ file, pack, explanation }: Explained): string {
  const { steps, notes, verdicts } = explanation;
  return documentJson({ file, ...(pack !== undefined && { pack }), verdicts, decided: verdicts.length === 1, steps, notes });
}

function inputOf(prompt: string, { message, header, model, path, answer }: Given): TestInput {
  const headers = Object.fromEntries(header.map((one) => pairOf('--header NAME=VALUE', one)));
  const earlier = message.map((one) => pairOf('--message ROLE=TEXT', one));
  const messages = [...earlier.map(([role, content]) => ({ role, content })), { role: 'user', content: prompt }];
  return {
    messages,
    headers,
    ...(model !== undefined && { model }),
    raw: {
      messages,
      headers,
      ...(path !== undefined && { request: { path } }),
      ...(answer !== undefined && { upstream_response: answer }),
    },
  };
}

function pairOf(form: string, written: string): [string, string] {
  const at = written.indexOf('=');
  if (at < 1) throw new Error(`${JSON.stringify(written)} has no name or no "=": write ${form}`);
  return [written.slice(0, at), written.slice(at + 1)];
}

/** The explanation as lines for a terminal or a log, every text of the file and the prompt escaped; the whole chain's verdict comes last. */
export function renderExplanation({ steps, notes, verdicts }: Explanation, packName?: string): readonly string[] {
  const width = Math.max(0, ...steps.map((step) => step.kind.length));
  return [
    ...(packName === undefined ? [] : [logLine(packName, TEXT_LIMIT), '']),
    ...(steps.length === 0 ? ['The chain is empty.'] : steps.flatMap((step) => stepLines(step, Math.min(width, 40)))),
    ...notes.map((note) => `Besides: ${logLine(note, TEXT_LIMIT)}`),
    '',
    verdicts.length === 1 ? `Verdict: ${verdicts.join()}` : `Verdict: ${verdicts.join(' or ')}, undecided`,
  ];
}

function stepLines(step: ExplainedStep, width: number): string[] {
  const { kind, phase, verdicts, reason, reasonCode, matches, wayOut, unless } = step;
  const verdict = verdicts.length === 0 ? '-' : verdicts.join(' or ');
  const side = phase === 'input' ? 'request' : 'answer ';
  const code = reasonCode === undefined ? '' : ` (${logLine(reasonCode, TEXT_LIMIT)})`;
  const indent = ' '.repeat(4);
  const hidden = matches.length - MATCHES_LIMIT;
  return [
    `${String(step.index + 1).padStart(2)}. ${logLine(kind, TEXT_LIMIT).padEnd(width)} ${side} ${verdict}${code}: ${logLine(reason, TEXT_LIMIT)}`,
    ...matches.slice(0, MATCHES_LIMIT).map((match) => indent + matchLine(match)),
    ...(hidden > 0 ? [`${indent}and ${hidden} more matches`] : []),
    ...(unless === undefined ? [] : [`${indent}Not certain: ${logLine(unless, TEXT_LIMIT)}`]),
    ...(wayOut === undefined ? [] : [indent + wayOut]),
  ];
}

function matchLine({ text, place, item }: ExplainedMatch): string {
  const what = text === '' ? place : `"${logLine(text, QUOTE_LIMIT)}" in ${place}`;
  return item === undefined ? what : `${what}, by ${logLine(item, TEXT_LIMIT)}`;
}
