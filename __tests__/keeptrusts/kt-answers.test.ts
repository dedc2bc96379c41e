import { describe, expect, test } from '@jest/globals';
import { parseEvents, parseTest, parseWrite } from '../../src/keeptrusts/kt-answers.js';
import { exited, NO_ANSWERS } from './outcomes.js';

const PASSED = {
  name: 'blocks injection',
  verdict: 'block',
  reason_code: 'prompt_injection.detected',
  passed: true,
  details: { quality_scores: null },
};
const FAILED = { name: 'allows greeting', verdict: 'blocked', passed: false };

describe('the answer of kt policy test', () => {
  test('all passed', () => {
    expect(parseTest(exited(0, { ok: true, results: [PASSED] }))).toEqual({
      kind: 'answered',
      ok: true,
      cases: [{ name: 'blocks injection', passed: true, verdict: 'block', reasonCode: 'prompt_injection.detected' }],
    });
  });

  test('one failed: an answer, with the verdict in the words of the reference', () => {
    expect(parseTest(exited(1, { ok: false, results: [PASSED, FAILED] }))).toMatchObject({
      kind: 'answered',
      ok: false,
      cases: [{ passed: true }, { name: 'allows greeting', passed: false, verdict: 'block' }],
    });
  });

  test('no tests at all is an answer; what it means is for the caller', () => {
    expect(parseTest(exited(0, { ok: true, results: [] }))).toEqual({ kind: 'answered', ok: true, cases: [] });
  });

  test.each([
    ['ok, exit 1', exited(1, { ok: true, results: [PASSED] }), 'ok: true, and it exited with 1'],
    ['not ok, exit 0', exited(0, { ok: false, results: [FAILED] }), 'ok: false, and it exited with 0'],
    ['ok with a failed case', exited(0, { ok: true, results: [PASSED, FAILED] }), '1 of 2 cases did not pass'],
    ['not ok with all passed', exited(1, { ok: false, results: [PASSED] }), 'all 1 cases passed'],
    ['a case without passed', exited(0, { ok: true, results: [{ name: 'x' }] }), 'results[0]'],
    ['a case without name', exited(0, { ok: true, results: [PASSED, { passed: true }] }), 'results[1]'],
    ['no results', exited(0, { ok: true }), 'no list "results"'],
    ['no ok', exited(0, { results: [PASSED] }), '"ok"'],
    ['ok that is not a truth', exited(0, { ok: 'true', results: [] }), '"ok"'],
    ['text', exited(1, '', 'missing --json (only --json output is implemented in MVP)'), 'missing --json'],
    ['nothing', exited(0), 'said: nothing'],
  ])('%s is unusable and says why', (_name, outcome, words) => {
    expect(parseTest(outcome)).toMatchObject({ kind: 'unusable', reason: expect.stringContaining(words) });
  });

  test('details are kept where policies, verdicts and scores can be recognised, and nobody’s words with them', () => {
    const policy_results = [
      { policy: 'dlp-filter', verdict: 'Blocked', reason: 'it says "my private question"', matched: 's3cret' },
      { kind: 'audit-logger', decision: 'pass' },
      { name: 'my private question', verdict: 'block' },
      { policy: 'rbac', verdict: 'my private question' },
      'my private question',
    ];
    const quality_scores = { relevance: 0.5, 'my private question': 1, verdict: 'my private question' };
    const answer = parseTest(exited(0, { ok: true, results: [{ ...PASSED, details: { policy_results, quality_scores } }] }));
    expect(answer).toMatchObject({
      cases: [
        {
          details: {
            policies: [
              { policy: 'dlp-filter', verdict: 'block' },
              { policy: 'audit-logger', verdict: 'allow' },
            ],
            scores: [{ name: 'relevance', score: 0.5 }],
          },
        },
      ],
    });
    expect(JSON.stringify(answer)).not.toMatch(/private|s3cret/);
  });

  test('details are bounded, and absent where nothing in them is recognised', () => {
    const many = { policy_results: Array.from({ length: 1000 }, () => ({ policy: 'rbac', verdict: 'allow' })) };
    const answer = parseTest(exited(0, { ok: true, results: [{ ...PASSED, details: many }] }));
    expect(answer.kind === 'answered' && answer.cases[0]?.details?.policies).toHaveLength(100);
    for (const details of [
      undefined,
      null,
      [],
      'x',
      { policy_results: {}, quality_scores: [1] },
      { policy_results: [null, { policy: 1 }] },
    ]) {
      const none = parseTest(exited(0, { ok: true, results: [{ ...PASSED, details }] }));
      expect(none.kind === 'answered' && none.cases[0]).not.toHaveProperty('details');
    }
  });

  test.each(NO_ANSWERS)('%s is unusable', (_name, outcome, words) => {
    expect(parseTest(outcome)).toMatchObject({ kind: 'unusable', reason: expect.stringContaining(words) });
  });
});

describe('a write through kt', () => {
  test('exit code 0 is accepted, whatever was printed', () => {
    expect(parseWrite(exited(0, 'error? no'))).toEqual({ kind: 'accepted' });
  });

  test('another exit code is rejected, with one bounded line that holds no secret and no control character', () => {
    const answer = parseWrite(exited(4, `x${'y'.repeat(900)}`, '\u001b[31m401\u001b[0m for Bearer s3cr%t\n::set-output\u0007 s3cr%25t'), [
      's3cr%t',
    ]);
    expect(answer).toMatchObject({ kind: 'rejected', exitCode: 4 });
    const said = answer.kind === 'rejected' ? answer.said : '';
    expect(said).toMatch(/^401 for Bearer \*\*\* ::set-output \*\*\* x/);
    expect(said.length).toBe(500);
  });

  test('no part of a secret survives at the cut', () => {
    const answer = parseWrite(exited(1, '', `${'y'.repeat(495)}topsecret`), ['topsecret']);
    expect(JSON.stringify(answer)).not.toContain('tops');
  });

  test.each(NO_ANSWERS.filter(([, outcome]) => outcome.kind !== 'not-started'))('%s may have written', (_name, outcome, words) => {
    expect(parseWrite(outcome)).toMatchObject({ kind: 'unknown', reason: expect.stringContaining(words) });
  });

  test('not started has not written', () => {
    expect(parseWrite({ kind: 'not-started', reason: 'gone' })).toEqual({ kind: 'not-started', reason: 'gone' });
  });
});

describe('the events of kt events tail', () => {
  const reference = {
    id: 'evt_1',
    event_type: 'decision',
    timestamp: '2026-03-20T10:30:00Z',
    verdict: 'block',
    reason_code: 'prompt_injection_detected',
    model: 'gpt-4o',
    provider: 'openai',
    config_version: '0.2.0',
    message: 'my private question',
    messages: [{ role: 'user', content: 'my private question' }],
  };

  test('a bare array of the reference, without anybody’s words', () => {
    const answer = parseEvents(exited(0, [reference]));
    expect(answer).toEqual({
      kind: 'answered',
      events: [
        {
          id: 'evt_1',
          time: '2026-03-20T10:30:00Z',
          verdict: 'block',
          reasonCode: 'prompt_injection_detected',
          model: 'gpt-4o',
          configVersion: '0.2.0',
        },
      ],
    });
  });

  test('an object with events, under the other names and words', () => {
    const answer = parseEvents(
      exited(0, { events: [{ event_id: 'e', created_at: 't', policy_outcome: 'Redacted', gateway_id: 'g', request_id: 'r' }] }),
    );
    expect(answer).toEqual({ kind: 'answered', events: [{ id: 'e', time: 't', verdict: 'redact', gatewayId: 'g', requestId: 'r' }] });
  });

  test.each([
    [{ decision: 'allowed' }, 'allow'],
    [{ action: 'escalate' }, 'escalate'],
    [{ verdict: 'pass', action: 'block' }, 'allow'],
    [{ verdict: 'flagged' }, 'flagged'],
    [{ verdict: 'constructor' }, 'constructor'],
  ])('%j has verdict %s', (event, verdict) => {
    expect(parseEvents(exited(0, [event]))).toMatchObject({ events: [{ verdict }] });
  });

  test('an empty list is an answer', () => {
    expect(parseEvents(exited(0, '[]\n'))).toEqual({ kind: 'answered', events: [] });
  });

  test.each([
    ['a failure', exited(1, JSON.stringify([{ message: 'private' }]), 'token expired: s3cret'), 'token expired: ***'],
    ['text', exited(0, 'TIME ID\nprivate'), 'no JSON list'],
    ['an object without events', exited(0, { error: 'private' }), 'no JSON list'],
    ['an entry that is no event', exited(0, [reference, 'private']), 'event 1'],
  ])('%s is unusable, and its reason quotes no event', (_name, outcome, words) => {
    const answer = parseEvents(outcome, ['s3cret']);
    expect(answer).toMatchObject({ kind: 'unusable', reason: expect.stringContaining(words) });
    expect(JSON.stringify(answer)).not.toContain('private');
  });

  test.each(NO_ANSWERS)('%s is unusable', (_name, outcome, words) => {
    expect(parseEvents(outcome)).toMatchObject({ kind: 'unusable', reason: expect.stringContaining(words) });
  });
});
