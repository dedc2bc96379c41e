import { codeSpan, markdownCell, markdownLink, markdownText } from '../escape/markdown.js';
import type { DoctorReading, GatewayReport, HealthReading, ServedIdentity } from '../gateway-model.js';
import { duration, PROOF_WORDS, STATE_WORDS } from '../words.js';
import { eventSections, eventsCell, summaryName } from './events.js';
import { collapsed, type Page, table } from './page.js';
import { probeSection } from './probes.js';

/** Gateways with what was proven of each, what differs, and the steps taken. */
export function gatewaySections(gateways: readonly GatewayReport[], page: Page): string[] {
  const shown = page.take('gateways', gateways);
  const header = ['Gateway', 'Environment', 'State', 'Proof', 'Before', 'After', 'Health', 'Events'];
  return [
    ...table(header, shown.map(gatewayRow)),
    ...proofLegend(shown),
    ...shown.flatMap(differences),
    ...probeSection(shown, page),
    ...eventSections(shown, page),
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
    eventsCell(gateway.events),
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

function proofLegend(gateways: readonly GatewayReport[]): string[] {
  const proofs = [...new Set(gateways.map((gateway) => gateway.proof))];
  return proofs.length === 0 ? [] : [...proofs.map((proof) => `- proof \`${proof}\`: ${PROOF_WORDS[proof]}`), ''];
}

const DIFFERENCES_LIMIT = 20;

function differences(gateway: GatewayReport): string[] {
  const found = gateway.differences ?? [];
  if (found.length === 0) return [];
  const more = found.length > DIFFERENCES_LIMIT ? [`- and ${found.length - DIFFERENCES_LIMIT} more in the report`] : [];
  return [
    '',
    // What could not be read, or was only decided otherwise, differs from nothing.
    gateway.state === 'serving-other' ? `What ${codeSpan(gateway.id)} serves differs from the file:` : `About ${codeSpan(gateway.id)}:`,
    '',
    ...found.slice(0, DIFFERENCES_LIMIT).map((text) => `- ${markdownText(text)}`),
    ...more,
    '',
  ];
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
