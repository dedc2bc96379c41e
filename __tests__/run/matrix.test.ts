import { afterEach, describe, expect, test } from '@jest/globals';
import type { PackReport } from '../../src/report/model.js';
import { MATRIX_BYTES, MATRIX_JOBS, matrixOf, tellMatrixLimits } from '../../src/run/matrix.js';
import { outputsOf } from '../../src/run/outputs.js';
import { DIGEST, pack, report, validate } from '../report/samples.js';
import { BEFORE, policy, removeMade, repository, validated } from './changed-world.js';

afterEach(removeMade);

function entries(packs: readonly PackReport[], more: Partial<Parameters<typeof validate>[0]> = {}): readonly unknown[] {
  return JSON.parse(matrixOf(validate({ packs, ...more })).text).include;
}

function many(count: number, name = 'packs/p'): readonly PackReport[] {
  const one = pack({ findings: [] });
  return Array.from({ length: count }, (_, index) => ({ ...one, file: `${name}${index}.yaml` }));
}

describe('the matrix', () => {
  test('has one entry a pack, every key in each, for jobs that need not ask which keys there are', () => {
    const destination = { staging: 'gw-staging', gateways: ['gw-eu', 'gw-us'], owner: 'support' };
    expect(entries([pack({ file: 'a.yaml', destination }), pack({ file: 'b.yaml' })])).toEqual([
      { file: 'a.yaml', digest: DIGEST, staging: 'gw-staging', gateways: ['gw-eu', 'gw-us'], changed: 'unknown', owner: 'support' },
      { file: 'b.yaml', digest: DIGEST, staging: '', gateways: [], changed: 'unknown', owner: '' },
    ]);
  });

  test('leaves out packs that are known not to have changed, and may then be without any', () => {
    const changed = pack({ file: 'changed.yaml', gate: { state: 'changed', because: ['changed.yaml'] } });
    const unknown = pack({ file: 'unknown.yaml', gate: { state: 'unknown' } });
    const existing = pack({ file: 'existing.yaml', gate: { state: 'existing' } });
    expect(entries([existing, changed, unknown])).toMatchObject([
      { file: 'changed.yaml', changed: true },
      { file: 'unknown.yaml', changed: 'unknown' },
    ]);
    expect(matrixOf(validate({ packs: [existing] }))).toEqual({ text: '{"include":[]}' });
  });

  test('names files as policy-file takes them, from the working directory', () => {
    const packs = [pack({ file: 'policies/desk/policy-config.yaml' }), pack({ file: 'other/policy-config.yaml' })];
    expect(entries(packs, { workingDirectory: 'policies' })).toMatchObject([
      { file: 'desk/policy-config.yaml' },
      { file: '../other/policy-config.yaml' },
    ]);
  });

  test('of more packs than GitHub makes jobs is whole, and the log says that a job which takes it would fail', () => {
    expect(matrixOf(validate({ packs: many(MATRIX_JOBS) })).limit).toBeUndefined();
    const packs = many(MATRIX_JOBS + 1);
    expect(entries(packs)).toHaveLength(257);
    const said: string[] = [];
    const log = { info: (text: string) => said.push(`info: ${text}`), warning: (text: string) => said.push(`warning: ${text}`) };
    expect(tellMatrixLimits(report([validate({ packs })]), log)).toEqual([]);
    expect(said).toEqual([expect.stringMatching(/^info: The output matrix has 257 packs, and GitHub makes no more than 256 jobs/)]);
  });

  test('that takes more than 1 MB in UTF-16 is empty, never a part, and that is a warning of the run', () => {
    const long = many(250, `packs/${'p'.repeat(1800)}`);
    expect(matrixOf(validate({ packs: long })).text.length).toBeLessThanOrEqual(MATRIX_BYTES / 2);
    const packs = many(260, `packs/${'p'.repeat(1800)}`);
    expect(outputsOf(report([validate({ packs })]), undefined).matrix).toBe('');
    const said: string[] = [];
    const log = { info: () => said.push('info'), warning: (text: string) => said.push(text) };
    const warnings = tellMatrixLimits(report([validate({ packs })]), log);
    expect(warnings).toEqual([expect.stringContaining('260 packs take more than the 1 MB')]);
    expect(said).toEqual(warnings);
  });
});

const INVENTORY = `gateways:
  gw-staging: { url: https://staging.example.com }
  gw-us: { url: https://us.example.com, api-url: https://api.us.example.com, api-token-env: US_API_TOKEN, wave: 2 }
  gw-eu: { url: https://eu.example.com, wave: 1 }
packs:
  - { file: good/policy-config.yaml, staging: gw-staging, gateways: [gw-us, gw-eu], owner: support }
`;

describe('the matrix of a run', () => {
  test('has what the inventory says of each pack: gateways in the order of their waves, and no address', async () => {
    const repo = repository();
    repo.commit({ ...BEFORE, '.github/keeptrusts.yml': INVENTORY });
    const { stage } = await validated(repo.root, { 'changed-only': 'false' });
    const { text } = matrixOf(stage);
    expect(JSON.parse(text).include).toMatchObject([
      { file: 'bad/policy-config.yaml', staging: '', gateways: [], owner: '' },
      { file: 'good/policy-config.yaml', staging: 'gw-staging', gateways: ['gw-eu', 'gw-us'], owner: 'support' },
    ]);
    expect(text).not.toMatch(/example\.com|US_API_TOKEN/);
  });

  test('with changed-only has the packs that changed', async () => {
    const repo = repository();
    const base = repo.commit(BEFORE);
    repo.write('good/policy-config.yaml', policy('good', { version: '1.0.1' }));
    const { stage } = await validated(repo.root, { 'base-ref': base });
    expect(JSON.parse(matrixOf(stage).text).include).toMatchObject([{ file: 'good/policy-config.yaml', changed: true }]);
  });

  test('below a working directory has the files as they are named there', async () => {
    const repo = repository();
    repo.commit({ 'policies/good/policy-config.yaml': policy('good'), 'policies/.github/keeptrusts.yml': INVENTORY });
    const { stage } = await validated(repo.root, { 'changed-only': 'false', 'working-directory': 'policies' });
    expect(stage.workingDirectory).toBe('policies');
    expect(JSON.parse(matrixOf(stage).text).include).toMatchObject([{ file: 'good/policy-config.yaml', owner: 'support' }]);
  });
});
