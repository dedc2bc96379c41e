import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { deployReport, Fleet } from './fleet.js';
import { type RanStep, type Scene, Scenes } from './harness.js';
import { commitAfterPrevious } from './history.js';
import { NODE_NAME } from './node.js';
import { ALLOWS_HOURS, policy } from './policies.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

const TEXT = policy();
const OTHER_DIGEST = `sha256:${'0'.repeat(64)}`;

/** A loopback address where nothing listens. */
async function deadUrl(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 1}`;
}

interface Refusal {
  readonly name: string;
  /** Words of the error: the thing, and the next step. */
  readonly words: readonly string[];
  readonly inputs?: (fleet: Fleet) => Promise<Record<string, string>> | Record<string, string>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly prepare?: (fleet: Fleet, scene: Scene) => Promise<void> | void;
  /** The run could not begin, so there is no deploy stage. */
  readonly before?: true;
}

const REFUSALS: readonly Refusal[] = [
  {
    name: 'another digest than was validated',
    inputs: () => ({ digest: OTHER_DIGEST }),
    words: [OTHER_DIGEST, 'was validated', 'Deploy the commit that was validated'],
  },
  ...['pull_request', 'pull_request_target', 'pull_request_review'].map((event) => ({
    name: `the event ${event}`,
    environment: { GITHUB_EVENT_NAME: event },
    words: [event, 'Nothing was written', 'Run deploy on push'],
    before: true as const,
  })),
  {
    name: 'a version that a gateway serves already with other content',
    prepare: async (_fleet, scene) => scene.write('policy-config.yaml', policy({ version: '1.3.0' })),
    words: ['(staging, eu, us)', 'already serves support-desk 1.3.0', 'Raise pack.version'],
  },
  {
    name: 'a gateway that does not answer, before anything is written to another',
    inputs: async (fleet) => ({ 'production-gateways': `${fleet.lines('eu')}\nus=${await deadUrl()}` }),
    words: ['gateway us', 'refused', "Check the gateway's URL"],
  },
  {
    name: 'a gateway whose configuration cannot be read',
    prepare: (fleet) => fleet.emulator.setFault('us', { kind: 'status', status: 404, on: ['config'] }),
    words: ['gateway us', '404', "Check the gateway's URL"],
  },
  {
    name: 'a token that the API does not accept',
    inputs: () => ({ 'api-token': 'kt_not_the_right_token' }),
    words: ['does not accept api-token', '401', 'kt auth whoami'],
  },
  {
    name: 'an API that does not answer',
    inputs: async () => ({ 'api-url': await deadUrl() }),
    words: ['the Keeptrusts API 127.0.0.1', 'does not answer', 'Check api-url'],
  },
  {
    name: 'a policy that does not pass validation',
    prepare: async (_fleet, scene) => scene.write('policy-config.yaml', policy({ chain: ['promt-injection'] })),
    words: ['does not pass validation', 'promt-injection', 'Run the validate stage'],
  },
  {
    name: 'a policy whose tests do not pass',
    prepare: async (_fleet, scene) => scene.write('tests/wrong.json', ALLOWS_HOURS.replace('allow', 'block')),
    words: ['does not pass validation', 'expected block, got allow'],
  },
  {
    name: 'a policy without a test that was decided',
    prepare: async (_fleet, scene) => rm(join(scene.workspace, 'tests'), { recursive: true }),
    words: ['validation is inconclusive', 'allow-inconclusive: true'],
  },
  {
    name: 'a proof that a gateway cannot give',
    inputs: (fleet) => ({ 'production-gateways': `${fleet.lines('eu')}\nblind` }),
    words: ['gateway blind', 'minimum-proof is chain', 'minimum-proof: accepted'],
  },
];

async function refused({ inputs, environment = {}, prepare }: Refusal): Promise<{ step: RanStep; fleet: Fleet }> {
  const scene = await scenes.open();
  await scene.write('policy-config.yaml', TEXT);
  await scene.write('tests/hours.json', ALLOWS_HOURS);
  commitAfterPrevious(scene, 'policy-config.yaml', TEXT);
  const fleet = await Fleet.start(scene, ['staging', 'eu', 'us', 'blind']);
  await prepare?.(fleet, scene);
  const given = {
    ...fleet.access,
    'staging-gateway': fleet.lines('staging'),
    'production-gateways': fleet.lines('eu', 'us'),
    interval: '50ms',
    ...(await inputs?.(fleet)),
  };
  return { step: await scene.step('deploy', given, { environment }), fleet };
}

describe(`the deploy action on ${NODE_NAME} refuses, and writes nothing:`, () => {
  test.concurrent.each(REFUSALS)('$name', async (refusal) => {
    const { step, fleet } = await refused(refusal);
    expect(step.exitCode).toBe(1);
    fleet.mustBeUntouched();
    for (const word of refusal.words) expect(step.errors.at(-1)?.message).toContain(word);
    if (refusal.before === true) {
      expect(step.report).toMatchObject({ result: 'incomplete', failure: { kind: 'refused' } });
    } else {
      fleet.mustMatch(step, TEXT);
      expect(deployReport(step)).toMatchObject({ result: 'refused', reason: { summary: expect.stringContaining('Nothing was written') } });
    }
  });
});
