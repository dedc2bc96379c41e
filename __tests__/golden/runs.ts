import type { Report } from '../../src/report/model.js';
import type { Gateway } from '../../src/stages/gateway-target.js';
import { goldenCase } from '../stages/world.js';
import {
  AGENT_TESTS,
  DOUBTFUL_FINANCE,
  FAULTY_SUPPORT,
  goldenFile,
  INJECTION,
  PRICES,
  REFUND,
  ROADMAP,
  supportDesk,
  TICKET_AGENT,
  USER,
} from './packs.js';
import { FORMER_COMMITS, GoldenScene } from './scene.js';

/** Typical runs, as the stages report them. */

const NEW = supportDesk('1.5.0', ['internal roadmap', 'unreleased prices', 'merger talks']);
const OLD = supportDesk('1.4.0');
const OLDER = supportDesk('1.3.0', ['internal roadmap']);

const CANARY = [REFUND, INJECTION, ROADMAP].map(({ name, content, verdict }) => goldenCase(name, content, verdict));
const PRODUCTION = ['prod-eu', 'prod-us', 'prod-apac', 'prod-uk', 'prod-br'];

function staging({ fleet }: GoldenScene): Gateway {
  return fleet.gateway('staging', 'staging', OLD);
}

function production({ fleet }: GoldenScene, ids: readonly string[] = PRODUCTION): readonly Gateway[] {
  return ids.map((id) => fleet.gateway(id, 'production', OLD));
}

const agentFiles = (policy: string, tests: typeof AGENT_TESTS): Readonly<Record<string, string>> => ({
  'policy-config.yaml': policy,
  ...Object.fromEntries(Object.entries(tests).map(([name, one]) => [`tests/${name}.json`, goldenFile(one)])),
});

export interface GoldenRun {
  /** How it must end: nothing else is kept. */
  readonly result: Report['result'];
  /** Runs it anew. */
  readonly report: () => Promise<Report>;
}

/** Steps of a pull request and of a release; the names are those of the kept files. */
export const RUNS: Readonly<Record<string, GoldenRun>> = {
  'validate-passed': {
    result: 'passed',
    report: () =>
      GoldenScene.play((scene) => scene.run('validate', { tests: 'required' }, agentFiles(TICKET_AGENT, AGENT_TESTS), 'pull_request')),
  },

  'validate-findings': {
    result: 'failed',
    report: () =>
      GoldenScene.play((scene) =>
        scene.run(
          'validate',
          { 'policy-file': '**/policy-config.yaml' },
          {
            'packs/support/policy-config.yaml': FAULTY_SUPPORT,
            'packs/support/tests/blocks-roadmap.json': goldenFile({ ...ROADMAP, verdict: 'deny' }),
            'packs/finance/policy-config.yaml': DOUBTFUL_FINANCE,
            'packs/tickets/policy-config.yaml': TICKET_AGENT,
            'packs/tickets/tests/closes-a-ticket.json': goldenFile({ ...REFUND, headers: { 'X-User-ID': 'u-17' } }),
          },
          'pull_request',
        ),
      ),
  },

  'validate-tests-failed': {
    result: 'failed',
    report: () =>
      GoldenScene.play((scene) =>
        scene.run(
          'validate',
          { tests: 'required', mutation: 'true' },
          {
            ...agentFiles(TICKET_AGENT.replace('      - unreleased prices\n', '      - merger talks\n'), AGENT_TESTS),
            // Only kt runs assertions.
            'tests/answers-politely.json': goldenFile({ ...REFUND, name: 'answers politely', headers: USER, assertions: ['polite'] }),
          },
          'pull_request',
        ),
      ),
  },

  'deploy-planned': {
    result: 'planned',
    report: () =>
      GoldenScene.play(async (scene) => {
        const gateways = { staging: staging(scene), production: production(scene) };
        scene.fleet.serves.set('prod-uk', NEW);
        return scene.report('push', await scene.deploy(NEW, { ...gateways, canary: CANARY, 'bake-time': 600_000, 'dry-run': true }));
      }),
  },

  'deploy-staged': {
    result: 'staged',
    report: () =>
      GoldenScene.play(async (scene) =>
        scene.report('push', await scene.deploy(NEW, { phase: 'stage', staging: staging(scene), production: [], canary: CANARY })),
      ),
  },

  'deploy-promoted': {
    result: 'promoted',
    report: () =>
      GoldenScene.play(async (scene) => {
        const gateways = { staging: staging(scene), production: production(scene) };
        return scene.report('push', await scene.deploy(NEW, { ...gateways, canary: CANARY, 'bake-time': 600_000 }));
      }),
  },

  'deploy-rolled-back': {
    result: 'rolled-back',
    report: () =>
      GoldenScene.play(async (scene) => {
        const { fleet } = scene;
        fleet.onHealth = (id) =>
          id === 'prod-apac' && fleet.serves.get(id) === NEW
            ? { status: 'unhealthy', httpStatus: 503, latencyMs: 31, attempts: 3, detail: 'HTTP 503' }
            : undefined;
        const gateways = { staging: staging(scene), production: production(scene) };
        return scene.report('push', await scene.deploy(NEW, { ...gateways, canary: CANARY, 'bake-time': 600_000 }));
      }),
  },

  'deploy-refused': {
    result: 'refused',
    report: () =>
      GoldenScene.play(async (scene) => {
        const gateways = { staging: staging(scene), production: production(scene) };
        scene.fleet.serves.set('prod-us', supportDesk('1.6.0'));
        scene.fleet.serves.set('prod-br', supportDesk('1.4.1'));
        return scene.report('push', await scene.deploy(NEW, gateways));
      }),
  },

  'release-verified': {
    result: 'verified',
    report: () =>
      GoldenScene.play(async (scene) => {
        const gateways = { staging: staging(scene), production: production(scene, ['prod-eu', 'prod-us']) };
        const deployed = await scene.deploy(NEW, { ...gateways, canary: CANARY });
        const probes = [...CANARY, goldenCase(PRICES.name, PRICES.content, PRICES.verdict)];
        return scene.report('push', deployed, await scene.verify(NEW, { gateways: gateways.production, probes }));
      }),
  },

  'verify-drift': {
    result: 'mismatch',
    report: () =>
      GoldenScene.play(async (scene) => {
        const { fleet } = scene;
        const gateways = production(scene, ['prod-eu', 'prod-us', 'prod-apac']);
        for (const id of ['prod-eu', 'prod-us']) fleet.serves.set(id, NEW);
        for (const text of [
          'opening hours?',
          'refund?',
          'my order is late',
          'the roadmap?',
          'my IBAN is …',
          'can I return shoes?',
          'a lawyer, please',
        ])
          for (const id of ['prod-eu', 'prod-us', 'prod-apac']) fleet.decide(id, text);
        scene.clock.advance(90_000);
        return scene.report('schedule', await scene.verify(NEW, { gateways }));
      }),
  },

  'rollback-in-an-emergency': {
    result: 'promoted',
    report: () =>
      GoldenScene.play(async (scene) => {
        const gateways = production(scene, ['prod-eu', 'prod-us', 'prod-apac']);
        for (const { id } of gateways) scene.fleet.serves.set(id, NEW);
        const options = {
          rollbackTo: FORMER_COMMITS[0],
          emergency: 'INC-4711: refunds are blocked',
          canary: CANARY,
          'bake-time': 600_000,
          'allow-downgrade': true,
          waves: '100%',
        };
        // The new file is still the one that is checked out.
        const context = { history: async () => scene.historyOf(NEW, OLD, OLDER) };
        return scene.report('workflow_dispatch', await scene.deploy(OLD, { ...options, production: gateways }, context));
      }),
  },

  'release-without-kt': {
    result: 'incomplete',
    report: () =>
      GoldenScene.play((scene) =>
        scene.run(
          'root',
          {
            stages: 'validate, deploy, verify',
            'production-gateways': 'prod-eu=https://prod-eu.gateways.acme.example',
            'api-url': 'https://api.keeptrusts.acme.example',
            'api-token': 'kt-token-of-a-test',
            'kt-path': '/opt/keeptrusts/kt',
          },
          agentFiles(TICKET_AGENT, AGENT_TESTS),
          'push',
        ),
      ),
  },
};
