import { describe, expect, test } from '@jest/globals';
import { runChain } from '../../../src/policy/evaluate/chain.js';
import { chainEntries } from '../../../src/policy/evaluate/entries.js';
import { EVALUATORS } from '../../../src/policy/evaluate/evaluators.js';
import { exchangeOf } from '../../../src/policy/evaluate/exchange.js';
import { createPatternSource } from '../../../src/policy/evaluate/patterns.js';

interface Input {
  readonly says?: string;
  readonly answer?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly model?: string;
  readonly path?: string;
}

function run(chain: readonly unknown[], policy: Readonly<Record<string, unknown>>, { says = 'Hi', answer, path, ...input }: Input = {}) {
  const messages = [{ role: 'user', content: says }];
  const raw = { messages, ...(answer !== undefined && { upstream_response: answer }), ...(path !== undefined && { request: { path } }) };
  const pack = { root: { policy }, patterns: createPatternSource() };
  const result = runChain(chainEntries({ policies: { chain } }), exchangeOf({ messages, raw, ...input }), pack, EVALUATORS);
  return {
    verdicts: [...new Set(result.outcomes.map((one) => one.verdict))].sort(),
    said: result.steps.map(({ entry, phase, outcome }) => {
      const what = outcome.kind === 'decided' ? outcome.verdict : outcome.kind === 'undecided' ? `open: ${outcome.cause}` : outcome.kind;
      return `${entry.kind} ${phase} ${what}`;
    }),
    open: result.open,
  };
}

const DLP = { blocked_terms: ['orion'], action: 'block' };
const REDACT = { blocked_terms: ['orion'], action: 'redact' };
const ENTITY = { blocked_entities: ['Huawei'] };

describe('entries of a chain', () => {
  test('are kinds, or kinds with conditions; anything else is left out', () => {
    const chain = [
      'rbac',
      { 'dlp-filter': { when: { path: '/v1' }, stage: 'pre-request', parallel: true } },
      7,
      { a: {}, b: {} },
      { 'audit-logger': null },
    ];
    expect(chainEntries({ policies: { chain } })).toEqual([
      { index: 0, kind: 'rbac' },
      { index: 1, kind: 'dlp-filter', when: { path: '/v1' }, stage: 'pre-request', parallel: true },
      { index: 4, kind: 'audit-logger' },
    ]);
  });

  test('with conditions of a shape that is not documented are targeted at something', () => {
    expect(chainEntries({ policies: { chain: [{ rbac: { teams: ['a'] } }, { rbac: { when: 'always' } }] } })).toEqual([
      { index: 0, kind: 'rbac', targeted: true },
      { index: 1, kind: 'rbac', targeted: true },
    ]);
  });

  test('a document without a chain has none', () => {
    expect(chainEntries({})).toEqual([]);
    expect(chainEntries({ policies: [] })).toEqual([]);
  });
});

describe('a chain', () => {
  test('runs the request through all its entries, then the answer', () => {
    const { said, verdicts } = run(
      ['audit-logger', 'entity-list-filter', 'citation-verifier', 'dlp-filter'],
      {
        'dlp-filter': DLP,
        'citation-verifier': { output_action: { unverified_action: 'flag' } },
      },
      { answer: 'Hello' },
    );
    expect(said).toEqual([
      'audit-logger input allow',
      'entity-list-filter input allow',
      'dlp-filter input allow',
      'entity-list-filter output allow',
      'citation-verifier output allow',
      'dlp-filter output allow',
    ]);
    expect(verdicts).toEqual(['allow']);
  });

  test('ends at a certain block: later entries and the answer are not reached', () => {
    const { said, verdicts } = run(['dlp-filter', 'audit-logger', 'upl-filter'], { 'dlp-filter': DLP }, { says: 'orion', answer: 'Hi' });
    expect(said).toEqual([
      'dlp-filter input block',
      'audit-logger input not-reached',
      'dlp-filter output not-reached',
      'upl-filter output not-reached',
    ]);
    expect(verdicts).toEqual(['block']);
  });

  test('goes on behind a block that is only possible', () => {
    expect(run(['prompt-injection', 'dlp-filter'], { 'dlp-filter': DLP }, { says: 'orion' }).verdicts).toEqual(['block']);
    expect(run(['prompt-injection', 'dlp-filter'], { 'dlp-filter': DLP }).verdicts).toEqual(['allow', 'block']);
  });

  test('a policy that is configured but not in the chain never runs', () => {
    expect(run(['audit-logger'], { 'dlp-filter': DLP }, { says: 'orion' }).verdicts).toEqual(['allow']);
  });

  test('a kind that nobody knows may do anything', () => {
    const { said, verdicts } = run(['content-filter'], {});
    expect(said).toEqual(['content-filter input open: unknown-kind']);
    expect(verdicts).toEqual(['allow', 'block', 'escalate', 'redact']);
  });

  test('names that every object inherits are no kinds', () => {
    expect(run(['constructor'], {}).said).toEqual(['constructor input open: unknown-kind']);
  });

  test('says of each open entry why', () => {
    expect(run(['prompt-injection', 'audit-logger', 'bias-monitor'], {}).open.map(({ kind, cause }) => [kind, cause])).toEqual([
      ['prompt-injection', 'unpublished-list'],
      ['bias-monitor', 'no-answer'],
    ]);
  });
});

describe('the text that later policies see', () => {
  const chain = ['dual-use-filter', 'dlp-filter'];

  test('is without what was redacted', () => {
    const both = { 'dual-use-filter': { ...REDACT }, 'dlp-filter': DLP };
    expect(run(chain, both, { says: 'about orion' })).toMatchObject({
      verdicts: ['redact'],
      said: ['dual-use-filter input redact', 'dlp-filter input allow', 'dlp-filter output allow'],
    });
    expect(run(chain.toReversed(), both, { says: 'about orion' }).verdicts).toEqual(['block']);
  });

  test('has a marker in place of it whose text is not known: what needs it to match is open', () => {
    const rest = { 'dual-use-filter': { ...REDACT }, 'dlp-filter': { detect_patterns: ['about .+'], action: 'block' } };
    expect(run(chain, rest, { says: 'about orion' }).verdicts).toEqual(['block', 'redact']);
    expect(
      run(chain, { ...rest, 'dlp-filter': { detect_patterns: ['about'], action: 'block' } }, { says: 'about orion' }).verdicts,
    ).toEqual(['block']);
  });

  test('may lack what an open policy could have redacted: a match behind it is open', () => {
    const { verdicts, open } = run(['pii-detector', 'dlp-filter'], { 'dlp-filter': DLP }, { says: 'orion' });
    expect(verdicts).toEqual(['allow', 'block', 'redact']);
    expect(open.map(({ kind }) => kind)).toEqual(['pii-detector', 'dlp-filter']);
  });

  test('a certain redaction by own patterns leaves open what built-in ones took besides', () => {
    const policy = { 'pii-detector': { detect_patterns: ['EMP-[0-9]+'] }, 'dlp-filter': DLP };
    expect(run(['pii-detector', 'dlp-filter'], policy, { says: 'EMP-1 orion' }).verdicts).toEqual(['block', 'redact']);
  });

  test('does not matter to policies that read headers, tools or the configuration', () => {
    expect(run(['pii-detector', 'rbac'], {}).verdicts).toEqual(['block']);
  });

  test('a policy that can only block leaves it certain', () => {
    expect(
      run(['pii-detector', 'dlp-filter'], { 'pii-detector': { action: 'block' }, 'dlp-filter': DLP }, { says: 'orion' }).verdicts,
    ).toEqual(['block']);
  });

  test('is what a rewriter made of it', () => {
    const policy = { 'request-rewriter': { rules: [{ pattern: 'orion', replacement: 'X' }] }, 'dlp-filter': DLP };
    expect(run(['request-rewriter', 'dlp-filter'], policy, { says: 'orion' }).verdicts).toEqual(['allow']);
    expect(run(['dlp-filter', 'request-rewriter'], policy, { says: 'orion' }).verdicts).toEqual(['block']);
  });

  test('may be anything behind a rewrite or a fetch that is not certain, even where nothing matches as it stands', () => {
    const rewriter = { rules: [{ pattern: 'Hi', replacement: 'orion', condition: 'dangerous' }] };
    expect(run(['request-rewriter', 'dual-use-filter'], { 'request-rewriter': rewriter, 'dual-use-filter': REDACT }).verdicts).toEqual([
      'allow',
      'redact',
    ]);
    const fetched = { 'content-extractor': { allow_hosts: ['a.example'] }, 'dlp-filter': DLP };
    expect(run(['content-extractor', 'dlp-filter'], fetched, { says: 'https://a.example' }).verdicts).toEqual(['allow', 'block']);
  });

  test('of the answer is in doubt behind a disclaimer that may have been put before it', () => {
    const scorer = { assertions: [{ type: 'contains', value: 'No advice', mode: 'enforce' }], failure_action: { action: 'block' } };
    const scored = (disclaimers: readonly string[]) =>
      run(
        ['financial-compliance', 'quality-scorer'],
        { 'financial-compliance': { required_disclaimers: disclaimers }, 'quality-scorer': scorer },
        { answer: 'Buy!' },
      );
    expect(scored(['No advice.']).verdicts).toContain('allow');
    expect(scored([]).verdicts).toEqual(['block']);
  });

  test('a redaction that may not have happened leaves the text as it may have been', () => {
    const conditional = [{ 'dual-use-filter': { when: { model: ['gpt-4o'] } } }, 'dlp-filter'];
    expect(run(conditional, { 'dual-use-filter': REDACT, 'dlp-filter': DLP }, { says: 'orion' }).verdicts).toEqual([
      'allow',
      'block',
      'redact',
    ]);
  });

  test('an entry that runs in parallel may not show its redaction to others', () => {
    const parallel = [{ 'dual-use-filter': { parallel: true } }, 'dlp-filter'];
    expect(run(parallel, { 'dual-use-filter': REDACT, 'dlp-filter': DLP }, { says: 'orion' }).verdicts).toEqual(['block', 'redact']);
  });

  test('an entry that runs in parallel may not see the redactions of others', () => {
    const parallel = ['dual-use-filter', { 'dlp-filter': { parallel: true } }];
    expect(run(parallel, { 'dual-use-filter': REDACT, 'dlp-filter': DLP }, { says: 'orion' }).verdicts).toContain('block');
  });
});

describe('conditions of an entry', () => {
  const when = (condition: Readonly<Record<string, unknown>>, input: Input = {}) =>
    run([{ 'dlp-filter': { when: condition, stage: 'pre-request' } }], { 'dlp-filter': DLP }, { says: 'orion', ...input });

  test('a path is compared from its beginning', () => {
    expect(when({ path: '/v1/chat' }, { path: '/v1/chat/completions' }).verdicts).toEqual(['block']);
    expect(when({ path: '/v1/chat' }, { path: '/api/v1/chat' }).said).toEqual(['dlp-filter input skipped']);
  });

  test('a case that names no path leaves it open', () => {
    expect(when({ path: '/v1' }).verdicts).toEqual(['allow', 'block']);
  });

  test('every header must be there with exactly this value; names ignore case', () => {
    const condition = { header: { 'X-Team': 'compliance', 'x-level': 2 } };
    expect(when(condition, { headers: { 'x-team': 'compliance', 'X-Level': '2' } }).verdicts).toEqual(['block']);
    expect(when(condition, { headers: { 'x-team': 'compliance' } }).verdicts).toEqual(['allow']);
    expect(when(condition, { headers: { 'x-team': 'Compliance', 'x-level': '2' } }).verdicts).toEqual(['allow']);
    expect(when(condition).verdicts).toEqual(['allow']);
  });

  test('any listed model will do', () => {
    expect(when({ model: ['a', 'gpt-4o'] }, { model: 'gpt-4o' }).verdicts).toEqual(['block']);
    expect(when({ model: ['a'] }, { model: 'gpt-4o' }).verdicts).toEqual(['allow']);
    expect(when({ model: ['a'] }).verdicts).toEqual(['allow', 'block']);
  });

  test('whether a bare name is a provider’s is open', () => {
    expect(when({ model: ['openai/gpt-4o'] }, { model: 'gpt-4o' }).verdicts).toEqual(['allow', 'block']);
    expect(when({ model: ['gpt-4o'] }, { model: 'openai/gpt-4o' }).verdicts).toEqual(['allow', 'block']);
  });

  test('all conditions must hold: one that does not decides over one that is open', () => {
    expect(when({ path: '/v1', header: { a: 'b' } }).said).toEqual(['dlp-filter input skipped']);
  });

  test('a condition that is not documented leaves it open', () => {
    expect(when({ team: 'a' }).verdicts).toEqual(['allow', 'block']);
    expect(run([{ 'dlp-filter': { teams: ['a'] } }], { 'dlp-filter': DLP }, { says: 'orion' }).verdicts).toEqual(['allow', 'block']);
  });

  test('no condition holds always', () => {
    expect(when({}).verdicts).toEqual(['block']);
  });
});

describe('stages', () => {
  test('override the phase of a kind', () => {
    const staged = (stage: string) =>
      run([{ 'entity-list-filter': { stage } }], { 'entity-list-filter': ENTITY }, { says: 'Huawei', answer: 'No' });
    expect(staged('pre-request').said).toEqual(['entity-list-filter input block']);
    expect(staged('post-request').said).toEqual(['entity-list-filter input block']);
    expect(staged('pre-response').said).toEqual(['entity-list-filter output allow']);
    expect(staged('post-response').said).toEqual(['entity-list-filter output allow']);
  });

  test('an output stage reads the answer, and needs one', () => {
    const chain = [{ 'dual-use-filter': { stage: 'pre-response' } }];
    expect(run(chain, { 'dual-use-filter': { blocked_terms: ['orion'] } }, { answer: 'orion' }).verdicts).toEqual(['block']);
    expect(run(chain, {}).said).toEqual(['dual-use-filter output open: no-answer']);
  });

  test('what a kind that knows one phase only does in the other is not documented', () => {
    expect(run([{ 'quality-scorer': { stage: 'pre-request' } }], {}).said).toEqual(['quality-scorer input open: undocumented']);
    expect(run([{ 'prompt-injection': { stage: 'pre-response' } }], {}, { answer: 'x' }).said).toEqual([
      'prompt-injection output open: undocumented',
    ]);
  });

  test('a kind that reads no text does the same in any stage', () => {
    expect(run([{ rbac: { stage: 'post-response' } }], {}).said).toEqual(['rbac output block']);
  });
});

describe('the order that stages may set', () => {
  const policy = { 'dual-use-filter': REDACT, 'dlp-filter': DLP };
  const staged = (first: string | undefined, second: string | undefined) =>
    run([{ 'dual-use-filter': first && { stage: first } }, { 'dlp-filter': second && { stage: second } }], policy, { says: 'orion' });

  test('is open where it contradicts that of the chain: which of them counts is not documented', () => {
    expect(staged('post-request', 'pre-request')).toMatchObject({
      verdicts: ['block', 'redact'],
      open: [{ index: 0, kind: 'dual-use-filter', cause: 'undocumented' }],
    });
  });

  test('is open beside an entry whose default stage could not be read', () => {
    expect(staged('post-request', undefined).verdicts).toEqual(['block', 'redact']);
    expect(staged(undefined, 'pre-request').verdicts).toEqual(['block', 'redact']);
  });

  test('is that of the chain where both agree', () => {
    expect(staged('pre-request', 'post-request').verdicts).toEqual(['redact']);
    expect(staged('pre-request', 'pre-request').verdicts).toEqual(['redact']);
    expect(staged('pre-request', undefined).verdicts).toEqual(['redact']);
  });
});

describe('headers inside the request', () => {
  const inRequest = (chain: readonly unknown[], own: Readonly<Record<string, string>>, request: Readonly<Record<string, unknown>>) => {
    const messages = [{ role: 'user', content: 'orion' }];
    const pack = { root: { policy: { rbac: {}, 'dlp-filter': DLP } }, patterns: createPatternSource() };
    const exchange = exchangeOf({ messages, headers: own, raw: { messages, request: { headers: request } } });
    const { outcomes } = runChain(chainEntries({ policies: { chain } }), exchange, pack, EVALUATORS);
    return outcomes.map(({ verdict }) => verdict).sort();
  };

  test('may count or not: a policy that needs them is open', () => {
    expect(inRequest(['rbac'], {}, { 'X-User-ID': 'u' })).toEqual(['allow', 'block']);
  });

  test('make no difference to a policy that has or lacks its header either way', () => {
    expect(inRequest(['rbac'], { 'X-User-ID': 'u' }, { 'x-user-id': 'u', Other: 1 })).toEqual(['allow']);
    expect(inRequest(['rbac'], {}, { Other: 'x' })).toEqual(['block']);
  });

  test('leave a condition on them open', () => {
    const chain = [{ 'dlp-filter': { when: { header: { 'X-Team': 'a' } } } }];
    expect(inRequest(chain, {}, { 'X-Team': 'a' })).toEqual(['allow', 'block']);
    expect(inRequest(chain, { 'X-Team': 'a' }, { 'X-Team': 'a' })).toEqual(['block']);
    expect(inRequest(chain, {}, { 'X-Team': 'b' })).toEqual(['allow']);
  });
});

describe('a case without an answer', () => {
  test.each([
    ['citation-verifier', { output_action: { unverified_action: 'flag' } }, ['allow']],
    ['flagged-review', { mode: 'audit_only' }, ['allow']],
    ['code-sanitizer', { enabled: false }, ['allow']],
    ['upl-filter', { rewrite_to_educational: true }, ['allow']],
    ['bias-monitor', { action: 'escalate' }, ['allow', 'escalate']],
    ['code-sanitizer', { block_on_match: true }, ['allow', 'block']],
    ['human-oversight', { action: 'block' }, ['allow', 'block']],
  ])('%s with %j can only end as its settings let it', (kind, block, verdicts) => {
    expect(run([kind], { [kind]: block }).verdicts).toEqual(verdicts);
  });

  test('leaves output policies open, with the verdicts they have', () => {
    expect(run(['upl-filter'], {})).toMatchObject({ said: ['upl-filter output open: no-answer'], verdicts: ['allow', 'block'] });
  });

  test('has all that a policy of both phases can see', () => {
    expect(run(['entity-list-filter'], { 'entity-list-filter': ENTITY }).verdicts).toEqual(['allow']);
  });
});
