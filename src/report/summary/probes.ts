import { codeSpan, markdownCell } from '../escape/markdown.js';
import type { GatewayReport, ProbeReport } from '../gateway-model.js';
import { count, OUTCOME_TONES } from '../words.js';
import { verdictCell } from './packs.js';
import { collapsed, ICONS, type Page, table } from './page.js';

const HEADER = ['Expected', 'Got', 'Shown by', 'Request id', 'Why'];

/** The canary requests sent through the first gateway: the failed before the undecided, and the passed collapsed. */
export function canarySection(canary: readonly ProbeReport[], page: Page): string[] {
  const having = (outcome: ProbeReport['outcome']): readonly ProbeReport[] => canary.filter((one) => one.outcome === outcome);
  const rows = (some: readonly ProbeReport[]): string[] =>
    table(
      ['Canary request', ...HEADER],
      page.take('canary requests', some).map((one) => [nameCell(one), ...cells(one)]),
    );
  const open = rows([...having('failed'), ...having('undecided')]);
  const passed = having('passed');
  return [...open, ...collapsed(count(passed.length, 'passed canary request'), rows(passed))];
}

/** Probes of all gateways: the failed before the undecided, and the passed collapsed. */
export function probeSection(gateways: readonly GatewayReport[], page: Page): string[] {
  const all = gateways.flatMap(({ id, probes = [] }) => probes.map((probe) => ({ id, probe })));
  const row = ({ id, probe }: (typeof all)[number]): string[] => [nameCell(probe), codeSpan(id, { cell: true }), ...cells(probe)];
  const having = (outcome: ProbeReport['outcome']): typeof all => all.filter(({ probe }) => probe.outcome === outcome);
  const header = ['Probe', 'Gateway', ...HEADER];
  const open = table(header, page.take('probes', [...having('failed'), ...having('undecided')]).map(row));
  const passed = having('passed');
  if (!page.extras) {
    page.skip('probes', passed);
    return open;
  }
  return [...open, ...collapsed(count(passed.length, 'passed probe'), table(header, page.take('probes', passed).map(row)))];
}

function nameCell({ name, outcome }: ProbeReport): string {
  return `${ICONS[OUTCOME_TONES[outcome]]} ${codeSpan(name, { cell: true })}`;
}

function cells({ expected, actual, shownBy, requestId, reason }: ProbeReport): string[] {
  return [
    verdictCell(expected.verdict, expected.reasonCode),
    verdictCell(actual),
    shownBy ?? '',
    codeSpan(requestId, { cell: true }),
    reason === undefined ? '' : markdownCell(reason),
  ];
}
