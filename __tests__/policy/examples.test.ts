import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../src/policy/document.js';
import { lintPolicy } from '../../src/policy/lint/lint.js';
import { inlineSuites } from '../../src/policy/tests/inline.js';

/** Complete official examples that break the documented format, with the rules they break. */
const WRONG_EXAMPLES: Readonly<Record<string, { readonly rules: readonly string[]; readonly because: string }>> = {
  '052-thirdparty-claude-code.yaml': { rules: ['unknown-kind'], because: 'chains code-sanitation, the page name of code-sanitizer' },
  '066-tutorial-circuit-breaker.yaml': { rules: ['document-shape'], because: 'list-shaped document' },
  '068-tutorial-consumer-group-isolation.yaml': { rules: ['document-shape'], because: 'list-shaped document' },
  '086-tutorial-multi-provider-failover.yaml': { rules: ['document-shape'], because: 'list-shaped document' },
  '112-role-ml-engineer-model-filter.yaml': { rules: ['document-shape'], because: 'list-shaped document' },
  '122-cache-gateway-config-for-caching.yaml': { rules: ['document-shape'], because: 'list-shaped document' },
  '134-tutorial-cors-ip-allowlist.yaml': { rules: ['document-shape'], because: 'list-shaped document' },
  '136-thirdparty-crewai.yaml': { rules: ['missing-key', 'version-not-semver'], because: 'no pack.enabled, and version "1.0"' },
  '156-thirdparty-perplexity-pro.yaml': { rules: ['unknown-kind'], because: 'chains content-filter, which is not in the catalog' },
};

const folder = process.env.POLICY_EXAMPLES;
const whenGiven = folder === undefined ? describe.skip : describe;

whenGiven('official examples (folder in POLICY_EXAMPLES)', () => {
  const files = folder === undefined ? [] : readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  const read = (file: string) => parsePolicy(readFileSync(join(folder ?? '.', file), 'utf8'));
  const complete = files.filter((file) => /^# kind: document;/m.test(read(file).text));

  test('there are complete ones', () => {
    expect(complete.length).toBeGreaterThan(0);
  });

  test.each(complete.length === 0 ? ['none'] : complete)('%s has no errors but the known ones', (file) => {
    const errors = lintPolicy(read(file)).filter((finding) => finding.severity === 'error');
    expect(errors.map((finding) => finding.ruleId)).toEqual(WRONG_EXAMPLES[file]?.rules ?? []);
  });

  test('fragments are read without throwing', () => {
    for (const file of files) {
      expect(lintPolicy(read(file))).toBeInstanceOf(Array);
      expect(inlineSuites(read(file)).problems).toBeInstanceOf(Array);
    }
  });
});
