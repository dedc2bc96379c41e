import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../src/policy/document.js';
import type { LintFinding } from '../../src/policy/lint/finding.js';
import { lintPolicy } from '../../src/policy/lint/lint.js';
import { inlineSuites } from '../../src/policy/tests/inline.js';

interface Contested {
  /** How many findings of each severity and rule. */
  readonly findings: Readonly<Record<string, number>>;
  readonly because: string;
}

/** Complete official examples that the documented format does not carry in full: what they get beside advice, and why. All others get nothing. */
const CONTESTED: Readonly<Record<string, Contested>> = {
  '002-industry-healthcare-hipaa.yaml': { findings: { 'warning kind-without-block': 2 }, because: 'chains kinds without a block' },
  '012-template-defense.yaml': {
    findings: { 'warning unknown-key': 7 },
    because: 'an older template, with keys that no field table lists',
  },
  '018-template-agent-firewall.yaml': {
    findings: { 'warning unknown-key': 6 },
    because: 'an older template, with keys that no field table lists',
  },
  '034-industry-legal.yaml': { findings: { 'warning kind-without-block': 5 }, because: 'chains kinds without a block' },
  '036-industry-eu-ai-act.yaml': { findings: { 'warning kind-without-block': 8 }, because: 'chains kinds without a block' },
  '050-thirdparty-claude-for-work.yaml': {
    findings: { 'warning unknown-key': 3 },
    because: 'sets threshold, action and entities, which no field table lists',
  },
  '052-thirdparty-claude-code.yaml': {
    findings: { 'error unknown-kind': 1, 'warning kind-without-block': 3 },
    because: 'chains code-sanitation, the page name of code-sanitizer, and kinds without a block',
  },
  '054-provider-aws-bedrock.yaml': {
    findings: { 'warning unknown-key': 2, 'warning wrong-value': 1 },
    because: 'flat threshold and action of prompt-injection; mode strict of safety-filter',
  },
  '058-thirdparty-salesforce-einstein.yaml': {
    findings: { 'warning kind-without-block': 1, 'warning unknown-key': 4 },
    because: 'sets keys that no field table lists, and chains a kind without a block',
  },
  '060-provider-fireworks.yaml': {
    findings: { 'warning unknown-key': 2, 'warning wrong-value': 1 },
    because: 'flat threshold and action of prompt-injection; mode strict of safety-filter',
  },
  '066-tutorial-circuit-breaker.yaml': { findings: { 'error document-shape': 1 }, because: 'list-shaped document' },
  '068-tutorial-consumer-group-isolation.yaml': { findings: { 'error document-shape': 1 }, because: 'list-shaped document' },
  '086-tutorial-multi-provider-failover.yaml': { findings: { 'error document-shape': 1 }, because: 'list-shaped document' },
  '098-industry-hr-recruitment.yaml': { findings: { 'warning kind-without-block': 3 }, because: 'chains kinds without a block' },
  '112-role-ml-engineer-model-filter.yaml': { findings: { 'error document-shape': 1 }, because: 'list-shaped document' },
  '122-cache-gateway-config-for-caching.yaml': { findings: { 'error document-shape': 1 }, because: 'list-shaped document' },
  '126-provider-replicate.yaml': { findings: { 'warning kind-without-block': 3 }, because: 'chains kinds without a block' },
  '134-tutorial-cors-ip-allowlist.yaml': { findings: { 'error document-shape': 1 }, because: 'list-shaped document' },
  '136-thirdparty-crewai.yaml': {
    findings: { 'error missing-key': 1, 'error version-not-semver': 1, 'error wrong-type': 1, 'warning unknown-key': 3 },
    because: 'no pack.enabled, version "1.0", providers as a list, and keys that no field table lists',
  },
  '138-thirdparty-microsoft-copilot.yaml': { findings: { 'warning unknown-key': 4 }, because: 'sets keys that no field table lists' },
  '142-sdk-python.yaml': { findings: { 'warning kind-without-block': 1 }, because: 'chains kinds without a block' },
  '144-tutorial-dlp-data-classification.yaml': { findings: { 'warning kind-without-block': 1 }, because: 'chains kinds without a block' },
  '146-tutorial-config-hot-reload.yaml': { findings: { 'warning kind-without-block': 1 }, because: 'chains kinds without a block' },
  '152-provider-mistral.yaml': {
    findings: { 'warning kind-without-block': 1, 'warning unknown-key': 2, 'warning wrong-value': 1 },
    because: 'as the other integrations: threshold, action, mode strict, and a kind without a block',
  },
  '156-thirdparty-perplexity-pro.yaml': {
    findings: { 'error unknown-kind': 1, 'warning unknown-key': 1 },
    because: 'chains content-filter, which is not in the catalog, and sets entities',
  },
};

/** Findings per severity and rule. Advice is left out: it says nothing against a file. */
function counted(findings: readonly LintFinding[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { severity, ruleId } of findings) {
    if (severity !== 'info') counts[`${severity} ${ruleId}`] = (counts[`${severity} ${ruleId}`] ?? 0) + 1;
  }
  return counts;
}

const folder = process.env.POLICY_EXAMPLES;
const whenGiven = folder === undefined ? describe.skip : describe;

whenGiven('official examples (folder in POLICY_EXAMPLES)', () => {
  const files = folder === undefined ? [] : readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  const read = (file: string) => parsePolicy(readFileSync(join(folder ?? '.', file), 'utf8'));
  const complete = files.filter((file) => /^# kind: document;/m.test(read(file).text));

  test('there are complete ones', () => {
    expect(complete.length).toBeGreaterThan(0);
  });

  test('the table names only files that are there', () => {
    expect(Object.keys(CONTESTED).filter((file) => !complete.includes(file))).toEqual([]);
  });

  test.each(complete.length === 0 ? ['none'] : complete)('%s has no findings but the known ones', (file) => {
    expect(counted(lintPolicy(read(file)))).toEqual(CONTESTED[file]?.findings ?? {});
  });

  test('fragments are read without throwing', () => {
    for (const file of files) {
      expect(lintPolicy(read(file))).toBeInstanceOf(Array);
      expect(inlineSuites(read(file)).problems).toBeInstanceOf(Array);
    }
  });
});
