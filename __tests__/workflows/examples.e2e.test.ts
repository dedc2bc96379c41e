import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { Scenes } from '../e2e/harness.js';
import { NODE_NAME, ROOT } from '../e2e/node.js';
import { noneLeft } from '../e2e/processes.js';
import { ACT } from './act.js';
import { outputOf, resultsOf, type WorkflowRun } from './act-log.js';
import { CHECKS } from './checks.js';
import { type Execution, unknownKind } from './execution.js';
import { RELEASES } from './releases.js';
import { openPolicies, type Policies } from './scene.js';

// One workflow starts dozens of processes; on a busy machine each takes its time.
jest.setTimeout(120_000);

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

const EXAMPLES = join('examples', 'workflows');
const EXECUTIONS: readonly Execution[] = [...RELEASES, ...CHECKS];
const FILES = [...new Set(EXECUTIONS.map(({ file }) => file))];
const whenInstalled = ACT === '' ? describe.skip : describe;

async function execute(path: string, one: Execution): Promise<void> {
  const policies = await openPolicies(scenes, one);
  await mustBeTrue(path, one, policies);
  // At once, and not with the others: gateways that poll take time from those that are still needed.
  await policies.scene.close();
}

async function mustBeTrue(path: string, one: Execution, policies: Policies): Promise<void> {
  const ran = await policies.run(path, one.event, one.given?.(policies));
  const results = resultsOf(ran);
  if (!isDeepStrictEqual(results, one.jobs)) throw new Error(`${JSON.stringify(results)}, not ${JSON.stringify(one.jobs)}\n${ran.text}`);
  expect(ran.exitCode).toBe(Object.values(one.jobs).flat().includes('failure') ? 1 : 0);
  expect({ released: policies.released(), rest: policies.former() }).toEqual({
    released: one.serving,
    rest: policies.gateways.filter((id) => !one.serving.includes(id)),
  });
  await one.also?.(ran, policies);
  expect(policies.github.violations).toEqual([]);
  await noneLeft(policies.scene.directory);
}

test('every example workflow is executed', () => {
  expect(FILES.toSorted()).toEqual(readdirSync(join(ROOT, EXAMPLES)).toSorted());
});

whenInstalled.each(FILES)(`examples/workflows/%s, executed by act on ${NODE_NAME}`, (file) => {
  test.concurrent.each(EXECUTIONS.filter((one) => one.file === file).map((one) => [one.that, one] as const))('%s', async (_that, one) => {
    await execute(join(EXAMPLES, file), one);
  });
});

/** What the examples do not use, and workflows around our actions may: `failure()` of a job and of a step, a matrix of values. */
whenInstalled(`a workflow with if: failure(), executed by act on ${NODE_NAME}`, () => {
  const ON_FAILURE = join('__tests__', 'workflows', 'on-failure.yml');
  const given = ({ fleet }: Policies) => ({ variables: { URL_eu: fleet.url('eu'), URL_us: fleet.url('us') } });
  const common = { file: ON_FAILURE, that: '', gateways: ['eu', 'us'], event: 'push', given } as const;

  test.concurrent('tells a job of its own which job failed, with what the jobs before gave', async () => {
    const also = (ran: WorkflowRun): void => {
      const told = outputOf(ran, 'tell', 'tell', 'told');
      expect(told).toBe(`success failure ${outputOf(ran, 'validate', 'validate', 'digest')}`);
      expect(ran.text).not.toContain('after a failure,');
    };
    const jobs = { validate: 'success', verify: ['failure', 'failure'], tell: 'success', after: 'skipped' } as const;
    await execute(ON_FAILURE, { ...common, jobs, serving: [], also });
  });

  test.concurrent('runs the step after a step that failed, with what that gave before', async () => {
    const also = (ran: WorkflowRun): void =>
      expect(ran.text).toContain(`after a failure, ${outputOf(ran, 'validate', 'validate', 'digest')}`);
    const jobs = { validate: 'failure', verify: 'skipped', tell: 'success', after: 'skipped' } as const;
    await execute(ON_FAILURE, { ...common, change: unknownKind, jobs, serving: [], also });
  });

  test.concurrent('does neither when nothing failed', async () => {
    const also = (ran: WorkflowRun): void => expect(ran.text).not.toContain('after a failure,');
    const jobs = { validate: 'success', verify: ['success', 'success'], tell: 'skipped', after: 'success' } as const;
    await execute(ON_FAILURE, { ...common, released: true, jobs, serving: ['eu', 'us'], also });
  });
});
