import { codeSpan, markdownCell, markdownLink, markdownText } from '../escape/markdown.js';
import type { DoctorReading, GatewayReport, HealthReading, ServedIdentity } from '../gateway-model.js';
import { count, duration, PROOF_WORDS, STATE_TONES, STATE_WORDS } from '../words.js';
import { eventSections, eventsCell } from './events.js';
import { collapsed, ICONS, moment, type Page, table } from './page.js';
import { probeSection } from './probes.js';

/** Gateways with what was proven of each, what differs, and the steps taken. */
export function gatewaySections(gateways: readonly GatewayReport[], page: Page): string[] {
  const shown = page.take('gateways', gateways);
  const columns = COLUMNS.filter(({ isShown }) => isShown === undefined || gateways.some(isShown));
  return [
    ...table(
      columns.map(({ title }) => title),
      shown.map((gateway) => columns.map(({ cell }) => cell(gateway))),
    ),
    ...proofLegend(shown),
    ...shown.flatMap(differences),
    ...probeSection(shown, page),
    ...eventSections(shown, page),
    ...stepSection(shown, page),
  ];
}

/** What `kt doctor` said. */
export function doctorSection(doctor: DoctorReading | undefined, page: Page): string[] {
  if (doctor === undefined) return [];
  if (doctor.unread !== undefined) return ['', `kt doctor could not be read: ${markdownText(doctor.unread)}`, ''];
  const rows = page.take('checks', doctor.checks).map((check) => [markdownCell(check.name), markdownCell(check.status)]);
  const checks = table(['kt doctor check', 'Status'], rows);
  return doctor.exitCode === 0 ? collapsed(`kt doctor succeeded: ${count(doctor.checks.length, 'check')}`, checks) : checks;
}

interface Column {
  readonly title: string;
  readonly cell: (gateway: GatewayReport) => string;
  /** The column appears where this holds of a gateway; a stage that reads no events has nothing to say of them. */
  readonly isShown?: (gateway: GatewayReport) => boolean;
}

const COLUMNS: readonly Column[] = [
  { title: 'Gateway', cell: ({ id, url }) => markdownLink(codeSpan(id, { cell: true }), url) },
  {
    title: 'Environment',
    cell: ({ environment }) => (environment === undefined ? '' : markdownCell(environment)),
    isShown: ({ environment }) => environment !== undefined,
  },
  {
    title: 'State',
    cell: ({ state, result }) => `${ICONS[STATE_TONES[state]]} ${STATE_WORDS[state]}${result === undefined ? '' : `<br>${result}`}`,
  },
  { title: 'Proof', cell: ({ proof }) => proof },
  { title: 'Before', cell: ({ before }) => served(before), isShown: ({ before }) => before !== undefined },
  { title: 'After', cell: ({ after }) => served(after) },
  { title: 'Health', cell: (gateway) => health(gateway.health), isShown: (gateway) => gateway.health !== undefined },
  { title: 'Events', cell: ({ events }) => eventsCell(events), isShown: ({ events }) => events !== undefined },
];

/** A pack as a gateway shows it, or as much of it as it shows. */
export function served(identity: ServedIdentity | undefined): string {
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
  if (proofs.length === 0) return [];
  const whatFile = gateways.some(({ state }) => state === 'restored')
    ? ['- of a gateway that serves again what it served before, the file is the one it got back']
    : [];
  return [...proofs.map((proof) => `- proof \`${proof}\`: ${PROOF_WORDS[proof]}`), ...whatFile, ''];
}

const DIFFERENCES_LIMIT = 20;

function differences(gateway: GatewayReport): string[] {
  const found = gateway.differences ?? [];
  if (found.length === 0) return [];
  const more = found.length > DIFFERENCES_LIMIT ? [`- and ${found.length - DIFFERENCES_LIMIT} more in the report`] : [];
  return ['', headingOf(gateway), '', ...found.slice(0, DIFFERENCES_LIMIT).map((text) => `- ${markdownText(text)}`), ...more, ''];
}

function headingOf({ id, state, byHand }: GatewayReport): string {
  // A gateway with a command was being put back: it was compared with what it was to get back.
  if (byHand !== undefined) return `What ${codeSpan(id)} serves differs from the policy it was to get back:`;
  // What could not be read, or was only decided otherwise, differs from nothing.
  return state === 'serving-other' ? `What ${codeSpan(id)} serves differs from the file:` : `About ${codeSpan(id)}:`;
}

/** All in one block: a line to open for each of forty gateways is a page of them. */
function stepSection(gateways: readonly GatewayReport[], page: Page): string[] {
  const all = gateways.flatMap(({ id, steps }) => steps.map((step) => ({ id, step })));
  if (!page.extras) {
    page.skip('gateway steps', all);
    return [];
  }
  const rows = page
    .take('gateway steps', all)
    .map(({ id, step }) => [
      codeSpan(id, { cell: true }),
      markdownCell(step.step),
      step.outcome,
      moment(step.at),
      duration(step.durationMs),
      step.detail === undefined ? '' : markdownCell(step.detail),
    ]);
  return collapsed(count(all.length, 'step'), table(['Gateway', 'Step', 'Outcome', 'At', 'Took', 'Detail'], rows));
}
