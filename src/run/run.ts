import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GivenOptions } from '../options/parse.js';
import { parseOptions } from '../options/parse.js';
import { resolveStage } from '../options/resolve.js';
import type { AnyOptions } from '../options/rules.js';
import type { Entry } from '../options/table.js';
import { InputProblems } from '../report/failure.js';
import type { StageName } from '../report/model.js';
import { TOOL } from '../version.js';
import { openWorkspace } from '../workspace/workspace.js';
import { readInventory } from './inventory-file.js';
import { KtSupply } from './kt-supply.js';
import { Network } from './network.js';
import type { Session } from './session.js';
import { runStages } from './stages.js';
import type { Surroundings } from './surroundings.js';

/** The order in which stages run, whatever the order they were named in. */
const STAGE_ORDER: readonly StageName[] = ['validate', 'deploy', 'verify'];

export type ParsedRun = ReturnType<typeof readOptions>;

/**
 * The options of a run, before anything is touched.
 * @throws InputProblems with every problem at once.
 */
export function readOptions(
  entry: Entry,
  given: GivenOptions,
): {
  readonly entry: Entry;
  readonly options: AnyOptions;
  readonly sources: Extract<ReturnType<typeof parseOptions>, { kind: 'ok' }>['sources'];
  readonly warnings: readonly string[];
} {
  const parsed = parseOptions(entry, given);
  if (parsed.kind === 'problems') throw new InputProblems(parsed.problems);
  return { entry, options: parsed.options, sources: parsed.sources, warnings: parsed.warnings };
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
  const workspace = await openWorkspace(surroundings.workspaceRoot, join(surroundings.directory, options['working-directory'] ?? '.'));
  const inventory = await readInventory(workspace, options['config-file']);
  const resolved = resolveStage(entry, options, sources, inventory);
  if (resolved.problems.length > 0) throw new InputProblems(resolved.problems);
  session.setOverridden(resolved.overridden);
  session.addEngine({ name: 'builtin', version: TOOL.version });

  const temporaryDirectory = await mkdtemp(join(temporaryParent ?? tmpdir(), 'keeptrusts-policy-'));
  const complete: Surroundings = { ...surroundings, directory: workspace.workingDirectory, temporaryDirectory };
  const network = new Network(resolved.options, complete);
  try {
    const stages = entry === 'root' ? STAGE_ORDER.filter((stage) => resolved.options.stages?.includes(stage)) : [entry];
    const ktSupply = new KtSupply(ktOptions(resolved.options), complete, network, session);
    return await runStages(stages, resolved, { surroundings: complete, workspace, network, ktSupply, session, inventory, sources });
  } finally {
    await network.close();
    await rm(temporaryDirectory, { recursive: true, force: true });
  }
}

function ktOptions(options: AnyOptions): ConstructorParameters<typeof KtSupply>[0] {
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
