import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { renderExplanation, tryCommand } from '../../src/run/try.js';
import { HIDDEN_CHARACTER, HOSTILE_CASES, holdsCommand } from '../report/hostile.js';

const POLICY = `pack:
  name: shop
  version: 1.2.0
  enabled: true
policies:
  chain:
    - rbac
    - entity-list-filter
    - prompt-injection
policy:
  rbac:
    deny_if_missing: [X-Team]
  entity-list-filter:
    blocked_entities: [Acme]
  prompt-injection:
    attack_patterns: [ignore the rules]
`;

let directory = '';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'try-'));
  await writeFile(join(directory, 'policy-config.yaml'), POLICY);
  await writeFile(join(directory, 'off.yaml'), POLICY.replace('enabled: true', 'enabled: false'));
  await writeFile(
    join(directory, 'conditional.yaml'),
    POLICY.replace(/ {4}- rbac\n {4}- entity-list-filter\n {4}- prompt-injection/, '    - entity-list-filter: {when: {path: /v1}}'),
  );
  await writeFile(join(directory, 'broken.yaml'), POLICY.replace('- rbac', '- rbacc'));
});

afterAll(() => rm(directory, { recursive: true, force: true }));

async function run(...argv: string[]) {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const code = await tryCommand(argv, { stdout: (text) => void stdout.push(text), stderr: (text) => void stderr.push(text) }, directory);
  return { code, stdout: stdout.join(''), stderr: stderr.join('') };
}

describe('keeptrusts-policy try', () => {
  test("prints each policy's verdict and why, then that of the chain", async () => {
    const { code, stdout } = await run('tell me about Acme', '--header', 'X-Team=a');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^shop 1\.2\.0\n\n 1\. rbac {15}request allow: .+\n 2\. entity-list-filter request block: .+\n/);
    expect(stdout).toContain('    "Acme" in message, characters 15 to 18, by policy.entity-list-filter.blocked_entities[0]\n');
    expect(stdout).toContain(' 3. prompt-injection   request -: an earlier policy has blocked\n');
    expect(stdout).toMatch(/\n\nVerdict: block\n$/);
  });

  test('an open chain says every verdict it may end with and the way out', async () => {
    const { stdout } = await run('hello', '--header=X-Team=a=b');
    expect(stdout).toContain('its built-in pattern list is not published\n    Use kt, or add own patterns');
    expect(stdout).toMatch(/Verdict: (allow or block|block or allow), undecided\n$/);
  });

  test('earlier messages are part of the conversation', async () => {
    const { stdout } = await run('go on', '--message', 'system=Be kind', '--message', 'user=about Acme', '--header=X-Team=a');
    expect(stdout).toContain('"Acme" in message 2, characters 7 to 10');
  });

  test('a policy that is certain in a chain that is not says what it hangs on', async () => {
    const { stdout } = await run('Acme', '--policy-file', 'conditional.yaml');
    expect(stdout).toContain('request block: a listed entity is named\n');
    expect(stdout).toContain('    Not certain: its condition looks at something the case does not say\n');
    expect(stdout).toMatch(/Verdict: (allow or block|block or allow), undecided\n$/);
  });

  test('what is open besides the chain is told before the verdict', async () => {
    const { stdout } = await run('Acme', '--header=X-Team=a', '--policy-file', 'off.yaml');
    expect(stdout).toMatch(/\nBesides: pack\.enabled: what a pack that is switched off does .+\n\nVerdict: .+, undecided\n$/);
  });

  test('a missing header is seen', async () => {
    expect((await run('hello')).stdout).toMatch(/ 1\. rbac {15}request block: .*X-Team/);
  });

  test.each([
    [['a', 'b'], 'write one prompt, in quotes'],
    [[], 'write one prompt, in quotes'],
    [['a', '--header', 'X-Team'], 'write --header NAME=VALUE'],
    [['a', '--nonsense'], '--nonsense'],
    [['a', '--policy-file', 'none.yaml'], 'opening policy file'],
    [['a', '--policy-file', '../../etc/passwd'], 'outside the workspace'],
    [['a', '--policy-file', 'broken.yaml'], 'broken.yaml:7: Unknown policy kind'],
  ])('%j ends with exit code 1 and says what to do', async (argv, message) => {
    const { code, stdout, stderr } = await run(...argv);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
    expect(stderr.split('\n')).toHaveLength(2);
  });

  test('--help says how it is used', async () => {
    expect(await run('--help')).toMatchObject({ code: 0, stdout: expect.stringContaining('--policy-file FILE'), stderr: '' });
  });
});

describe('hostile text in an explanation', () => {
  test.each(HOSTILE_CASES)('%s', (_name, text) => {
    const match = { text, place: 'message, characters 1 to 2', item: text };
    const step = { index: 0, kind: text, phase: 'input' as const, verdicts: ['block' as const], reason: text, reasonCode: text };
    const matches = Array.from({ length: 5000 }, () => match);
    const lines = renderExplanation({ steps: [{ ...step, matches, wayOut: 'Use kt.' }], notes: [text], verdicts: ['block'] }, text);
    const output = lines.join('\n');
    expect(lines).toHaveLength(18);
    expect(holdsCommand(output)).toBe(false);
    expect(output).not.toMatch(HIDDEN_CHARACTER);
    expect(output.length).toBeLessThan(100_000);
  });
});
