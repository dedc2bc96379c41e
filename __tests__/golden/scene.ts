import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Entry } from '../../src/options/table.js';
import { digestOf } from '../../src/policy/digest.js';
import { type Progress, SILENT_LOG } from '../../src/report/log.js';
import type { Report, RunIdentity, StageReport } from '../../src/report/model.js';
import { createRedactor, redactReport } from '../../src/report/redact.js';
import { readOptions, run } from '../../src/run/run.js';
import { Session } from '../../src/run/session.js';
import { NO_JOURNAL } from '../../src/stages/deploy/journal.js';
import { type DeployContext, type DeployOptions, deploy } from '../../src/stages/deploy.js';
import type { PackSource } from '../../src/stages/pack.js';
import type { PolicyHistory, PolicyState } from '../../src/stages/policy-history.js';
import { type VerifyContext, type VerifyOptions, verify } from '../../src/stages/verify.js';
import { expectedOf } from '../stages/world.js';
import { GoldenFleet, MorningClock } from './gateways.js';
import { goldenFile, INJECTION, REFUND, ROADMAP, supportDesk } from './packs.js';

const REPOSITORY = 'acme/ai-policies';
const COMMIT = '7d3c1f0a9be24586d1f70c35e8a4b2961f0d5c7e';
/** The commits that brought the policy file to its former states, newest first. */
export const FORMER_COMMITS = ['41b80e6d2ac97f5310d4e8b6a7c2f95083be1d64', 'e05f9a7c3b1d86240f7ea9c5d38b6142a90cf7d5'] as const;

function runOf(event: string): RunIdentity {
  const isPullRequest = event === 'pull_request';
  return {
    repository: REPOSITORY,
    commit: COMMIT,
    ref: isPullRequest ? 'refs/pull/128/merge' : 'refs/heads/main',
    url: `https://github.com/${REPOSITORY}/actions/runs/23180457291/attempts/1`,
    attempt: 1,
    actor: 'mona',
    event,
  };
}

/** Tool and kt as they are named whatever their versions are now. */
const TOOL = { name: 'keeptrusts-policy-action', version: '1.0.0' };
export const BUILTIN = { name: 'builtin', version: TOOL.version } as const;
export const KT = {
  name: 'kt',
  version: '0.1.0',
  path: '/opt/hostedtoolcache/keeptrusts-kt/0.1.0/x64/kt',
  sha256: '5e'.repeat(32),
} as const;

/** What validating a pack takes. */
const PACK_MS = 38;

/** Runs of an action, and deploys and verifications of one pack as the stages run them. */
export class GoldenScene {
  readonly clock = new MorningClock();
  readonly fleet = new GoldenFleet(this.clock, [REFUND.name, INJECTION.name, ROADMAP.name]);
  readonly #directory: string;

  private constructor(directory: string) {
    this.#directory = directory;
  }

  /** A scene for the time of `work`. */
  static async play(work: (scene: GoldenScene) => Promise<Report>): Promise<Report> {
    const scene = new GoldenScene(await mkdtemp(join(tmpdir(), 'golden-')));
    try {
      return await work(scene);
    } finally {
      await rm(scene.#directory, { recursive: true, force: true });
    }
  }

  /** A run of an action from its inputs on, in a checkout of these files, on a runner that has no kt. */
  async run(
    entry: Entry,
    inputs: Readonly<Record<string, string>>,
    files: Readonly<Record<string, string>>,
    event: string,
  ): Promise<Report> {
    const workspaceRoot = join(this.#directory, 'checkout');
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(workspaceRoot, name)), { recursive: true });
      await writeFile(join(workspaceRoot, name), text);
    }
    const session = new Session(runOf(event), async () => {});
    const surroundings = {
      environment: { PATH: join(this.#directory, 'empty') },
      workspaceRoot,
      directory: workspaceRoot,
      clock: this.clock,
      log: { ...SILENT_LOG, progress: ({ doing }: Progress) => this.clock.advance(doing.startsWith('validated') ? PACK_MS : 0) },
      signal: new AbortController().signal,
      event,
    };
    try {
      const parsed = readOptions(entry, { values: new Map(Object.entries(inputs)), environment: {}, origin: 'inputs' });
      await run(parsed, surroundings, this.#directory, session);
    } catch (error) {
      await session.fail(error);
    }
    return asKept(session.report());
  }

  /** What a deploy of a policy file comes to. */
  deploy(text: string, options: Partial<DeployOptions> & Pick<DeployOptions, 'production'>, context: Partial<DeployContext> = {}) {
    return deploy(
      sourceOf(text),
      {
        phase: 'all',
        digest: digestOf(new TextEncoder().encode(text)),
        'allow-inconclusive': false,
        'allow-downgrade': false,
        'allow-drift': false,
        'bake-time': 0,
        'dry-run': false,
        emergency: undefined,
        'keep-staging': false,
        'promote-with': 'auto',
        rollback: true,
        waves: '1, 50%, 100%',
        readsGateways: true,
        'deploy-timeout': 300_000,
        interval: 5_000,
        'minimum-proof': 'chain',
        tests: 'true',
        'probe-model': undefined,
        // One after the other, so that their times do not depend on whose promise is first.
        concurrency: 1,
        severities: new Map(),
        canary: [],
        ...options,
      },
      {
        clock: this.clock,
        log: SILENT_LOG,
        signal: new AbortController().signal,
        temporaryDirectory: this.#directory,
        kt: this.fleet.kt,
        checkToken: async () => ({ accepted: true }),
        history: async () => this.historyOf(text, supportDesk('1.4.0'), supportDesk('1.3.0', ['internal roadmap'])),
        journal: NO_JOURNAL,
        onChange: async () => {},
        onEmulated: () => {},
        ...context,
      },
    );
  }

  /** What a verification of a policy file comes to. */
  verify(text: string, options: Partial<VerifyOptions> & Pick<VerifyOptions, 'gateways'>, context: Partial<VerifyContext> = {}) {
    return verify(
      sourceOf(text),
      {
        digest: undefined,
        since: 300_000,
        'event-limit': 50,
        'minimum-events': undefined,
        consecutive: 2,
        interval: 5_000,
        'verify-timeout': 120_000,
        'minimum-proof': 'chain',
        doctor: 'auto',
        'accept-degraded': false,
        concurrency: 1,
        'probe-model': undefined,
        'allow-escalation-probes': false,
        probes: [],
        ...options,
      },
      {
        clock: this.clock,
        log: SILENT_LOG,
        signal: new AbortController().signal,
        random: () => 0.5,
        kt: this.fleet.kt,
        policyCopy: async () => join(this.#directory, 'policy-config.yaml'),
        readHistory: async () => this.historyOf(text, supportDesk('1.4.0'), supportDesk('1.3.0', ['internal roadmap'])),
        onChange: async () => {},
        onEmulated: () => {},
        ...context,
      },
    );
  }

  /** What Git knows of the policy file: its states, newest first. */
  historyOf(...texts: readonly string[]): PolicyHistory {
    const commits = [COMMIT, ...FORMER_COMMITS];
    return { kind: 'read', states: texts.map((text, index) => stateOf(text, commits[index] ?? '')), newer: [] };
  }

  /** The report of a run that had these stages. */
  async report(event: string, ...stages: readonly StageReport[]): Promise<Report> {
    const session = new Session(runOf(event), async () => {});
    for (const engine of [BUILTIN, KT]) session.addEngine(engine);
    for (const stage of stages) await session.setStage(stage);
    return asKept(session.report());
  }
}

function sourceOf(text: string): PackSource {
  const names = (path: string) => ({ file: path, workspaceFile: path });
  const test = (name: string, content: string) => ({ name, names: names(`tests/${name}`), bytes: new TextEncoder().encode(content) });
  return {
    names: names('policy-config.yaml'),
    bytes: new TextEncoder().encode(text),
    tests: [
      test('allows-refund-question.json', goldenFile(REFUND)),
      test('blocks-injection.json', goldenFile(INJECTION)),
      test('blocks-roadmap.json', goldenFile(ROADMAP)),
    ],
  };
}

function stateOf(text: string, commit: string): PolicyState {
  const { identity, chain } = expectedOf(text);
  const bytes = new TextEncoder().encode(text);
  return { commit, identity, chain, digest: digestOf(bytes), bytes };
}

/** As the action hands it to its renderers, with the names of tool and requests that no release and no run changes. */
function asKept(report: Report): Report {
  const engines = report.engines.map((one) => (one.name === 'builtin' ? BUILTIN : one));
  return numbered(redactReport({ ...report, tool: TOOL, engines }, createRedactor([])));
}

/** Request ids end with random ones; nothing else of a report does. */
function numbered(report: Report): Report {
  const ids: string[] = [];
  const text = JSON.stringify(report).replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
    if (!ids.includes(id)) ids.push(id);
    return `00000000-0000-4000-8000-${String(ids.indexOf(id) + 1).padStart(12, '0')}`;
  });
  return JSON.parse(text);
}
