import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { SarifLog } from '../../src/report/sarif-model.js';
import { startRest } from '../github/rest.js';
import { type Scene, Scenes } from './harness.js';
import { isRecord } from './invariants.js';
import { NODE_NAME } from './node.js';
import { golden, policy } from './policies.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

const COMMIT = 'feed'.repeat(10);
const OURS = 'https://github.com/octo/policies';
const BLOB = `${OURS}/blob/${COMMIT}`;
const BAD = policy({ chain: ['prompt-injections', 'dlp-filter', 'audit-logger'] });

/** What actions/checkout leaves in `.git` of what is looked at here: a detached head and one remote. */
async function checkOut(scene: Scene, directory: string, remote: string): Promise<void> {
  await scene.write(join(directory, '.git/HEAD'), `${COMMIT}\n`);
  await scene.write(join(directory, '.git/config'), `[core]\n\tbare = false\n[remote "origin"]\n\turl = ${remote}\n`);
  await scene.write(join(directory, 'packs/a b/policy-config.yaml'), BAD);
  await scene.write(
    join(directory, 'packs/a b/tests/fails.json'),
    golden('lets the roadmap out', 'Summarise the internal roadmap', 'allow'),
  );
}

describe(`files of a repository on ${NODE_NAME}`, () => {
  test.concurrent('are named and linked from its root when it was checked out under a path', async () => {
    const scene = await scenes.open();
    const github = await startRest();
    scene.atEnd(() => github.close());
    await checkOut(scene, 'src', OURS);
    const inputs = { 'policy-file': 'src/packs/**/policy-config.yaml', 'check-run': 'true', 'github-token': 'ghs_never_shown_0123456789' };
    const step = await scene.step('validate', inputs, { environment: { GITHUB_API_URL: github.url } });
    expect(step.exitCode).toBe(1);
    expect(step.errors[0]).toMatchObject({ file: 'packs/a b/policy-config.yaml', line: 7 });
    expect(new Set(step.annotations.flatMap(({ file }) => file ?? []))).toEqual(new Set(['packs/a b/policy-config.yaml']));
    expect(step.summary).toContain(`#### [\`src/packs/a b/policy-config.yaml\`](${BLOB}/packs/a%20b/policy-config.yaml)`);
    expect(step.summary).toContain(`[7](${BLOB}/packs/a%20b/policy-config.yaml#L7)`);
    expect(step.summary).not.toContain('/blob/0123456789abcdef');
    const paths = github.checkRuns.flatMap(({ annotations }) => annotations.map((one) => (isRecord(one) ? one.path : undefined)));
    expect(new Set(paths)).toEqual(new Set(['packs/a b/policy-config.yaml']));
    expect(github.violations).toEqual([]);
  });

  test.concurrent('include its tests', async () => {
    const scene = await scenes.open();
    await checkOut(scene, 'src', `${OURS}.git`);
    await scene.write('src/packs/a b/policy-config.yaml', policy());
    const step = await scene.step('validate', { 'policy-file': 'src/packs/**/policy-config.yaml', engine: 'builtin' });
    expect(step.errors[0]).toMatchObject({ file: 'packs/a b/tests/fails.json', line: 6 });
    expect(step.summary).toContain(`(${BLOB}/packs/a%20b/tests/fails.json#L6)`);
  });

  test.concurrent('are neither annotated nor linked when it is not the repository of the workflow', async () => {
    const scene = await scenes.open();
    await checkOut(scene, 'other', 'https://github.com/octo/other');
    const inputs = { 'policy-file': 'other/packs/**/policy-config.yaml' };
    const { errors, annotations, summary } = await scene.step('validate', inputs);
    expect(annotations.flatMap(({ file }) => file ?? [])).toEqual([]);
    expect(errors[0]?.message).toMatch(/^other\/packs\/a b\/policy-config\.yaml:7:\d+: /);
    expect(summary).toContain('#### `other/packs/a b/policy-config.yaml`\n');
    expect(summary).not.toContain('/blob/');
  });

  test.concurrent('are in SARIF by their paths in the repository, at the commit that is checked out, suppressed ones with their reason', async () => {
    const scene = await scenes.open();
    await checkOut(scene, 'src', OURS);
    const chain = [
      'prompt-injection',
      'dlp-filter',
      'audit-logger',
      'rbac # keeptrusts-lint-disable-line kind-without-block -- its defaults do',
    ];
    await scene.write('src/packs/a b/policy-config.yaml', policy({ chain }));
    const results = join(scene.directory, 'step-1', 'release-record.json');
    await scene.step('validate', { 'policy-file': 'src/packs/**/policy-config.yaml', engine: 'builtin', 'sarif-file': results });
    const log: SarifLog = JSON.parse(await readFile(results, 'utf8'));
    const [run] = log.runs;
    const uris = run.results.flatMap(({ locations }) => locations.map(({ physicalLocation }) => physicalLocation.artifactLocation.uri));
    expect(new Set(uris)).toEqual(new Set(['packs/a%20b/policy-config.yaml', 'packs/a%20b/tests/fails.json']));
    expect(run.versionControlProvenance?.[0]).toMatchObject({ repositoryUri: OURS, revisionId: COMMIT });
    expect(run.results.find(({ ruleId }) => ruleId === 'kind-without-block')?.suppressions).toEqual([
      { kind: 'inSource', justification: 'its defaults do' },
    ]);
  });
});
