import { codeBlock, codeSpan, markdownCell, markdownText } from '../escape/markdown.js';
import { html } from '../escape/markup.js';
import { mermaidLabel } from '../escape/mermaid.js';
import { oneLine, shorten } from '../escape/visible.js';
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
  return [
    ...mixSection(gateways, page),
    ...gateways.flatMap((gateway) => notes(gateway, page)),
    ...gateways.flatMap((gateway) => newest(gateway, page)),
  ];
}

function mixSection(gateways: readonly GatewayReport[], page: Page): string[] {
  const mix = verdictMix(gateways.flatMap(({ events }) => events ?? []));
  const total = mix.reduce((sum, [, number]) => sum + number, 0);
  const shown = page.take('verdicts', mix);
  const rows = shown.map(([verdict, number]) => [markdownCell(verdict), String(number), percent(number / total)]);
  return [...table(['Verdict', 'Events', 'Share'], rows), ...pie(shown)];
}

/** https://mermaid.js.org/syntax/pie.html: the title is ours, and each label is escaped. */
function pie(mix: readonly (readonly [string, number])[]): string[] {
  if (mix.length === 0) return [];
  const slices = mix.map(([verdict, number]) => `    "${mermaidLabel(verdict)}" : ${number}`);
  return ['', codeBlock(['pie showData', '    title Decision events that prove this version', ...slices].join('\n'), 'mermaid'), ''];
}

function notes({ id, events }: GatewayReport, page: Page): string[] {
  const shown = page.take('notes', events?.notes ?? []);
  if (shown.length === 0) return [];
  return ['', `What limits the proof of the events of ${codeSpan(id)}:`, '', ...shown.map((note) => `- ${markdownText(note)}`), ''];
}

const NAME_LIMIT = 200;

/** The line that opens a collapsed block is HTML: Markdown's escapes would show there. */
export function summaryName(id: string): string {
  return `<code>${html(shorten(oneLine(id), NAME_LIMIT))}</code>`;
}

const HEADER = ['Event', 'Time', 'Verdict', 'Reason', 'Model', 'Version', 'Gateway', 'Request id', 'Linked by'];

function newest({ id, events }: GatewayReport, page: Page): string[] {
  const rows = events?.newest ?? [];
  if (!page.extras) {
    page.skip('events', rows);
    return [];
  }
  const lines = table(HEADER, page.take('events', rows).map(eventRow));
  return collapsed(`${count(rows.length, 'newest decision event')} of ${summaryName(id)}`, lines);
}

function eventRow(event: EventRow): string[] {
  const { id, time, verdict, reasonCode, model, configVersion, gatewayId, requestId, correlation } = event;
  const cells = [id, time, verdict, reasonCode, model, configVersion, gatewayId, requestId];
  return [...cells.map((cell) => (cell === undefined ? '' : markdownCell(cell))), correlation];
}
