import { decided, kindTable, open } from './table.js';

const BLOCK = { failure_action: { action: 'block' } };
const assertion = (more: Readonly<Record<string, unknown>>) => ({ type: 'contains', value: 'not advice', mode: 'enforce', ...more });
const OTHER = assertion({ value: 'Hello' });

kindTable(
  'quality-scorer',
  [
    [
      'an answer shorter than min_output_chars fails, and block blocks',
      { ...BLOCK, min_output_chars: 50 },
      { answer: 'Short.' },
      decided('block'),
    ],
    ['one that is long enough passes', { ...BLOCK, min_output_chars: 5 }, { answer: 'Short.' }, decided('allow')],
    [
      'how characters are counted is not documented',
      { ...BLOCK, min_output_chars: 5 },
      { answer: 'öäüß' },
      open('undocumented', ['allow', 'block']),
    ],
    [
      'an enforced assertion that fails can block',
      { ...BLOCK, assertions: [assertion({ severity: 'critical' })] },
      { answer: 'Hello' },
      decided('block'),
    ],
    ['one that holds passes', { ...BLOCK, assertions: [assertion({})] }, { answer: 'This is not advice.' }, decided('allow')],
    [
      'audit is reported only',
      { ...BLOCK, assertions: [assertion({ mode: 'audit' })] },
      { answer: 'Hello' },
      open('undocumented', ['allow', 'block']),
    ],
    [
      'and fails nothing next to another',
      { ...BLOCK, assertions: [assertion({ mode: 'audit' }), OTHER] },
      { answer: 'Hello' },
      decided('allow'),
    ],
    ['shadow neither', { ...BLOCK, assertions: [assertion({ mode: 'shadow' }), OTHER] }, { answer: 'Hello' }, decided('allow')],
    [
      'nor one that is not enabled',
      { ...BLOCK, assertions: [assertion({ enabled: false }), OTHER] },
      { answer: 'Hello' },
      decided('allow'),
    ],
    ['negate turns the result around', { ...BLOCK, assertions: [assertion({ negate: true })] }, { answer: 'Hello' }, decided('allow')],
    ['case counts by default', { ...BLOCK, assertions: [assertion({})] }, { answer: 'NOT ADVICE' }, decided('block')],
    [
      'unless case_sensitive is false',
      { ...BLOCK, assertions: [assertion({ case_sensitive: false })] },
      { answer: 'NOT ADVICE' },
      decided('allow'),
    ],
    ['is-json wants JSON', { ...BLOCK, assertions: [assertion({ type: 'is-json', value: undefined })] }, { answer: '{' }, decided('block')],
    [
      'what an assertion without a mode does is not documented',
      { ...BLOCK, assertions: [{ type: 'contains', value: 'x' }] },
      { answer: 'Hello' },
      open('undocumented', ['allow', 'block']),
    ],
    [
      'how scores add up is not published',
      { ...BLOCK, assertions: [assertion({}), OTHER] },
      { answer: 'Hello' },
      open('undocumented', ['allow', 'block']),
    ],
    [
      'benchmarks score with a model',
      { ...BLOCK, benchmarks: { coherence: true }, assertions: [OTHER] },
      { answer: 'Hello' },
      open('needs-model', ['allow', 'block']),
    ],
    [
      'and may make up for an assertion',
      { ...BLOCK, benchmarks: { coherence: true }, assertions: [assertion({})] },
      { answer: 'Hello' },
      open('undocumented', ['allow', 'block']),
    ],
    [
      'a rubric needs a judge',
      { ...BLOCK, assertions: [assertion({ type: 'llm-rubric' })] },
      { answer: 'Hello' },
      open('needs-model', ['allow', 'block']),
    ],
    [
      'of 65 types few are documented',
      { ...BLOCK, assertions: [assertion({ type: 'sounds-nice' })] },
      { answer: 'Hello' },
      open('undocumented', ['allow', 'block']),
    ],
    [
      'how sentences are counted is not documented',
      { ...BLOCK, min_sentences: 2, assertions: [OTHER] },
      { answer: 'Hello. Bye.' },
      open('undocumented', ['allow', 'block']),
    ],
    [
      'nor how thresholds are reached',
      { ...BLOCK, thresholds: { min_aggregate: 0.8 }, assertions: [OTHER] },
      { answer: 'Hello' },
      open('undocumented', ['allow', 'block']),
    ],
    [
      'failure_action is named with escalate in one place',
      { failure_action: { action: 'escalate' }, min_output_chars: 50 },
      { answer: 'Hi' },
      open('undocumented', ['allow', 'escalate']),
    ],
    [
      'what a failure does without it is not documented',
      { min_output_chars: 50 },
      { answer: 'Hi' },
      open('undocumented', ['allow', 'block', 'escalate']),
    ],
    ['what an empty block scores is not published', {}, { answer: 'Hi' }, open('undocumented', ['allow', 'block', 'escalate'])],
    ['it needs an answer', { ...BLOCK, min_output_chars: 5 }, 'Hi', open('no-answer', ['allow', 'block'])],
    [
      'what an assertion of a lesser severity does is not documented',
      { ...BLOCK, assertions: [assertion({ severity: 'info' })] },
      { answer: 'Hello' },
      open('undocumented', ['allow', 'block']),
    ],
    [
      'nor what one without weight does',
      { ...BLOCK, assertions: [assertion({ weight: 0 })] },
      { answer: 'Hello' },
      open('undocumented', ['allow', 'block']),
    ],
    [
      'a threshold of 0 is reached by a score of nothing',
      { ...BLOCK, assertions: [assertion({})], thresholds: { min_aggregate: 0 } },
      { answer: 'Hello' },
      open('undocumented', ['allow', 'block']),
    ],
    [
      'any other is not',
      { ...BLOCK, assertions: [assertion({})], pass_policy: { strategy: 'weighted_average', threshold: 0.5 } },
      { answer: 'Hello' },
      decided('block'),
    ],
  ],
  { phase: 'output' },
);
