import { codeSpan, markdownCell, markdownLink, markdownText } from '../escape/markdown.js';
import { html } from '../escape/markup.js';
import { oneLine, shorten } from '../escape/visible.js';
import type {
  DoctorReading,
  EventRow,
  EventsReading,
  GatewayReport,
  HealthReading,
  ProbeReport,
  ServedIdentity,
} from '../gateway-model.js';
import { duration, OUTCOME_TONES, PROOF_WORDS, STATE_WORDS } from '../words.js';
import { verdictCell } from './packs.js';
import { collapsed, ICONS, type Page, table } from './page.js';

/** The canary requests sent through staging. */
export function canarySection(canary: readonly ProbeReport[], page: Page): string[] {
  const rows = page
    .take('canary requests', canary)
    .map((one) => [
      `${ICONS[OUTCOME_TONES[one.outcome]]} ${codeSpan(one.name, { cell: true })}`,
      verdictCell(one.expected.verdict, one.expected.reasonCode),
      verdictCell(one.actual),
      codeSpan(one.requestId, { cell: true }),
      one.reason === undefined ? '' : markdownCell(one.reason),
    ]);
  return table(['Canary request', 'Expected', 'Got', 'Request id', 'Why'], rows);
}

/** Gateways with what was proven of each, what differs, and the steps taken. */
export function gatewaySections(gateways: readonly GatewayReport[], page: Page): string[] {
  const shown = page.take('gateways', gateways);
  const header = ['Gateway', 'Environment', 'State', 'Proof', 'Before', 'After', 'Health', 'Events'];
  return [
    ...table(header, shown.map(gatewayRow)),
    ...proofLegend(shown),
    ...shown.flatMap(differences),
    ...shown.flatMap((gateway) => eventTable(gateway, page)),
    ...shown.flatMap((gateway) => stepTable(gateway, page)),
  ];
}

/** What `kt doctor` said. */
export function doctorSection(doctor: DoctorReading | undefined, page: Page): string[] {
  if (doctor === undefined) return [];
  if (doctor.unread !== undefined) return ['', `kt doctor could not be read: ${markdownText(doctor.unread)}`, ''];
  const rows = page.take('checks', doctor.checks).map((check) => [markdownCell(check.name), markdownCell(check.status)]);
  return table(['kt doctor check', 'Status'], rows);
}

function gatewayRow(gateway: GatewayReport): string[] {
  const result = gateway.result === undefined ? '' : `<br>${gateway.result}`;
  return [
    markdownLink(codeSpan(gateway.id, { cell: true }), gateway.url),
    gateway.environment === undefined ? '' : markdownCell(gateway.environment),
    STATE_WORDS[gateway.state] + result,
    gateway.proof,
    served(gateway.before),
    served(gateway.after),
    health(gateway.health),
    events(gateway.events),
  ];
}

function served(identity: ServedIdentity | undefined): string {
  if (identity === undefined) return '';
  const name = identity.name === undefined ? '' : codeSpan(identity.name, { cell: true });
  return [name, identity.version === undefined ? '' : markdownCell(identity.version)].filter((part) => part !== '').join(' ');
}

function health(reading: HealthReading | undefined): string {
  if (reading === undefined) return 'not read';
  const latency = reading.latencyMs === undefined ? '' : `, ${duration(reading.latencyMs)}`;
  const detail = reading.detail === undefined ? '' : `<br>${markdownCell(reading.detail)}`;
  return reading.status + latency + detail;
}

function events(reading: EventsReading | undefined): string {
  if (reading === undefined) return 'not read';
  if (reading.unread !== undefined) return `not read: ${markdownCell(reading.unread)}`;
  return `${reading.matching} of ${reading.read} carry this version`;
}

function proofLegend(gateways: readonly GatewayReport[]): string[] {
  const proofs = [...new Set(gateways.map((gateway) => gateway.proof))];
  return proofs.length === 0 ? [] : [...proofs.map((proof) => `- proof \`${proof}\`: ${PROOF_WORDS[proof]}`), ''];
}

const DIFFERENCES_LIMIT = 20;
const NAME_LIMIT = 200;

function differences(gateway: GatewayReport): string[] {
  const found = gateway.differences ?? [];
  if (found.length === 0) return [];
  const more = found.length > DIFFERENCES_LIMIT ? [`- and ${found.length - DIFFERENCES_LIMIT} more in the report`] : [];
  return [
    '',
    `What ${codeSpan(gateway.id)} serves differs from the file:`,
    '',
    ...found.slice(0, DIFFERENCES_LIMIT).map((text) => `- ${markdownText(text)}`),
    ...more,
    '',
  ];
}

/** The line that opens a collapsed block is HTML: Markdown's escapes would show there. */
function summaryName(id: string): string {
  return `<code>${html(shorten(oneLine(id), NAME_LIMIT))}</code>`;
}

function eventTable(gateway: GatewayReport, page: Page): string[] {
  const newest = gateway.events?.newest ?? [];
  if (!page.extras) {
    page.skip('events', newest);
    return [];
  }
  const rows = page.take('events', newest).map(eventRow);
  const header = ['Time', 'Verdict', 'Reason', 'Model', 'Version', 'Gateway', 'Request id', 'Linked by'];
  return collapsed(`Decision events of ${summaryName(gateway.id)}`, table(header, rows));
}

function eventRow(event: EventRow): string[] {
  const cells = [event.time, event.verdict, event.reasonCode, event.model, event.configVersion, event.gatewayId, event.requestId];
  return [...cells.map((cell) => (cell === undefined ? '' : markdownCell(cell))), event.correlation];
}

function stepTable(gateway: GatewayReport, page: Page): string[] {
  if (!page.extras) {
    page.skip('gateway steps', gateway.steps);
    return [];
  }
  const rows = page
    .take('gateway steps', gateway.steps)
    .map((step) => [
      markdownCell(step.step),
      step.outcome,
      markdownCell(step.at),
      duration(step.durationMs),
      step.detail === undefined ? '' : markdownCell(step.detail),
    ]);
  return collapsed(`Steps on ${summaryName(gateway.id)}`, table(['Step', 'Outcome', 'At', 'Took', 'Detail'], rows));
}
