import type { Report } from './model.js';

/** The order of the model's own fields: identity and result first, then circumstances, then the long lists. Others follow by name. */
// biome-ignore format: one field a line would hide the order
const FIELD_ORDER = [
  'schemaVersion', 'tool', 'emulated', 'stage', 'id', 'name', 'ruleId', 'severity', 'result', 'failure', 'kind', 'phase', 'rollbackTo', 'emergency', 'version',
  'number', 'url', 'environment', 'wave', 'action', 'state', 'proof', 'outcome', 'message', 'help', 'summary', 'nextSteps', 'startedAt', 'durationMs', 'reason',
  'warnings', 'file', 'workspaceFile', 'line', 'column', 'path', 'range', 'start', 'end', 'engine', 'code', 'docs', 'fingerprint',
  'suppressed', 'suppressionReason', 'fix', 'digest', 'sha256', 'pack', 'repository', 'commit', 'ref', 'attempt', 'actor', 'event', 'engines', 'run', 'releaseRecord',
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
