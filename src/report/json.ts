import type { Report } from './model.js';

/** The order of the model's own fields: identity and result first, then circumstances, then the long lists. Others follow by name. */
// biome-ignore format: one field a line would hide the order
const FIELD_ORDER = [
  'schemaVersion', 'tool', 'emulated', 'stage', 'id', 'name', 'ruleId', 'severity', 'result', 'failure', 'withoutResult', 'kind', 'phase', 'rollbackTo', 'emergency', 'version',
  'number', 'url', 'environment', 'wave', 'action', 'state', 'proof', 'outcome', 'message', 'help', 'summary', 'nextSteps', 'startedAt', 'durationMs', 'reason',
  'warnings', 'file', 'workspaceFile', 'line', 'column', 'path', 'range', 'start', 'end', 'engine', 'code', 'docs', 'fingerprint',
  'suppressed', 'suppressionReason', 'fix', 'digest', 'sha256', 'pack', 'repository', 'commit', 'ref', 'attempt', 'actor', 'event', 'engines', 'run', 'releaseRecord',
  'overridden', 'expected', 'actual', 'shownBy', 'passed', 'failed', 'undecided', 'cases', 'causes', 'findings', 'tests', 'coverage', 'mutation',
  'packs', 'validation', 'bypasses', 'check', 'because', 'plan', 'to', 'waves', 'canary', 'takenBack', 'trigger', 'before', 'after', 'method',
  'restore', 'bakeMs', 'differences', 'byHand', 'servedCommit', 'kt', 'health', 'events', 'gateways', 'probes', 'doctor', 'steps',
  'stages',
];

const RANK: ReadonlyMap<string, number> = new Map(FIELD_ORDER.map((name, rank) => [name, rank]));

/**
 * The report as JSON text, in pieces, that ends with a line feed; the same report gives the same text whatever order its fields were set in.
 * In pieces because it is written again and again: the text of a fleet is twice what the fleet itself takes in memory.
 */
export function* serializeReport(report: Report): Generator<string> {
  yield* pieces(report, '\n');
  yield '\n';
}

/** Lists of more are written member by member, each of them in one piece. */
const LONG_LIST = 32;

/** Containers inside containers in which long lists are looked for: the test cases of a pack are in the sixth. */
const LONG_LIST_DEPTH = 8;

function* pieces(value: unknown, lineBreak: string, depth = LONG_LIST_DEPTH): Generator<string> {
  if (!isContainer(value) || !holdsLongList(value, depth)) {
    // Line feeds in texts are escaped, so that each of these begins a line.
    yield (JSON.stringify(value, inOrder, 2) ?? 'null').replaceAll('\n', lineBreak);
    return;
  }
  const isList = Array.isArray(value);
  const members = isList
    ? value.map((one: unknown) => ['', one] as const)
    : keysInOrder(value).flatMap((key) => (value[key] === undefined ? [] : [[`${JSON.stringify(key)}: `, value[key]] as const]));
  const inner = `${lineBreak}  `;
  let before = isList ? '[' : '{';
  for (const [name, member] of members) {
    yield `${before}${inner}${name}`;
    yield* pieces(member, inner, isList && value.length > LONG_LIST ? 0 : depth - 1);
    before = ',';
  }
  yield `${lineBreak}${isList ? ']' : '}'}`;
}

function holdsLongList(container: Container, depth: number): boolean {
  if (depth === 0) return false;
  const members = Array.isArray(container) ? container : Object.values(container);
  if (Array.isArray(container) && members.length > LONG_LIST) return true;
  return members.some((member) => isContainer(member) && holdsLongList(member, depth - 1));
}

type Container = Readonly<Record<string, unknown>>;

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}

function inOrder(_key: string, value: unknown): unknown {
  if (!isContainer(value) || Array.isArray(value)) return value;
  const keys = Object.keys(value);
  // Most are in order: a copy of each would be most of the work.
  if (keys.every((key, index) => index === 0 || compareNames(keys[index - 1] ?? '', key) < 0)) return value;
  return Object.fromEntries(keysInOrder(value).map((key) => [key, value[key]]));
}

function keysInOrder(value: Container): readonly string[] {
  return Object.keys(value).sort(compareNames);
}

function compareNames(a: string, b: string): number {
  return rankOf(a) - rankOf(b) || (a < b ? -1 : 1);
}

function rankOf(name: string): number {
  return RANK.get(name) ?? FIELD_ORDER.length;
}

/** What means something to a terminal or, in `##[`, to the runner. */
const NOT_FOR_A_LOG = /(?<=#)\[|[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** JSON text that may be printed: the same document, in which no character is hidden and no line is a workflow command. */
export function printableJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2).replace(NOT_FOR_A_LOG, escaped)}\n`;
}

/** The text of `serializeReport` in the form of `printableJson`. */
export function printableReport(report: Report): string {
  return [...serializeReport(report)].join('').replace(NOT_FOR_A_LOG, escaped);
}

function escaped(character: string): string {
  if (character === '\n') return character;
  return Array.from({ length: character.length }, (_none, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`).join(
    '',
  );
}
