import { describe, expect, test } from '@jest/globals';
import { type PackSettings, validatePack } from '../../src/stages/pack.js';

// Put together here, so that no text of the form of a key stands in this file.
const KEY = `sk-proj-${'q7RtZ1mXc9LpV4bNw8Ks'.repeat(2)}`;

const SETTINGS: PackSettings = { engine: 'builtin', failOn: 'error', severities: new Map([['literal-secret', 'off']]), tests: 'true' };

async function reportOf(text: string) {
  const names = { file: 'policy-config.yaml', workspaceFile: 'policy-config.yaml' };
  const { report } = await validatePack({ names, bytes: new TextEncoder().encode(text), tests: [] }, SETTINGS, {});
  return report;
}

describe('a pack with a secret in it', () => {
  test('fails, whatever the options say, and its report holds no part of the secret', async () => {
    const report = await reportOf(`pack: {name: ${KEY}, version: ${KEY}, enabled: [${KEY}]}
policies: {chain: [rbac, ${KEY}]}
policy: {rbac: {}}
testing:
  suites:
    - name: ${KEY}
      cases:
        - {name: ${KEY}, input: {messages: [{role: user, content: hi}]}, expected: {verdict: allow}}
`);
    expect(report.findings.map(({ ruleId }) => ruleId)).toContain('literal-secret');
    expect(report.result).toBe('failed');
    expect(report.tests.cases).toHaveLength(1);
    expect(JSON.stringify(report)).not.toContain(KEY.slice(0, 12));
  });

  test('and one without keeps its names', async () => {
    const report = await reportOf(
      'pack: {name: support-desk, version: 1.0.0, enabled: true}\npolicies: {chain: [rbac]}\npolicy: {rbac: {}}\n',
    );
    expect(report.pack).toEqual({ name: 'support-desk', version: '1.0.0' });
  });
});
