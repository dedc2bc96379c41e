import { codeBlock, codeSpan, markdownCell, markdownText } from '../escape/markdown.js';
import { mermaidLabel } from '../escape/mermaid.js';
import type { EventRow, EventsReading, GatewayReport } from '../gateway-model.js';
import { count, percent, verdictMix } from '../words.js';
import { collapsed, type Page, table } from './page.js';

/** What the events of one gateway amount to, for a table cell. */
export function eventsCell(reading: EventsReading | undefined): string {
  if (reading === undefined) return 'not read';
  if (reading.unread !== undefined) return `not read: ${markdownCell(reading.unread)}`;
  const unattributed = reading.unattributed === 0 ? '' : `, ${reading.unattributed} not attributable`;
  return `${reading.matching} of ${reading.read} prove this version${unattributed}`;
}

/** Verdicts of the events that prove something, over all gateways; why others do not count; and the newest of each gateway. */
export function eventSections(gateways: readonly GatewayReport[], page: Page): string[] {
  return [...mixSection(gateways, page), ...gateways.flatMap((gateway) => notes(gateway, page)), ...newestSection(gateways, page)];
}

function mixSection(gateways: readonly GatewayReport[], page: Page): string[] {
  const mix = verdictMix(gateways.flatMap(({ events }) => events ?? []));
  const total = mix.reduce((sum, [, number]) => sum + number, 0);
  const shown = page.take('verdicts', mix);
  const rows = shown.map(([verdict, number]) => [markdownCell(verdict), String(number), percent(number / total)]);
  return [...table(['Verdict', 'Events', 'Share'], rows), ...pie(shown)];
}

/** Colours that can be told apart on white and on black, with white text on them; Mermaid's own are near black in GitHub's dark theme. */
const VERDICT_COLOURS: Readonly<Record<string, string>> = { allow: '#2da44e', redact: '#0969da', escalate: '#bf8700', block: '#cf222e' };
const OTHER_COLOURS = ['#8250df', '#6e7781', '#bf3989', '#1b7c83', '#953800', '#57606a', '#4d2d00', '#0a3069'];

/**
 * https://mermaid.js.org/syntax/pie.html: the title is ours, and each label is escaped. The largest slice is the first, since Mermaid gives
 * its colours to slices by their size in some versions, and by their order in others.
 */
function pie(mix: readonly (readonly [string, number])[]): string[] {
  if (mix.length === 0) return [];
  const sorted = mix.toSorted(([, a], [, b]) => b - a);
  const others = OTHER_COLOURS.values();
  const colours = sorted.map(([verdict], index) => [`pie${index + 1}`, VERDICT_COLOURS[verdict] ?? others.next().value]);
  const themeVariables = { ...Object.fromEntries(colours), pieSectionTextColor: '#ffffff', pieOpacity: '1', pieOuterStrokeWidth: '0' };
  const slices = sorted.map(([verdict, number]) => `    "${mermaidLabel(verdict)}" : ${number}`);
  const lines = [
    `%%{init: ${JSON.stringify({ themeVariables })}}%%`,
    'pie showData',
    '    title Decision events that prove this version',
    ...slices,
  ];
  return ['', codeBlock(lines.join('\n'), 'mermaid'), ''];
}

function notes({ id, events }: GatewayReport, page: Page): string[] {
  const shown = page.take('notes', events?.notes ?? []);
  if (shown.length === 0) return [];
  return ['', `What limits the proof of the events of ${codeSpan(id)}:`, '', ...shown.map((note) => `- ${markdownText(note)}`), ''];
}

const HEADER = ['Gateway', 'Event', 'Time', 'Verdict', 'Reason', 'Model', 'Version', 'Request id', 'Linked by'];

/** All in one block, like the steps. */
function newestSection(gateways: readonly GatewayReport[], page: Page): string[] {
  const all = gateways.flatMap(({ id, events }) => (events?.newest ?? []).map((event) => ({ id, event })));
  if (!page.extras) {
    page.skip('events', all);
    return [];
  }
  const rows = page.take('events', all).map(({ id, event }) => [codeSpan(id, { cell: true }), ...eventRow(id, event)]);
  return collapsed(count(all.length, 'newest decision event'), table(HEADER, rows));
}

function eventRow(id: string, event: EventRow): string[] {
  const { time, verdict, reasonCode, model, configVersion, gatewayId, requestId, correlation } = event;
  const cells = [event.id, time, verdict, reasonCode, model, configVersion, requestId];
  // An event that names no gateway may be of any.
  const link = gatewayId === id ? correlation : `${correlation}, names ${gatewayId === undefined ? 'no gateway' : markdownCell(gatewayId)}`;
  return [...cells.map((cell) => (cell === undefined ? '' : markdownCell(cell))), link];
}
