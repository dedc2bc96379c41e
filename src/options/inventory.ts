import { schemaProblem } from './inventory-problems.js';
import { semanticProblems } from './inventory-rules.js';
import type { RuleSeverity } from './lines.js';
import { isGatewayId, isRuleSeverity } from './lines.js';
import { normalPath } from './normal-path.js';
import { documentPositions, type Locate, textPosition } from './positions.js';

/** What the inventory knows of one gateway. `…Env` are names of environment variables, never tokens. */
export interface InventoryGateway {
  readonly id: string;
  readonly url?: string;
  readonly environment?: string;
  readonly apiUrl?: string;
  readonly apiTokenEnv?: string;
  readonly gatewayTokenEnv?: string;
  readonly caFile?: string;
  readonly owner?: string;
  readonly wave?: number;
}

export interface InventoryPack {
  /** Relative to the working directory, `/` between segments, without `./`. */
  readonly file: string;
  readonly staging?: string;
  readonly gateways: readonly string[];
  readonly tests?: 'true' | 'false' | 'required';
  readonly owner?: string;
}

export interface Inventory {
  readonly fileName: string;
  readonly gateways: ReadonlyMap<string, InventoryGateway>;
  readonly packs: readonly InventoryPack[];
  readonly rules: ReadonlyMap<string, RuleSeverity>;
}

export type InventoryResult =
  | { readonly kind: 'ok'; readonly inventory: Inventory }
  /** Each starts with `file:line:column: `. */
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

/** Characters of an inventory: forty times what 120 packs and 40 gateways need, little enough to parse at once. */
const INVENTORY_LENGTH = 1024 * 1024;
/** Uses of YAML anchors, each counted with what it expands to. */
const ALIAS_COUNT = 100;
/** Problems told at once; a file with more has one cause. */
const PROBLEM_COUNT = 50;

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** `{[key]: value}` when the value is text, else nothing: how optional fields stay absent. */
function text<K extends string>(key: K, value: unknown): { readonly [P in K]?: string } {
  const found: { [P in K]?: string } = {};
  if (typeof value === 'string') found[key] = value;
  return found;
}

function readGateway(id: string, raw: Fields): InventoryGateway {
  return {
    id,
    ...text('url', typeof raw.url === 'string' ? raw.url.replace(/\/+$/, '') : undefined),
    ...text('environment', raw.environment),
    ...text('apiUrl', typeof raw['api-url'] === 'string' ? raw['api-url'].replace(/\/+$/, '') : undefined),
    ...text('apiTokenEnv', raw['api-token-env']),
    ...text('gatewayTokenEnv', raw['gateway-token-env']),
    ...text('caFile', raw['ca-file']),
    ...text('owner', raw.owner),
    ...(typeof raw.wave === 'number' ? { wave: raw.wave } : {}),
  };
}

function readTests(value: unknown): Pick<InventoryPack, 'tests'> {
  if (value === 'required') return { tests: 'required' };
  return typeof value === 'boolean' ? { tests: value ? 'true' : 'false' } : {};
}

function readPack(raw: Fields): InventoryPack {
  const gateways = Array.isArray(raw.gateways) ? raw.gateways.filter((id) => typeof id === 'string').filter(isGatewayId) : [];
  return {
    file: normalPath(typeof raw.file === 'string' ? raw.file : ''),
    ...text('staging', raw.staging),
    gateways,
    ...readTests(raw.tests),
    ...text('owner', raw.owner),
  };
}

/** Reads data the schema has accepted. */
function readInventory(data: unknown, fileName: string): Inventory {
  const { gateways, packs, rules } = fieldsOf(data);
  const severities = Object.entries(fieldsOf(rules)).flatMap(([id, severity]) =>
    typeof severity === 'string' && isRuleSeverity(severity) ? [[id, severity] as const] : [],
  );
  return {
    fileName,
    gateways: new Map(Object.entries(fieldsOf(gateways)).map(([id, raw]) => [id, readGateway(id, fieldsOf(raw))])),
    packs: Array.isArray(packs) ? packs.map((raw) => readPack(fieldsOf(raw))) : [],
    rules: new Map(severities),
  };
}

function failed(
  fileName: string,
  found: readonly { readonly offset: number; readonly message: string }[],
  source: string,
): InventoryResult {
  const ordered = found.toSorted((a, b) => a.offset - b.offset);
  const told = ordered.slice(0, PROBLEM_COUNT).map(({ offset, message }) => `${fileName}:${textPosition(source, offset)}: ${message}`);
  const untold = ordered.length - told.length;
  return { kind: 'problems', problems: untold > 0 ? [...told, `${fileName}: and ${untold} more problems`] : told };
}

async function checkData(data: unknown, locate: Locate, fileName: string, source: string): Promise<InventoryResult> {
  // Generated from schema/inventory.schema.json; loaded only here, because most repositories have no inventory.
  const { validate } = await import('../../build/validators/inventory.mjs');
  if (!validate(data))
    return failed(
      fileName,
      (validate.errors ?? []).flatMap((error) => schemaProblem(error, data, locate) ?? []),
      source,
    );
  const inventory = readInventory(data, fileName);
  const problems = semanticProblems(inventory, locate);
  return problems.length > 0 ? failed(fileName, problems, source) : { kind: 'ok', inventory };
}

/**
 * Parses the text of an inventory (`.github/keeptrusts.yml`). All problems are told, each as `file:line:column: message`; values that may be
 * tokens written in the wrong place are never repeated. An empty file is an empty inventory.
 * @param fileName how messages name the file.
 */
export async function parseInventory(source: string, fileName: string): Promise<InventoryResult> {
  if (source.length > INVENTORY_LENGTH) {
    return {
      kind: 'problems',
      problems: [`${fileName}:1:1: the file has ${source.length} characters, more than the ${INVENTORY_LENGTH} an inventory may have`],
    };
  }
  const { isAlias, isMap, isScalar, isSeq, parseDocument } = await import('yaml');
  const document = parseDocument(source, { prettyErrors: false, logLevel: 'error' });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    return failed(
      fileName,
      faults.map(({ pos, message }) => ({ offset: pos[0], message: `not usable as YAML: ${message.replace(/\s+/g, ' ')}` })),
      source,
    );
  }
  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: ALIAS_COUNT }) ?? {};
  } catch (error) {
    // yaml throws a ReferenceError for too many aliases and for one that contains itself.
    if (!(error instanceof ReferenceError)) throw error;
    return failed(fileName, [{ offset: 0, message: `not usable as YAML: ${error.message}` }], source);
  }
  return await checkData(data, documentPositions(document, { isAlias, isMap, isScalar, isSeq }), fileName, source);
}
