import type { PackDestination } from '../report/model.js';
import { type ResolvedGateway, type ResolvedGateways, resolveGateways } from './gateways.js';
import type { Inventory, InventoryPack } from './inventory.js';
import { parseGatewayLines, parseRuleSeverities } from './lines.js';
import { normalPath } from './normal-path.js';
import { requirementProblems } from './requirements.js';
import { type AnyOptions, type RunStageName, stagesOf, writesTo } from './rules.js';
import { type Entry, OPTIONS, type OptionName } from './table.js';
import type { Source } from './types.js';

export interface ResolvedStage<O> {
  /** The options, with values of the inventory where none was given. */
  readonly options: O;
  /** Inventory values that options replaced, as `option: inventory value`. */
  readonly overridden: readonly string[];
  /** What is missing or wrong now that everything known is known; the run must not start with any. */
  readonly problems: readonly string[];
  readonly staging?: ResolvedGateway;
  readonly production: readonly ResolvedGateway[];
  /** The gateways to verify; with deploy in the same run and none named, those deploy uses. */
  readonly gateways: readonly ResolvedGateway[];
}

interface Filled {
  readonly changes: AnyOptions;
  readonly overridden: readonly string[];
}

const NOTHING: Filled = { changes: {}, overridden: [] };

/** The entry of the inventory for a policy file; both paths start from the working directory. */
export function packOf(inventory: Inventory | undefined, file: string): InventoryPack | undefined {
  return inventory?.packs.find((pack) => pack.file === normalPath(file));
}

function policyFiles(options: AnyOptions, sources: ReadonlyMap<OptionName, Source>, inventory: Inventory, oneFile: boolean): Filled {
  const files = inventory.packs.map(({ file }) => file);
  if (files.length === 0 || options['policy-file'] === undefined) return NOTHING;
  if (sources.get('policy-file') !== 'default') return NOTHING;
  const usable = !oneFile || files.length === 1;
  return usable ? { changes: { 'policy-file': files }, overridden: [] } : NOTHING;
}

/** Fills `name` with the inventory's value when it was not given, and notes the value that was replaced when it was. */
function fill<N extends 'staging-gateway' | 'production-gateways' | 'gateways' | 'tests'>(
  name: N,
  value: AnyOptions[N],
  written: string,
  options: AnyOptions,
  sources: ReadonlyMap<OptionName, Source>,
): Filled {
  if (value === undefined || written === '' || !Object.hasOwn(options, name)) return NOTHING;
  if (sources.get(name) === 'default') {
    return { changes: { [name]: value }, overridden: [] };
  }
  const current = options[name];
  const currentWritten = Array.isArray(current) ? current.join(', ') : String(current);
  return currentWritten === written ? NOTHING : { changes: {}, overridden: [`${name}: ${written}`] };
}

/** Production gateways in the order of their waves; those without one come last, and the written order breaks ties. */
function inWaveOrder(ids: readonly string[], inventory: Inventory): readonly string[] {
  const wave = (id: string): number => inventory.gateways.get(id)?.wave ?? Number.POSITIVE_INFINITY;
  return ids.toSorted((a, b) => (wave(a) === wave(b) ? 0 : wave(a) - wave(b)));
}

/** Where the inventory sends a policy file, in the order deploy takes the gateways in; the path starts from the working directory. */
export function destinationOf(inventory: Inventory | undefined, file: string): PackDestination | undefined {
  const pack = packOf(inventory, file);
  if (inventory === undefined || pack === undefined) return undefined;
  const { staging, gateways, owner } = pack;
  return {
    ...(staging !== undefined && { staging }),
    gateways: inWaveOrder(gateways, inventory),
    ...(owner !== undefined && { owner }),
  };
}

function packValues(
  options: AnyOptions,
  sources: ReadonlyMap<OptionName, Source>,
  inventory: Inventory,
  stages: readonly RunStageName[],
): readonly Filled[] {
  const [file, ...more] = options['policy-file'] ?? [];
  const pack = file === undefined || more.length > 0 ? undefined : packOf(inventory, file);
  if (pack === undefined) return [];
  const production = inWaveOrder(pack.gateways, inventory);
  const all = [...(pack.staging === undefined ? [] : [pack.staging]), ...production];
  return [
    fill('staging-gateway', pack.staging, pack.staging ?? '', options, sources),
    fill('production-gateways', production, production.join(', '), options, sources),
    fill('tests', pack.tests, pack.tests ?? '', options, sources),
    // With deploy in the same run, verify takes the gateways deploy used, see `verified`.
    writesTo(stages) && sources.get('gateways') === 'default' ? NOTHING : fill('gateways', all, all.join(', '), options, sources),
  ];
}

function ruleValues(options: AnyOptions, inventory: Inventory): Filled {
  if (options.rules === undefined || inventory.rules.size === 0) return NOTHING;
  const given = parseRuleSeverities(options.rules).severities;
  const inherited = [...inventory.rules].filter(([id]) => !given.has(id)).map(([id, severity]) => `${id}: ${severity}`);
  const replaced = [...inventory.rules].filter(([id, severity]) => given.has(id) && given.get(id) !== severity);
  return {
    changes: { rules: [...inherited, ...options.rules] },
    overridden: replaced.map(([id, severity]) => `rules: ${id}: ${severity}`),
  };
}

function lookUp(lines: readonly string[], inventory: Inventory | undefined): ResolvedGateways {
  return resolveGateways(parseGatewayLines(lines).targets, inventory);
}

/** The gateways of `phase`: what deploy writes to in this run. */
function deployed(options: AnyOptions, staging: ResolvedGateways, production: ResolvedGateways): readonly ResolvedGateway[] {
  return [...(options.phase === 'promote' ? [] : staging.gateways), ...(options.phase === 'stage' ? [] : production.gateways)];
}

/**
 * Completes parsed options with the inventory, looks the gateways up and checks what can only be checked then. Pure; call it with
 * `undefined` when there is no inventory, so that the same checks run.
 *
 * A value is filled in only when its source is `default`. `policy-file` becomes the inventory's packs (all for validate, the only one for
 * deploy and verify); the gateways and `tests` come from the pack whose file is the one policy file; rules are merged by id.
 */
export function resolveStage<O extends AnyOptions>(
  entry: Entry,
  given: O,
  sources: ReadonlyMap<OptionName, Source>,
  inventory: Inventory | undefined,
): ResolvedStage<O> {
  const stages = stagesOf(entry, given);
  const oneFile = stages.some((stage) => stage !== 'validate');
  const files = inventory === undefined ? NOTHING : policyFiles(given, sources, inventory, oneFile);
  const withFiles = { ...given, ...files.changes };
  const filled = inventory === undefined ? [] : [...packValues(withFiles, sources, inventory, stages), ruleValues(given, inventory)];
  let options = withFiles;
  for (const { changes } of filled) options = { ...options, ...changes };

  const stagingLine = options['staging-gateway'];
  const staging = lookUp(stagingLine === undefined ? [] : [stagingLine], inventory);
  const production = lookUp(options['production-gateways'] ?? [], inventory);
  const named = lookUp(options.gateways ?? [], inventory);
  const written = writesTo(stages) ? deployed(options, staging, production) : [];
  const gateways = named.gateways.length > 0 || !stages.includes('verify') ? named.gateways : written;

  const lookups = [staging, production, named];
  const problems = [
    ...lookups.flatMap((found) => found.problems),
    ...requirementProblems({ options, stages, staging: staging.gateways, production: production.gateways, written, gateways }),
    ...ambiguousFile(options, sources, inventory, oneFile),
  ];
  const [first] = staging.gateways;
  return {
    options,
    overridden: [...filled.flatMap((each) => each.overridden), ...new Set(lookups.flatMap((found) => found.overridden))],
    problems: [...new Set(problems)],
    ...(first === undefined ? {} : { staging: first }),
    production: production.gateways,
    gateways,
  };
}

function ambiguousFile(
  options: AnyOptions,
  sources: ReadonlyMap<OptionName, Source>,
  inventory: Inventory | undefined,
  oneFile: boolean,
): readonly string[] {
  const count = inventory?.packs.length ?? 0;
  const usesDefault = sources.get('policy-file') === 'default' && !OPTIONS['policy-file'].default.some((file) => packOf(inventory, file));
  return oneFile && count > 1 && usesDefault && options['policy-file'] !== undefined
    ? [`policy-file is not set, and the inventory ${inventory?.fileName} has ${count} packs: deploy and verify take one, so name it`]
    : [];
}
