import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../../src/policy/document.js';
import { lintPolicy } from '../../../src/policy/lint/lint.js';
import { RULES } from '../../../src/policy/lint/rules.js';
import { brief, CHAIN, fixed, lint, PACK } from './brief.js';

describe('a complete configuration', () => {
  test('has no findings', () => {
    expect(brief(PACK + CHAIN)).toEqual([]);
  });
});

describe('unknown policy kinds', () => {
  test('a near miss in the chain is E001 at the entry, and the fix keeps the quotes', () => {
    const text = `${PACK}policies:\n  chain:\n    - "prompt-injections"\npolicy: {}\n`;
    expect(lint(text)).toMatchObject([
      { ruleId: 'unknown-kind', code: 'E001', path: 'policies.chain[0]', help: "Did you mean 'prompt-injection'?" },
    ]);
    expect(brief(text)[0]).toContain('7:7-7:26');
    expect(fixed(text)).toBe(text.replace('injections', 'injection'));
  });

  test.each([
    ['prompt_injection', 'prompt-injection'],
    ['PII-Detector', 'pii-detector'],
    ['quality-socrer', 'quality-scorer'],
    ['code-sanitation', 'code-sanitizer'],
  ])('%s is read as %s', (written, meant) => {
    expect(lint(`${PACK}policies: {chain: [${written}]}\n`)[0]?.help).toBe(`Did you mean '${meant}'?`);
  });

  test('a name that resembles none gets the list instead of a guess', () => {
    expect(lint(`${PACK}policies: {chain: [cost-guard]}\n`)[0]?.help).toMatch(/^Kinds are: agent-firewall, audit-logger/);
  });

  test('an unknown kind in chain and block is one fault, told at the chain', () => {
    expect(brief(`${PACK}policies:\n  chain: [content-filter]\npolicy:\n  content-filter: {}\n`)).toEqual([
      'error unknown-kind policies.chain[0] 6:11-6:25',
    ]);
  });

  test('a slip on one side only is not also a missing or an unused block', () => {
    expect(brief(`${PACK}policies:\n  chain: [pii-detectr]\npolicy:\n  pii-detector: {}\n`)).toEqual([
      'error unknown-kind policies.chain[0] 6:11-6:22',
    ]);
    expect(brief(`${PACK}policies:\n  chain: [pii-detector]\npolicy:\n  pii-detectr: {}\n`)).toEqual([
      'error unknown-kind policy.pii-detectr 8:3-8:14',
    ]);
  });

  test('a name that every object inherits is unknown too', () => {
    expect(brief(`${PACK}policies:\n  chain: [constructor]\n`)).toEqual(['error unknown-kind policies.chain[0] 6:11-6:22']);
  });
});

describe('chain and blocks', () => {
  test('a kind without a block is a warning with E003', () => {
    expect(lint(`${PACK}policies:\n  chain:\n    - rbac\n`)).toMatchObject([
      { ruleId: 'kind-without-block', severity: 'warning', code: 'E003', path: 'policies.chain[0]' },
    ]);
  });

  test('of a conditional entry it stands at the kind', () => {
    expect(brief(`${PACK}policies:\n  chain:\n    - rbac:\n        stage: pre-request\n`)).toEqual([
      'warning kind-without-block policies.chain[0] 7:7-7:11',
    ]);
  });

  test('a block outside the chain is a warning at the block', () => {
    expect(brief(`${PACK}${CHAIN}  pii-detector: {}\n`)).toEqual(['warning block-not-in-chain policy.pii-detector 10:3-10:15']);
  });
});

describe('chain entries', () => {
  const entry = (yaml: string) => `${PACK}policies:\n  chain:\n    - ${yaml}\npolicy:\n  rbac: {}\n`;

  test('accept conditions', () => {
    expect(brief(entry('rbac: {when: {path: /v1, header: {X-Team: a}, model: [gpt-4o]}, stage: pre-request, parallel: true}'))).toEqual([]);
  });

  test.each([
    ['a number', '5', ['error chain-entry policies.chain[0] 7:7-7:8', 'warning block-not-in-chain policy.rbac 9:3-9:7']],
    ['two keys, one of them a condition', 'rbac: {}\n      when: {path: /v1}', ['error chain-entry policies.chain[0] 8:7-8:11']],
    ['a stage that does not exist', 'rbac: {stage: pre-requst}', ['error chain-entry policies.chain[0].rbac.stage 7:21-7:31']],
    [
      'an unknown key, which may be targeting metadata',
      'rbac: {teams: [a]}',
      ['warning chain-entry policies.chain[0].rbac.teams 7:14-7:19'],
    ],
    ['an unknown condition', 'rbac: {when: {headers: {}}}', ['warning chain-entry policies.chain[0].rbac.when.headers 7:21-7:28']],
    ['conditions that are a text', 'rbac: always', ['error chain-entry policies.chain[0].rbac 7:13-7:19']],
  ])('%s', (_, yaml, expected) => {
    expect(brief(entry(yaml))).toEqual(expected);
  });

  test('an unknown kind with conditions is told at the entry, shown at the key', () => {
    expect(brief(entry('rbak: {stage: pre-request}'))).toEqual(['error unknown-kind policies.chain[0] 7:7-7:11']);
  });
});

describe('unknown keys of a block', () => {
  const block = (kind: string, yaml: string) => `${PACK}policies: {chain: [${kind}]}\npolicy:\n  ${kind}:\n    ${yaml}\n`;

  test('are E002 errors at the key where the field table is complete, with the valid keys', () => {
    const text = block('pii-detector', 'actions: redact');
    expect(lint(text)).toMatchObject([
      {
        ruleId: 'unknown-key',
        severity: 'error',
        code: 'E002',
        path: 'policy.pii-detector.actions',
        range: { start: { line: 8, column: 5 }, end: { line: 8, column: 12 } },
      },
    ]);
    expect(lint(text)[0]?.help).toBe(
      "Did you mean 'action'? Valid keys are: action, healthcare_mode, pci_mode, detect_patterns, redaction",
    );
    expect(fixed(text)).toBe(text.replace('actions', 'action'));
  });

  test.each([
    [
      'nested in a closed object',
      'pii-detector',
      'redaction: {markers: {}}',
      ['error unknown-key policy.pii-detector.redaction.markers 8:17-8:24'],
    ],
    [
      'below a free key',
      'tool-budget',
      'budgets: {search: {max_token: 1}}',
      ['error unknown-key policy.tool-budget.budgets.search.max_token 8:24-8:33'],
    ],
    [
      'in a list item',
      'embedding-detector',
      'categories: [{lable: x}]',
      ['error unknown-key policy.embedding-detector.categories[0].lable 8:19-8:24'],
    ],
    ['where the field table was cut', 'flagged-review', 'moode: judge', ['warning unknown-key policy.flagged-review.moode 8:5-8:10']],
    [
      'where official examples use the key',
      'pii-detector',
      'entities: [EMAIL]',
      ['warning unknown-key policy.pii-detector.entities 8:5-8:13'],
    ],
    [
      'where they use it below a free key',
      'rbac',
      'roles: {analyst: {allowed_models: [x]}}',
      ['warning unknown-key policy.rbac.roles.analyst.allowed_models 8:23-8:37'],
    ],
  ])('%s', (_, kind, yaml, expected) => {
    expect(brief(block(kind, yaml))).toEqual(expected);
  });

  test('free mappings take any key', () => {
    expect(brief(block('agent-firewall', 'rate_limits: {default: 60, my_tool: 3}'))).toEqual([]);
    expect(brief(block('tool-validation', 'schemas: {search: {type: object, properties: {q: {type: string}}}}'))).toEqual([]);
    expect(brief(block('quality-scorer', 'assertions: [{type: llm-rubric, config: {rubric: x}}]'))).toEqual([]);
  });

  test('no suggestion names a key that is already there', () => {
    expect(lint(block('pii-detector', 'action: redact\n    actions: block'))[0]?.help).not.toContain('Did you mean');
  });
});

describe('sections', () => {
  test.each([
    ['a near miss of a section is an error', `${PACK}${CHAIN}provider: {}\n`, ['error unknown-section provider 10:1-10:9']],
    [
      'another unknown section is only noted: not all names are published',
      `${PACK}${CHAIN}memory_recall: {}\n`,
      ['info unknown-section memory_recall 10:1-10:14'],
    ],
    ['a kind at the top level is an error', `${PACK}${CHAIN}dlp-filter: {}\n`, ['error unknown-section dlp-filter 10:1-10:11']],
    ['a section of the older document is a warning', `${PACK}${CHAIN}failover: {}\n`, ['warning unknown-section failover 10:1-10:9']],
    ['an unknown key of pack is an error', `${PACK}  owner: x\n${CHAIN}`, ['error unknown-section-key pack.owner 5:3-5:8']],
    [
      'a near miss in another section is a warning',
      `${PACK}${CHAIN}providers:\n  targets:\n    - {id: a, provider: b, secret_keyref: {env: X}}\n`,
      ['warning unknown-section-key providers.targets[0].secret_keyref 12:28-12:41'],
    ],
    ['other unknown keys of a section are not', `${PACK}${CHAIN}providers: {targets: [], retries: {max: 3}}\n`, []],
  ])('%s', (_, text, expected) => {
    expect(brief(text)).toEqual(expected);
  });
});

describe('linting a whole file', () => {
  test('reports a syntax fault alone', () => {
    expect(brief('pack: [\n')).toEqual(['error yaml-syntax - 1:7-1:8']);
  });

  test('goes on after a duplicate key, in the order of the file', () => {
    expect(brief(`${PACK}${CHAIN.replace('{}', '{requireauth: true, requireauth: true}')}`)).toEqual([
      'error unknown-key policy.rbac.requireauth 9:10-9:21',
      'error yaml-duplicate-key - 9:29-9:40',
    ]);
  });

  test("a user's severities replace the rule's, and off silences it", () => {
    const text = `${PACK}policies:\n  chain: [rbac, nothing-like-it]\n`;
    const severities = new Map([
      ['kind-without-block', 'error'],
      ['unknown-kind', 'off'],
    ] as const);
    expect(lintPolicy(parsePolicy(text), { severities })).toMatchObject([{ ruleId: 'kind-without-block', severity: 'error' }]);
  });

  test('keeps 500 findings and says how many more there were', () => {
    const chain = Array.from({ length: 600 }, (_, index) => `    - none-${index}\n`).join('');
    const findings = lint(`${PACK}policies:\n  chain:\n${chain}`);
    expect(findings).toHaveLength(500);
    expect(findings.at(-1)?.message).toBe('101 more findings were left out');
  });
});

describe('the rule table', () => {
  test('has unique kebab-case ids', () => {
    expect(new Set(RULES.map((rule) => rule.id)).size).toBe(RULES.length);
    for (const rule of RULES) expect(rule.id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });
});
