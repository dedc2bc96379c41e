import type { Report } from './model.js';

/** The order of the model's own fields: identity and result first, then circumstances, then the long lists. Others follow by name. */
// biome-ignore format: one field a line would hide the order
const FIELD_ORDER = [
  'schemaVersion', 'tool', 'emulated', 'stage', 'id', 'name', 'ruleId', 'severity', 'result', 'failure', 'kind', 'phase', 'rollbackTo', 'emergency', 'version',
  'number', 'url', 'environment', 'wave', 'action', 'state', 'proof', 'outcome', 'message', 'help', 'summary', 'nextSteps', 'startedAt', 'durationMs', 'reason',
  'warnings', 'file', 'workspaceFile', 'line', 'column', 'path', 'range', 'start', 'end', 'engine', 'code', 'docs', 'fingerprint',
  'suppressed', 'fix', 'digest', 'sha256', 'pack', 'repository', 'commit', 'ref', 'attempt', 'actor', 'event', 'engines', 'run', 'releaseRecord',
  'overridden', 'expected', 'actual', 'shownBy', 'passed', 'failed', 'undecided', 'cases', 'causes', 'findings', 'tests', 'coverage', 'mutation',
  'packs', 'validation', 'bypasses', 'check', 'because', 'plan', 'to', 'waves', 'canary', 'takenBack', 'trigger', 'before', 'after', 'method',
  'restore', 'bakeMs', 'differences', 'byHand', 'servedCommit', 'kt', 'health', 'events', 'gateways', 'probes', 'doctor', 'steps',
  'stages',
];

const RANK: ReadonlyMap<string, number> = new Map(FIELD_ORDER.map((name, rank) => [name, rank]));

/** The report as JSON text that ends with a line feed; the same report gives the same text whatever order its fields were set in. */
export function serializeReport(report: Report): string {
  return `${JSON.stringify(report, inOrder, 2)}\n`;
}

function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1)));
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

function escaped(character: string): string {
  if (character === '\n') return character;
  return Array.from({ length: character.length }, (_none, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`).join(
    '',
  );
}
