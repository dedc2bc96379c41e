import type { DeployPlan, DeployReport, PlannedGateway, RestoreSource, WaveReport, WriteMethod } from '../deploy-model.js';
import {
  ACTION_TONES,
  ACTION_WORDS,
  begunWaves,
  handWork,
  planOnly,
  takenBackWords,
  WAVE_TONES,
  WAVE_WORDS,
  waveName,
} from '../deploy-words.js';
import { codeBlock, codeSpan, markdownCell, markdownText } from '../escape/markdown.js';
import { oneLine } from '../escape/visible.js';
import type { PackIdentity, ServedIdentity } from '../gateway-model.js';
import { count, duration, STATE_TONES, STATE_WORDS } from '../words.js';
import { flowSection } from './flow.js';
import { served } from './gateways.js';
import { packName } from './head.js';
import { collapsed, ICONS, moment, type Page, table } from './page.js';

/** What was planned, wave by wave, what was taken back and why, and what a person has to do. */
export function deploySections(stage: DeployReport, page: Page): string[] {
  return [
    ...rollbackLine(stage, page),
    ...takenBackSection(stage),
    ...handWorkSection(stage, page),
    ...flowSection(stage),
    ...waveSection(stage, page),
    ...planSection(stage, page),
  ];
}

function rollbackLine({ rollbackTo, file }: DeployReport, page: Page): string[] {
  return rollbackTo === undefined ? [] : ['', `Back to ${codeSpan(file)} at commit ${page.links.commit(rollbackTo.commit, file)}.`, ''];
}

function takenBackSection({ takenBack, gateways, reason }: DeployReport): string[] {
  if (takenBack === undefined) return [];
  const title = [
    '',
    `#### ↩️ ${takenBack.gateways.length === 0 ? 'Nothing taken back' : takenBackWords({ takenBack, gateways })}`,
    '',
    // The reason of the stage has mostly said so.
    ...(reason.summary.includes(takenBack.trigger) ? [] : [`Why: ${markdownText(takenBack.trigger)}`, '']),
  ];
  if (takenBack.gateways.length === 0) return [...title, 'This run had changed no gateway that it would take back.', ''];
  const of = new Map(gateways.map((gateway) => [gateway.id, gateway]));
  const states = takenBack.gateways.flatMap((id) => of.get(id)?.state ?? []);
  const lines = [...new Set(states)].map((state) => {
    const ids = takenBack.gateways.filter((id) => of.get(id)?.state === state);
    return `- ${ICONS[state === 'restored' ? 'good' : STATE_TONES[state]]} ${STATE_WORDS[state]}: ${idList(ids)}`;
  });
  return [...title, `${count(takenBack.gateways.length, 'gateway')}, the last written to first:`, '', ...lines, ''];
}

/** Each command is a block of its own, to be copied whole. */
function handWorkSection(stage: DeployReport, page: Page): string[] {
  const work = page.take('commands', handWork(stage));
  if (work.length === 0) return [];
  return [
    '',
    '#### 🛠️ To be done by hand',
    '',
    'This run could not give these gateways their former policy back. Read first what each serves; then, in the root of the repository:',
    '',
    ...work.flatMap(({ id, command }) => [codeSpan(id), '', codeBlock(oneLine(command), 'sh'), '']),
  ];
}

function waveSection(stage: DeployReport, page: Page): string[] {
  return table(['Wave', 'Gateways', 'State', 'Began', 'Took'], page.take('waves', begunWaves(stage)).map(waveRow));
}

function waveRow({ number, gateways, state, startedAt, durationMs }: WaveReport): string[] {
  const tone = WAVE_TONES[state];
  return [
    waveName(number),
    idList(gateways),
    tone === undefined ? WAVE_WORDS[state] : `${ICONS[tone]} ${WAVE_WORDS[state]}`,
    startedAt === undefined ? '' : moment(startedAt),
    durationMs === undefined ? '' : duration(durationMs),
  ];
}

const HEADER = ['Gateway', 'Environment', 'Wave', 'Action', 'Before → to', 'With', 'Former policy from'];

function planSection(stage: DeployReport, page: Page): string[] {
  const { plan } = stage;
  if (plan === undefined) return [];
  const isOpen = planOnly(stage) !== undefined;
  if (!isOpen && !page.extras) {
    page.skip('planned gateways', plan.gateways);
    return [];
  }
  const unread = plan.gateways.filter(({ action }) => action === 'not-read').length;
  const note =
    unread === 0 ? [] : ['', `${count(unread, 'gateway')} not read: what they serve now, and what would be refused, is not known.`, ''];
  const shown = page.take('planned gateways', refusedFirst(plan));
  const rows = shown.map((one) => planRow(one, stage, page));
  const lines = [...note, ...table(HEADER, rows)];
  return isOpen ? lines : collapsed(`The plan: ${count(plan.gateways.length, 'gateway')}`, lines);
}

/** What stands in the way must survive a shortening. */
function refusedFirst({ gateways }: DeployPlan): readonly PlannedGateway[] {
  const rank = ({ action }: PlannedGateway): number => (action === 'refused' ? 0 : 1);
  return gateways.toSorted((a, b) => rank(a) - rank(b));
}

function planRow(one: PlannedGateway, { plan, file }: DeployReport, page: Page): string[] {
  const { id, environment, wave, action, before, method, restore } = one;
  const isWritten = action === 'write' || action === 'not-read';
  return [
    codeSpan(id, { cell: true }),
    environment === undefined ? '' : markdownCell(environment),
    waveName(wave),
    actionCell(one),
    changeCell(before, isWritten ? plan?.to : undefined, action),
    isWritten ? methodCell(method) : '',
    restore === undefined ? '' : restoreCell(restore, file, page),
  ];
}

function actionCell({ action, reason }: PlannedGateway): string {
  const tone = ACTION_TONES[action];
  const icon = tone === undefined ? '' : `${ICONS[tone]} `;
  return `${icon}${ACTION_WORDS[action]}${reason === undefined ? '' : `: ${markdownCell(reason)}`}`;
}

function changeCell(before: ServedIdentity | undefined, to: PackIdentity | undefined, action: PlannedGateway['action']): string {
  const from = before === undefined ? (action === 'not-read' ? 'not read' : 'not known') : served(before);
  if (to === undefined) return from;
  return `${from} → ${before?.name === to.name ? markdownCell(to.version) : packName(to)}`;
}

function methodCell(method: WriteMethod): string {
  return method.kind === 'push' ? 'kt policy push' : `kt policy deploy from ${codeSpan(method.from, { cell: true })}`;
}

function restoreCell(source: RestoreSource, file: string, page: Page): string {
  if (source.kind === 'none') return `nowhere: ${markdownCell(source.reason)}`;
  return source.kind === 'commit' ? `commit ${page.links.commit(source.commit, file)}` : codeSpan(source.file, { cell: true });
}

/** As many ids as a cell can hold. */
const IDS_SHOWN = 5;

function idList(ids: readonly string[]): string {
  const shown = ids.slice(0, IDS_SHOWN).map((id) => codeSpan(id, { cell: true }));
  return ids.length <= IDS_SHOWN ? shown.join(', ') : `${shown.join(', ')} and ${ids.length - IDS_SHOWN} more`;
}
