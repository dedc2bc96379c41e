import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Log } from '../../src/report/log.js';
import type { ValidateReport } from '../../src/report/model.js';
import { progressText } from '../../src/report/progress.js';
import { type ValidateOptions, validate } from '../../src/stages/validate.js';
import { openWorkspace } from '../../src/workspace/workspace.js';

let root: string;
let told: string[];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'validate-'));
  told = [];
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

const log: Log = {
  info: (text) => void told.push(text),
  progress: (state) => void told.push(progressText(state)),
  debug: () => undefined,
  warning: (text) => void told.push(text),
  group: (_title, work) => work(),
};

async function put(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const path = join(root, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}

async function run(options: Partial<ValidateOptions> = {}, signal?: AbortSignal): Promise<ValidateReport> {
  let elapsed = 0;
  return validate(
    {
      'policy-file': ['**/policy-config.yaml'],
      engine: 'builtin',
      'fail-on': 'error',
      tests: 'true',
      severities: new Map(),
      testsOf: () => undefined,
      ...options,
    },
    {
      clock: {
        now: () => new Date('2026-01-01T00:00:00Z'),
        elapsed: () => (elapsed += 100),
        sleep: async () => undefined,
      },
      log,
      workspace: await openWorkspace(root, '.'),
      temporaryDirectory: join(root, '.tmp'),
      ...(signal !== undefined && { signal }),
    },
  );
}

function pack(name: string, kind = 'rbac'): string {
  return `pack:\n  name: ${name}\n  version: "1.0.0"\n  enabled: true\npolicies:\n  chain:\n    - ${kind}\npolicy:\n  ${kind}: {}\n`;
}

const GOLDEN = JSON.stringify({ name: 'case', input: { messages: [] }, expected: { verdict: 'block' } });

describe('many policy files', () => {
  test('are validated in the order of their paths, each with the tests beside it', async () => {
    await put({
      'b/policy-config.yaml': pack('b'),
      'a/policy-config.yaml': pack('a'),
      'a/tests/one.json': GOLDEN,
      'node_modules/x/policy-config.yaml': pack('x'),
    });
    const { packs } = await run();
    expect(packs.map(({ file, tests }) => [file, tests.cases.map((one) => one.file)])).toEqual([
      ['a/policy-config.yaml', ['a/tests/one.json']],
      ['b/policy-config.yaml', []],
    ]);
    expect(told).toEqual([
      'validated file 1/2: a/policy-config.yaml: passed, tests: 1',
      'validated file 2/2: b/policy-config.yaml: inconclusive',
    ]);
  });

  test('give the same report every time', async () => {
    await put(Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`p${index}/policy-config.yaml`, pack(`p${index}`, 'rbak')])));
    expect(await run()).toEqual(await run());
  });

  test('are left when the run is cancelled', async () => {
    await put({ 'a/policy-config.yaml': pack('a') });
    await expect(run({}, AbortSignal.abort(new Error('cancelled')))).rejects.toThrow('cancelled');
  });
});

describe('a suppressed error', () => {
  test('is in the report, counts as suppressed and does not fail', async () => {
    await put({
      'policy-config.yaml': pack('a', 'rbak # keeptrusts-lint-disable-line unknown-kind').replace(
        '  rbak # keeptrusts-lint-disable-line unknown-kind: {}',
        '  {}',
      ),
    });
    const { packs, reason, result } = await run({ tests: 'false' });
    expect(packs[0]?.findings.map(({ ruleId, suppressed }) => [ruleId, suppressed])).toEqual([['unknown-kind', true]]);
    expect(result).toBe('passed');
    expect(reason.summary).toBe('1 policy file: 0 errors, 0 warnings, 1 suppressed; tests: 0 passed, 0 failed, 0 undecided');
  });
});

describe('--fix', () => {
  const broken = `\uFEFF# comment\r\n${pack('a', 'rbak').replaceAll('\n', '\r\n')}`;

  test('writes the edits and nothing else, and reports the mended file', async () => {
    await put({ 'policy-config.yaml': broken });
    const path = join(root, 'policy-config.yaml');
    await chmod(path, 0o640);
    const { packs, reason } = await run({ fix: true });
    expect(await readFile(path, 'utf8')).toBe(broken.replaceAll('rbak', 'rbac'));
    expect((await stat(path)).mode & 0o777).toBe(0o640);
    expect(await readdir(root)).toEqual(['policy-config.yaml']);
    expect(packs[0]?.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(reason.summary).toContain('fixed');
    expect(told[0]).toBe("fixed policy-config.yaml:8:7 Unknown policy kind 'rbak' (unknown-kind): now `rbac`");
  });

  test('leaves a file alone that has nothing to mend, or without the flag', async () => {
    await put({ 'policy-config.yaml': broken, 'other/policy-config.yaml': pack('b') });
    const before = await stat(join(root, 'other/policy-config.yaml'));
    await run({ fix: true, 'policy-file': ['other/policy-config.yaml'] });
    await run();
    expect((await stat(join(root, 'other/policy-config.yaml'))).mtimeMs).toBe(before.mtimeMs);
    expect(await readFile(join(root, 'policy-config.yaml'), 'utf8')).toBe(broken);
  });

  test('leaves bytes that are no UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from(pack('a', 'rbak')), Buffer.from([0x23, 0xff, 0x0a])]);
    await writeFile(join(root, 'policy-config.yaml'), bytes);
    await run({ fix: true });
    expect(await readFile(join(root, 'policy-config.yaml'))).toEqual(bytes);
  });

  test('writes through a symbolic link', async () => {
    await put({ 'real/pack.yaml': pack('a', 'rbak') });
    await symlink('real/pack.yaml', join(root, 'policy-config.yaml'));
    await run({ fix: true, 'policy-file': ['policy-config.yaml'] });
    expect(await readFile(join(root, 'real/pack.yaml'), 'utf8')).toBe(pack('a', 'rbac'));
    expect(await readdir(join(root, 'real'))).toEqual(['pack.yaml']);
  });
});
