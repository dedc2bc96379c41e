import { chmod, cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GatewayFault } from '../../emulator/faults.js';
import { Fleet } from '../e2e/fleet.js';
import type { Scene, Scenes } from '../e2e/harness.js';
import { ROOT } from '../e2e/node.js';
import { type RestServer, startRest } from '../github/rest.js';
import { newRepositoryIn } from '../workspace/repository.js';
import { runWorkflow, type WorkflowRequest } from './act.js';
import type { WorkflowRun } from './act-log.js';
import { adapted } from './example.js';

export const GITHUB_TOKEN = 'ghs_of_the_job_0123456789';

export interface PoliciesOptions {
  /** Of the one pack `policy-config.yaml`. With `packs`, each has `NAME-staging` and `NAME-eu` of its own. */
  readonly gateways?: readonly string[];
  /** Names of packs in `packs/`, with an inventory. */
  readonly packs?: readonly string[];
  /** The gateways serve the file of the second commit from the start; else that of the first. */
  readonly released?: boolean;
  /** What the first commit has of a pack's file already. */
  readonly before?: (text: string, pack: string) => string;
  /** What the second commit makes of a pack's file; undefined leaves it as it was. */
  readonly change?: (text: string, pack: string) => string | undefined;
  /** Of gateways, once they serve. */
  readonly faults?: Readonly<Record<string, GatewayFault>>;
}

/** A repository with policy packs, as a user of the examples has it, with two commits; its gateways; and GitHub's API. */
export interface Policies {
  readonly scene: Scene;
  readonly fleet: Fleet;
  readonly github: RestServer;
  /** Name of the first commit. */
  readonly formerCommit: string;
  /** Ids of all gateways. */
  readonly gateways: readonly string[];
  /** Ids of the gateways that serve what the second commit, which is checked out, changed for them. */
  released(): readonly string[];
  /** Ids of those that serve what the first commit had for them. */
  former(): readonly string[];
  /** What `gh` was asked, one command a line; it lists issue 41 as open. */
  ghAsked(): Promise<readonly string[]>;
  /** Runs a workflow file, by its path from the root of this project. */
  run(file: string, event: WorkflowRequest['event'], more?: Partial<WorkflowRequest>): Promise<WorkflowRun>;
}

interface Pack {
  readonly name: string;
  readonly directory: string;
  readonly former: string;
  readonly text: string;
  readonly gateways: readonly string[];
}

/** As a runner has it when a job of that event begins: the second commit is the one of the event. */
export async function openPolicies(scenes: Scenes, options: PoliciesOptions): Promise<Policies> {
  const scene = await scenes.open();
  const example = join(ROOT, 'examples', 'support-desk');
  const packs = packsOf(await readFile(join(example, 'policy-config.yaml'), 'utf8'), options);
  for (const { directory } of packs) await cp(join(example, 'tests'), join(scene.workspace, directory, 'tests'), { recursive: true });
  const fleet = await Fleet.start(
    scene,
    packs.flatMap(({ gateways, former, text }) => gateways.map((id) => ({ id, config: options.released === true ? text : former }))),
  );
  for (const [id, fault] of Object.entries(options.faults ?? {})) fleet.emulator.setFault(id, fault);
  const repository = newRepositoryIn(scene.workspace);
  repository.git('remote', 'add', 'origin', 'https://github.com/octo/policies');
  if (options.packs !== undefined) repository.write('.github/keeptrusts.yml', inventoryOf(packs, fleet));
  const filesOf = (which: 'former' | 'text') =>
    Object.fromEntries(packs.map((pack) => [join(pack.directory, 'policy-config.yaml'), pack[which]]));
  const formerCommit = repository.commit(filesOf('former'));
  const commit = repository.commit({ ...filesOf('text'), 'NOTES.md': 'Written in the second commit.\n' });
  const github = await startRest();
  scene.atEnd(() => github.close());
  const serving = (which: 'former' | 'text', of: readonly Pack[]): readonly string[] =>
    of.flatMap((pack) => fleet.serving(pack[which]).filter((id) => pack.gateways.includes(id)));
  const changed = packs.filter(({ former, text }) => former !== text);
  return {
    scene,
    fleet,
    github,
    formerCommit,
    gateways: packs.flatMap(({ gateways }) => gateways),
    released: () => serving('text', changed),
    former: () => serving('former', packs),
    ghAsked: await standInGh(scene),
    run: async (file, event, more = {}) =>
      runWorkflow(scene, {
        workflow: adapted(await readFile(join(ROOT, file), 'utf8'), (id) => fleet.url(id)),
        event,
        payload: payloadOf(event, formerCommit, commit),
        secrets: { KEEPTRUSTS_API_TOKEN: fleet.emulator.apiToken, GITHUB_TOKEN },
        variables: { KEEPTRUSTS_API_URL: fleet.emulator.apiUrl },
        environments: {},
        environment: { GITHUB_API_URL: github.url },
        ...more,
      }),
  };
}

function packsOf(
  example: string,
  { packs, gateways = [], before = (text) => text, change = (text) => text }: PoliciesOptions,
): readonly Pack[] {
  const all = packs?.map((name) => ({ name, directory: join('packs', name), gateways: [`${name}-staging`, `${name}-eu`] }));
  return (all ?? [{ name: 'support-desk', directory: '.', gateways }]).map((pack) => {
    const later = example.replaceAll('support-desk', pack.name);
    const former = before(later, pack.name)
      .replace('version: 1.4.0', 'version: 1.3.0')
      .replace('retention_days: 365', 'retention_days: 30');
    return { ...pack, former, text: change(later, pack.name) ?? former };
  });
}

function inventoryOf(packs: readonly Pack[], fleet: Fleet): string {
  const gateways = packs.flatMap((pack) =>
    pack.gateways.map((id) => [id, { url: fleet.url(id), environment: id.endsWith('-staging') ? 'staging' : 'production' }]),
  );
  const entries = packs.map(({ name, directory }) => ({
    file: join(directory, 'policy-config.yaml'),
    staging: `${name}-staging`,
    gateways: [`${name}-eu`],
  }));
  return JSON.stringify({ gateways: Object.fromEntries(gateways), packs: entries }, null, 2);
}

/** What our actions and the examples read of it: https://docs.github.com/en/webhooks/webhook-events-and-payloads */
function payloadOf(event: WorkflowRequest['event'], before: string, after: string): Readonly<Record<string, unknown>> {
  const repository = { id: 1, full_name: 'octo/policies', default_branch: 'main' };
  switch (event) {
    case 'push':
      return { ref: 'refs/heads/main', before, after, forced: false, repository };
    case 'pull_request': {
      const pull = { number: 7, head: { ref: 'work', sha: after, repo: repository }, base: { ref: 'main', sha: before, repo: repository } };
      return { number: 7, pull_request: pull, repository };
    }
    default:
      return { repository };
  }
}

/** Puts a `gh` on PATH, which runners have: it writes down what it is asked and does nothing. */
async function standInGh(scene: Scene): Promise<() => Promise<readonly string[]>> {
  const asked = join(scene.directory, 'gh-asked');
  const gh = join(scene.bin, 'gh');
  await writeFile(gh, `#!/bin/sh\nprintf '%s\\n' "$*" >>'${asked}'\nif [ "$2" = list ]; then echo 41; fi\n`);
  await chmod(gh, 0o755);
  return async () => (await readFile(asked, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');
}
