import { describe, expect, jest, test } from '@jest/globals';
import { createPackEvaluator } from '../../../src/policy/evaluate/evaluate-case.js';
import { EVALUATORS } from '../../../src/policy/evaluate/evaluators.js';
import { coverageOf } from '../../../src/policy/tests/coverage.js';

/** Terms and patterns that the texts below hold, some of them often, and one that they never hold. */
const TERMS = ['project falcon', 'a', 'centrifuge', 'never said'];
const PATTERNS = ['\\bTICKET-[0-9]{4}\\b', '[a-z]+!', 'ignore.*previous', '(a+)+$'];

/** Compared with every word: find.test.ts has the largest distance. */
const FUZZY = { fuzzy_matching: true, max_distance: 1 };

/** A block for each kind that reads text, headers or tools; the others decide without looking. */
const BLOCKS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'agent-firewall': { allowed_tools: ['search', 'files.*', '*a*b*c'], blocked_tools: ['delete', 'x*'] },
  'citation-verifier': { extract_patterns: PATTERNS, output_action: { unverified_action: 'flag' } },
  'code-sanitizer': { additional_patterns: PATTERNS },
  'content-extractor': { allow_hosts: ['docs.example.com', 'a'], action_on_error: 'block' },
  'dlp-filter': { detect_patterns: PATTERNS, blocked_terms: TERMS.slice(2), ...FUZZY, sensitivity_level: 'strict' },
  'document-analyzer': { max_file_size_mb: 1 },
  'dual-use-filter': { blocked_terms: TERMS, action: 'redact' },
  'entity-list-filter': { blocked_entities: TERMS.slice(2), ...FUZZY },
  'financial-compliance': { blocked_patterns: PATTERNS },
  'healthcare-compliance': { blocked_patterns: PATTERNS },
  'itar-ear-filter': { blocked_terms: TERMS },
  'legal-privilege': { privilege_markers: TERMS },
  'mnpi-filter': { detect_patterns: PATTERNS },
  'pii-detector': { detect_patterns: PATTERNS, action: 'redact' },
  'prompt-injection': { attack_patterns: PATTERNS, detection: { attack_patterns: PATTERNS } },
  'quality-scorer': {
    min_output_chars: 10,
    assertions: [
      { type: 'regex', value: '(a+)+$', mode: 'enforce' },
      { type: 'contains-all', value: TERMS, case_sensitive: false },
      { type: 'is-json' },
    ],
  },
  rbac: { deny_if_missing: ['X-User-ID'], roles: { reader: { allowed_tools: ['search'] } } },
  'request-rewriter': {
    rules: [
      { pattern: '[a-z]+!', replacement: '$1' },
      { pattern: 'a', replacement: 'bb' },
    ],
    system_message: 'Be kind.',
  },
  'response-rewriter': {
    rules: [
      { pattern: 'falcon', replacement: 'bird' },
      { pattern: 'b', replacement: 'cc' },
    ],
  },
  'safety-filter': { block_if: TERMS, action: 'block' },
  'tool-budget': { budgets: { search: { max_calls: 1 } } },
  'tool-validation': { declared_tools: ['search', 'files.read'] },
  'upl-filter': { blocked_patterns: TERMS },
};

type Input = Readonly<Record<string, unknown>>;

const filled = (piece: string, length: number): string => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
const spoken = (text: string): Input => ({ messages: [{ role: 'user', content: text }], upstream_response: text });

/** Texts that are slow for a careless search: `length` is what an input has in characters, give or take a little. */
const INPUTS: Readonly<Record<string, (length: number) => Input>> = {
  'a long conversation in one message': (length) => spoken(filled('Tell project Falcon of TICKET-1234 and the centrifuge. ', length)),
  'one letter': (length) => spoken(filled('a', length)),
  'what may begin an address anywhere': (length) => spoken(filled('a.', length)),
  'marks after an address': (length) => spoken(`http://a${filled('!', length)}x`),
  addresses: (length) => spoken(filled('http://a ', length)),
  'fences of code': (length) => spoken(filled('```\n', length)),
  'attached data': (length) => spoken(filled('data:a/', length)),
  'line breaks': (length) => spoken(filled('\n', length)),
  'many messages': (length) => ({
    messages: Array.from({ length: length / 40 }, () => ({ role: 'user', content: 'a falcon!' })),
    upstream_response: 'a',
  }),
  'many tool calls': (length) => ({
    messages: [{ role: 'user', content: 'Hi', tool_calls: Array.from({ length: length / 40 }, () => ({ function: { name: 'search' } })) }],
    upstream_response: 'a',
  }),
};

function testCaseOf(raw: Input) {
  const messages = Array.isArray(raw.messages) ? raw.messages : [];
  return { name: 'large', line: 1, expected: { verdict: 'allow' } as const, assertions: [], input: { messages, raw } };
}

const LARGE = 1_000_000;
const SMALL = LARGE / 4;
const SIZED = Object.entries(INPUTS).map(([name, inputOf]) => ({ name, small: inputOf(SMALL), large: inputOf(LARGE) }));
/** Four times the text takes four times as long; a search of quadratic time takes sixteen times as long. */
const LARGEST_RATIO = 10;
/** Below this, times are those of the machine and not of the text. */
const NOISE_MS = 400;
/** What a quarter of a megabyte never takes: a search that does would hold the test for minutes at full length. */
const LONGEST_SMALL_MS = 4000;

/** Milliseconds an evaluation and the coverage of it take. */
function timeOf(root: Input, raw: Input): number {
  const testCase = testCaseOf(raw);
  const started = performance.now();
  const evaluator = createPackEvaluator(root);
  const evaluation = evaluator.evaluate(testCase);
  coverageOf(root, evaluator.entries, [{ testCase, evaluation, outcome: 'passed' }]);
  return performance.now() - started;
}

/** The inputs that take longer than in proportion to their length; measured again where they seem to, since the machine does other things too. */
function slowInputs(kind: string): readonly string[] {
  const root = { policies: { chain: [kind] }, policy: { [kind]: BLOCKS[kind] ?? {} } };
  // A kind that reads nothing of a case needs no more than one to show it.
  const inputs = BLOCKS[kind] === undefined ? SIZED.slice(0, 1) : SIZED;
  return inputs.flatMap(({ name, small, large }) => {
    for (let tries = 0; tries < 3; tries += 1) {
      const smallMs = timeOf(root, small);
      if (smallMs > LONGEST_SMALL_MS) return [`${name}: ${Math.round(smallMs)} ms for a quarter`];
      if (timeOf(root, large) < Math.max(NOISE_MS, LARGEST_RATIO * smallMs)) return [];
    }
    return [name];
  });
}

describe('a message of a megabyte takes linear time', () => {
  jest.setTimeout(120_000);

  test.each([...EVALUATORS.keys()])('in %s', (kind) => {
    expect(slowInputs(kind)).toEqual([]);
  });

  test('in terms whose case is open, in thousands of messages', () => {
    const messages = Array.from({ length: 60_000 }, () => ({ role: 'user', content: 'A' }));
    const root = { policies: { chain: ['safety-filter'] }, policy: { 'safety-filter': { block_if: ['a', 'A'], action: 'block' } } };
    expect(timeOf(root, { messages })).toBeLessThan(LONGEST_SMALL_MS);
  });

  test('in rules that multiply the text, which then is not certain', () => {
    // Together 900 million characters, more than a string can have.
    const rules = [
      { pattern: 'x', replacement: 'a'.repeat(9000) },
      { pattern: 'a', replacement: 'b'.repeat(100_000) },
    ];
    const root = { policies: { chain: ['request-rewriter'] }, policy: { 'request-rewriter': { rules } } };
    const result = createPackEvaluator(root).evaluate(testCaseOf(spoken('x')));
    expect(result.verdicts).toEqual(['allow']);
    expect(result.chain.steps[0]?.outcome).toMatchObject({ doubts: { request: 'any' } });
  });
});
