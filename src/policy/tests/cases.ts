import type { Expectation, Range, Verdict } from '../../report/model.js';
import { type FindingParts, type LintFinding, makeFinding, nameOfType } from '../lint/finding.js';
import { didYouMean } from '../lint/suggest.js';
import { type ConfigPath, entryOf, isMapping } from '../path.js';
import { readContent } from './content.js';
import { checkKeys, DOCUMENTED_EXPECTED } from './keys.js';

/** A message of a test conversation. */
export interface Message {
  readonly role: string;
  readonly content: string;
}

/**
 * What a test case sends. Documented besides `messages`: `headers`, `request`, `upstream_response`, `proxy_name`, `team_slugs`; `raw` holds all of it
 * as written. Source: https://docs.keeptrusts.com/docs/cli/policy-test
 */
export interface TestInput {
  readonly messages: readonly Message[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Not documented; kept because chain conditions can depend on it. */
  readonly model?: string;
  readonly raw: Readonly<Record<string, unknown>>;
}

/** One behaviour test, from a golden file or an inline suite. */
export interface TestCase {
  readonly name: string;
  readonly suite?: string;
  /** Where the expected verdict stands. */
  readonly line: number;
  readonly input: TestInput;
  readonly expected: Expectation;
  /** Quality assertions of the suite and the case, as written. An engine that cannot run them must not call the case passed. */
  readonly assertions: readonly unknown[];
  /** Keys of `expected` whose meaning is not documented: an engine that does not know them must not call the case passed. */
  readonly unread?: readonly string[];
}

export interface TestReading {
  readonly cases: readonly TestCase[];
  readonly problems: readonly LintFinding[];
}

/** The file a case is read from: where its values stand. */
export interface CaseSource {
  rangeOf(path: ConfigPath, part: 'key' | 'value'): Range | undefined;
  nearestRange(path: ConfigPath): Range;
}

/** Collects the problems of one file at their places. */
export class Problems {
  readonly findings: LintFinding[] = [];
  readonly #source: CaseSource;

  constructor(source: CaseSource) {
    this.#source = source;
  }

  add(path: ConfigPath, part: 'key' | 'value', parts: Omit<FindingParts, 'path' | 'range'>): void {
    const range = this.#source.rangeOf(path, part) ?? this.#source.nearestRange(path);
    this.findings.push(makeFinding({ ...parts, path, range }));
  }

  lineOf(path: ConfigPath): number {
    return (this.#source.rangeOf(path, 'value') ?? this.#source.nearestRange(path)).start.line;
  }
}

export interface CaseContext {
  readonly problems: Problems;
  /** The case's own place in the file. */
  readonly path: ConfigPath;
  /** Used when the case has no name. */
  readonly fallbackName: string;
  readonly suite?: string;
  readonly suiteAssertions?: readonly unknown[];
}

/** Reads one case; undefined when it cannot be run, and then a problem says why. */
export function readCase(value: unknown, context: CaseContext): TestCase | undefined {
  const { problems, path } = context;
  if (!isMapping(value)) {
    problems.add(path, 'value', {
      ruleId: 'test-case',
      message: `A test case must be an object, but is ${nameOfType(value)}`,
      help: 'Give it name, input and expected.',
    });
    return undefined;
  }
  const input = readInput(value, context);
  const expected = readExpected(value, context);
  const name = readName(value, context);
  checkKeys(value, path, problems);
  checkAssertions(value, context);
  if (input === undefined || expected === undefined) return undefined;
  const verdictPath = [...path, 'expected', 'verdict'];
  return {
    name,
    ...(context.suite === undefined ? {} : { suite: context.suite }),
    line: problems.lineOf(verdictPath),
    input,
    expected,
    assertions: [...(context.suiteAssertions ?? []), ...assertionsOf(entryOf(value, 'assertions'))],
    ...unreadExpectations(value),
  };
}

/** A list as written. What is no list is kept as one assertion that no engine can check, so that the case does not pass without it. */
export function assertionsOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [[value]];
}

/** In a policy file its lint says so. */
function checkAssertions(value: Readonly<Record<string, unknown>>, { problems, path, suite }: CaseContext): void {
  const assertions = entryOf(value, 'assertions');
  if (suite !== undefined || assertions === undefined || Array.isArray(assertions)) return;
  problems.add([...path, 'assertions'], 'value', {
    ruleId: 'test-case',
    message: `'assertions' must be a list, but is ${nameOfType(assertions)}`,
    help: 'Write a list, even of one.',
  });
}

function unreadExpectations(value: Readonly<Record<string, unknown>>): Pick<TestCase, 'unread'> {
  const expected = entryOf(value, 'expected');
  const unread = isMapping(expected) ? Object.keys(expected).filter((key) => !DOCUMENTED_EXPECTED.includes(key)) : [];
  return unread.length === 0 ? {} : { unread };
}

function readName(value: Readonly<Record<string, unknown>>, { problems, path, fallbackName }: CaseContext): string {
  const name = entryOf(value, 'name');
  if (typeof name === 'string' && name.trim() !== '') return name;
  const message = name === undefined ? 'A test case has no name' : 'The name of a test case is not a text';
  problems.add([...path, 'name'], 'value', {
    ruleId: 'test-case-name',
    message,
    help: `Add a \`name\`; until then it is called '${fallbackName}'.`,
  });
  return fallbackName;
}

function readExpected(value: Readonly<Record<string, unknown>>, { problems, path }: CaseContext): Expectation | undefined {
  const expected = entryOf(value, 'expected');
  const verdict = entryOf(expected, 'verdict');
  const verdictPath = [...path, 'expected', 'verdict'];
  if (verdict === undefined) {
    const message =
      expected === undefined
        ? "A test case has no 'expected'"
        : isMapping(expected)
          ? "'expected' has no 'verdict'"
          : `'expected' must be an object, but is ${nameOfType(expected)}`;
    problems.add(isMapping(expected) || expected === undefined ? verdictPath : [...path, 'expected'], 'value', {
      ruleId: 'test-case',
      message,
      help: 'Write the verdict you expect: allow, block, redact or escalate.',
    });
    return undefined;
  }
  const known = typeof verdict === 'string' ? verdictNamed(verdict) : undefined;
  if (known === undefined || known !== verdict) {
    const written = typeof verdict === 'string' ? `'${verdict}'` : nameOfType(verdict);
    const meant = known ?? (typeof verdict === 'string' ? didYouMean(verdict, Object.keys(VERDICT_WORDS)) : undefined);
    const help = `${meant === undefined ? '' : `Did you mean '${verdictNamed(meant)}'? `}Verdicts are: allow, block, redact, escalate.`;
    problems.add(verdictPath, 'value', { ruleId: 'test-verdict', message: `The expected verdict is ${written}`, help });
    return undefined;
  }
  const reason = entryOf(expected, 'reason_code');
  if (reason !== undefined && typeof reason !== 'string') {
    problems.add([...path, 'expected', 'reason_code'], 'value', {
      ruleId: 'test-case',
      message: `'reason_code' must be a text, but is ${nameOfType(reason)}`,
      help: 'Leave it out to accept any reason.',
    });
    return undefined;
  }
  return { verdict: known, ...(reason === undefined ? {} : { reasonCode: reason }) };
}

/** What people write for a verdict: the four words, and what the console and a tutorial call them. */
const VERDICT_WORDS: Readonly<Record<string, Verdict>> = {
  allow: 'allow',
  allowed: 'allow',
  pass: 'allow',
  block: 'block',
  blocked: 'block',
  deny: 'block',
  redact: 'redact',
  redacted: 'redact',
  escalate: 'escalate',
  escalated: 'escalate',
};

function verdictNamed(word: string): Verdict | undefined {
  const lower = word.toLowerCase();
  return Object.hasOwn(VERDICT_WORDS, lower) ? VERDICT_WORDS[lower] : undefined;
}

function readInput(value: Readonly<Record<string, unknown>>, context: CaseContext): TestInput | undefined {
  const { problems, path } = context;
  const input = entryOf(value, 'input');
  const inputPath = [...path, 'input'];
  if (!isMapping(input)) {
    const message = input === undefined ? "A test case has no 'input'" : `'input' must be an object, but is ${nameOfType(input)}`;
    problems.add(inputPath, 'value', { ruleId: 'test-case', message, help: 'Give it `messages`: a list of role and content.' });
    return undefined;
  }
  const messages = readMessages(input, [...inputPath, 'messages'], problems);
  const headers = readHeaders(input, [...inputPath, 'headers'], problems);
  if (messages === undefined || headers === undefined) return undefined;
  const model = entryOf(input, 'model');
  return {
    messages,
    ...(headers === 'none' ? {} : { headers }),
    ...(typeof model === 'string' ? { model } : {}),
    raw: input,
  };
}

function readMessages(input: Readonly<Record<string, unknown>>, path: ConfigPath, problems: Problems): readonly Message[] | undefined {
  const messages = entryOf(input, 'messages');
  if (messages === undefined) {
    // Output policies look at the answer, so that a case may consist of it alone.
    if (['request', 'upstream_response'].some((key) => Object.hasOwn(input, key))) return [];
    problems.add(path, 'value', {
      ruleId: 'test-case',
      message: "'input' has no 'messages'",
      help: 'Add a list of messages, each with role and content.',
    });
    return undefined;
  }
  if (!Array.isArray(messages)) {
    problems.add(path, 'value', {
      ruleId: 'test-case',
      message: `'messages' must be a list, but is ${nameOfType(messages)}`,
      help: 'Write one entry per message, each with role and content.',
    });
    return undefined;
  }
  const read = messages.map((message: unknown, index) => readMessage(message, [...path, index], problems));
  const complete = read.filter((message): message is Message => message !== undefined);
  return complete.length === read.length ? complete : undefined;
}

function readMessage(message: unknown, path: ConfigPath, problems: Problems): Message | undefined {
  const role = entryOf(message, 'role');
  const content = contentOf(message);
  if (typeof role === 'string' && content !== undefined) return { role, content };
  const wrong = !isMapping(message) ? undefined : typeof role === 'string' ? 'content' : 'role';
  const text =
    wrong === undefined
      ? `A message must be an object, but is ${nameOfType(message)}`
      : `A message's '${wrong}' must be a text${wrong === 'content' ? ' or a list of parts' : ''}, but is ${nameOfType(entryOf(message, wrong))}`;
  problems.add(wrong === undefined ? path : [...path, wrong], 'value', {
    ruleId: 'test-case',
    message: text,
    help: 'Write role and content as texts.',
  });
  return undefined;
}

/** Undefined when it cannot be read. A message may lack a text only when it calls a tool instead. */
function contentOf(message: unknown): string | undefined {
  const content = entryOf(message, 'content');
  const calls = ['tool_calls', 'function_call'].some((key) => isMapping(entryOf(message, key)) || Array.isArray(entryOf(message, key)));
  return content === undefined || content === null ? (calls ? '' : undefined) : readContent(content)?.text;
}

function readHeaders(
  input: Readonly<Record<string, unknown>>,
  path: ConfigPath,
  problems: Problems,
): Readonly<Record<string, string>> | 'none' | undefined {
  const headers = entryOf(input, 'headers');
  if (headers === undefined) return 'none';
  if (!isMapping(headers)) {
    problems.add(path, 'value', {
      ruleId: 'test-case',
      message: `'headers' must be an object, but is ${nameOfType(headers)}`,
      help: 'Write one `name: value` per header.',
    });
    return undefined;
  }
  const entries: [string, string][] = [];
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
      problems.add([...path, name], 'value', {
        ruleId: 'test-case',
        message: `Header '${name}' must be a text, but is ${nameOfType(value)}`,
        help: 'Put the value in quotes.',
      });
      return undefined;
    }
    entries.push([name, String(value)]);
  }
  return Object.fromEntries(entries);
}
