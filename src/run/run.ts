import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { GivenOptions } from '../options/parse.js';
import { parseOptions } from '../options/parse.js';
import { resolveStage } from '../options/resolve.js';
import { type AnyOptions, stagesOf } from '../options/rules.js';
import type { Entry } from '../options/table.js';
import { InputProblems } from '../report/failure.js';
import { TOOL } from '../version.js';
import { openWorkspace } from '../workspace/workspace.js';
import type { Equipment } from './equipment.js';
import { readInventory } from './inventory-file.js';
import { KtSupply } from './kt-supply.js';
import { Network } from './network.js';
import type { Session } from './session.js';
import { runStages } from './stages.js';
import type { Surroundings } from './surroundings.js';

export type ParsedRun = ReturnType<typeof readOptions>;

/**
 * The options of a run, before anything is touched.
 * @param earlier problems that were found on the way to the texts, told together with the others.
 * @throws InputProblems with every problem at once.
 */
export function readOptions(
  entry: Entry,
  given: GivenOptions,
  earlier: readonly string[] = [],
): {
  readonly entry: Entry;
  readonly options: AnyOptions;
  readonly sources: Extract<ReturnType<typeof parseOptions>, { kind: 'ok' }>['sources'];
  readonly warnings: readonly string[];
} {
  const parsed = parseOptions(entry, given);
  const problems = [...earlier, ...(parsed.kind === 'problems' ? parsed.problems : [])];
  if (parsed.kind === 'problems' || problems.length > 0) throw new InputProblems(problems);
  return { entry, options: parsed.options, sources: parsed.sources, warnings: parsed.warnings };
}

/** Where the problems of options that `readOptions` refuses are told: as far as these options can be read. */
export function readableOptions(entry: Entry, given: GivenOptions): AnyOptions {
  const parsed = parseOptions(entry, given);
  return parsed.kind === 'ok' ? parsed.options : parsed.readable;
}

/**
 * One run from parsed options to the last stage; everything it learns goes into the session.
 * @returns whether every stage asked for ran and succeeded.
 * @throws Failure or InputProblems when the run could not begin or go on; the session holds what was reached.
 */
export async function run(
  parsed: ParsedRun,
  surroundings: Omit<Surroundings, 'temporaryDirectory'>,
  temporaryParent: string | undefined,
  session: Session,
): Promise<boolean> {
  const { entry, options, sources } = parsed;
  const workspace = await openWorkspace(surroundings.workspaceRoot, resolve(surroundings.directory, options['working-directory'] ?? '.'));
  const inventory = await readInventory(workspace, options['config-file']);
  const resolved = resolveStage(entry, options, sources, inventory);
  if (resolved.problems.length > 0) throw new InputProblems(resolved.problems);
  session.setOverridden(resolved.overridden);
  session.addEngine({ name: 'builtin', version: TOOL.version });

  const temporary = new TemporaryDirectory(temporaryParent);
  const complete: Surroundings = {
    ...surroundings,
    directory: workspace.workingDirectory,
    get temporaryDirectory() {
      return temporary.path;
    },
  };
  const network = new Network(resolved.options, complete);
  try {
    const stages = stagesOf(entry, resolved.options);
    const ktSupply = new KtSupply(ktOptions(resolved.options), complete, network, session);
    session.expect(stages);
    const equipment = { surroundings: complete, workspace, network, ktSupply, session, inventory, sources };
    return await recorded(() => runStages(stages, resolved, equipment), resolved.options, equipment);
  } finally {
    // Policies and test cases are in there: it goes even when a connection does not want to end.
    await network.close().finally(() => temporary.remove());
  }
}

/** Writes the release record when the stages have ended, however they did: a release that failed has to be explained as well. */
async function recorded(stages: () => Promise<boolean>, options: AnyOptions, equipment: Equipment): Promise<boolean> {
  const { session, surroundings, network } = equipment;
  const { recordPath } = surroundings;
  if (recordPath === undefined) return stages();
  let failure: unknown;
  const succeeded = await stages().catch(async (error: unknown) => {
    failure = error;
    await session.fail(error);
    return false;
  });
  const { writeReleaseRecord } = await import('./release-record.js');
  await session.setReleaseRecord(
    await writeReleaseRecord(recordPath, { report: session.report(), options, tests: session.tests }, { surroundings, network }),
  );
  if (failure !== undefined) throw failure;
  return succeeded;
}

/** Made when it is first asked for: a run that asks nothing of kt writes nothing but its report. */
export class TemporaryDirectory {
  readonly #parent: string;
  #path: string | undefined;

  constructor(parent: string = tmpdir()) {
    this.#parent = parent;
  }

  get path(): string {
    this.#path ??= mkdtempSync(join(this.#parent, 'keeptrusts-policy-'));
    return this.#path;
  }

  remove(): void {
    // On Windows a file that a virus scanner looks at stays for a moment.
    if (this.#path !== undefined) rmSync(this.#path, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** What of a run's options is for kt. */
export function ktOptions(options: AnyOptions): ConstructorParameters<typeof KtSupply>[0] {
  const { engine } = options;
  return {
    'kt-path': options['kt-path'],
    'kt-version': options['kt-version'],
    'kt-sha256': options['kt-sha256'] ?? [],
    'download-url': options['download-url'] ?? '',
    'ca-file': options['ca-file'],
    'api-url': options['api-url'],
    'api-token': options['api-token'],
    ...(engine !== undefined && { engine }),
  };
}
