import type { DeployPlan, DeployReport, PlannedGateway, WaveReport } from '../deploy-model.js';
import { identityText, takenBackWords, waveName } from '../deploy-words.js';
import { codeBlock } from '../escape/markdown.js';
import { mermaidLabel } from '../escape/mermaid.js';
import type { ProbeReport } from '../gateway-model.js';
import { count, duration, OUTCOME_TONES } from '../words.js';
import { ICONS } from './page.js';

/** Boxes for the first waves, the last and the one that failed; those in between are counted together, so that the picture stays readable. */
const FIRST_WAVES = 3;

const WAVE_ICONS: Readonly<Partial<Record<WaveReport['state'], string>>> = { done: '✅ ', failed: '❌ ', writing: '⏳ ', baking: '⏳ ' };

interface PlannedWave {
  readonly number: number;
  readonly gateways: readonly PlannedGateway[];
}

/**
 * A picture of the way through the waves. https://mermaid.js.org/syntax/flowchart.html: names of nodes are ours, each label is escaped.
 * Nothing where no gateway is to be written to.
 */
export function flowSection(stage: DeployReport): string[] {
  const { plan } = stage;
  const goesOn = plan?.gateways.some(({ action }) => action === 'write' || action === 'not-read') ?? false;
  if (plan === undefined || !goesOn || plan.gateways.some(({ action }) => action === 'refused')) return [];
  return ['', codeBlock([SPACING, 'flowchart LR', ...flow(plan, stage).map((line) => `    ${line}`)].join('\n'), 'mermaid'), ''];
}

/** Half of Mermaid's own: the picture is made to fit the page, so that space between boxes is taken from the letters. */
const SPACING = '%%{init: {"flowchart": {"rankSpacing": 25, "nodeSpacing": 25}}}%%';

/** Green, red and grey of boxes, with dark letters: the same on a light and on a dark page. */
const STYLES = {
  done: 'fill:#dafbe1,stroke:#1a7f37,color:#0a3d1a',
  failed: 'fill:#ffebe9,stroke:#cf222e,color:#82071e',
  waiting: 'fill:#f6f8fa,stroke:#8c959f,color:#424a53,stroke-dasharray:4',
  takenBack: 'fill:#ddf4ff,stroke:#0969da,color:#0a3069',
} as const;

type Style = keyof typeof STYLES;

function flow(plan: DeployPlan, stage: DeployReport): string[] {
  const waves = wavesOf(plan);
  const stateOf = new Map(stage.waves.map(({ number, state }) => [number, state]));
  const isFailed = ({ number }: PlannedWave): boolean => stateOf.get(number) === 'failed';
  const canaryAfter = plan.canary === 0 ? undefined : wavesWithUrl(waves, stage)[0];
  const lines: string[] = [];
  const styled: Record<Style, string[]> = { done: [], failed: [], waiting: [], takenBack: [] };
  let previous: string | undefined;
  let arrow = '-->';
  const add = (node: string, label: string, style: Style): void => {
    styled[style].push(node);
    lines.push(previous === undefined ? box(node, label) : `${previous} ${arrow} ${box(node, label)}`);
    previous = node;
    arrow = '-->';
  };
  for (const group of folded(waves, isFailed)) {
    const [wave, ...more] = group;
    if (wave === undefined) continue;
    const icon = WAVE_ICONS[stateOf.get(wave.number) ?? 'waiting'] ?? '';
    add(
      `wave${wave.number}`,
      more.length === 0 ? icon + waveLabel(wave) : foldLabel(group),
      styleOf(group.map(({ number }) => stateOf.get(number))),
    );
    if (group.some(isFailed) && stage.takenBack !== undefined) {
      lines.push(`wave${wave.number} -.-> ${box('takenBack', takenBackWords(stage))}`);
      styled.takenBack.push('takenBack');
    }
    if (canaryAfter !== undefined && group.includes(canaryAfter)) {
      const worst = worstCanary(stage);
      const mark = worst === undefined ? '' : `${ICONS[OUTCOME_TONES[worst]]} `;
      const style = worst === 'passed' ? 'done' : worst === 'failed' ? 'failed' : 'waiting';
      add('canary', `${mark}canary: ${count(plan.canary, 'request')}`, style);
    }
    if (plan.bakeMs > 0) arrow = `-->|"${mermaidLabel(`bake ${duration(plan.bakeMs)}`)}"|`;
  }
  const isReached = stage.result === 'promoted' || stage.result === 'staged';
  const goal = `${identityText(plan.to)} on ${count(plan.gateways.length, 'gateway')}`;
  add('goal', isReached ? `✅ ${goal}` : `goal: ${goal}`, isReached ? 'done' : 'waiting');
  return [...lines, ...styleLines(styled)];
}

/** https://mermaid.js.org/syntax/flowchart.html#classes */
function styleLines(styled: Readonly<Record<Style, readonly string[]>>): string[] {
  const names = ['done', 'failed', 'waiting', 'takenBack'] as const;
  return names.flatMap((name) => {
    const nodes = styled[name];
    return nodes.length === 0 ? [] : [`classDef ${name} ${STYLES[name]}`, `class ${nodes.join(',')} ${name}`];
  });
}

function styleOf(states: readonly (WaveReport['state'] | undefined)[]): Style {
  if (states.includes('failed')) return 'failed';
  return states.every((state) => state === 'done') ? 'done' : 'waiting';
}

function worstCanary({ canary }: DeployReport): ProbeReport['outcome'] | undefined {
  return (['failed', 'undecided', 'passed'] as const).find((outcome) => canary.some((one) => one.outcome === outcome));
}

function box(node: string, label: string): string {
  return `${node}["${mermaidLabel(label)}"]`;
}

function wavesOf({ gateways }: DeployPlan): readonly PlannedWave[] {
  const numbers = [...new Set(gateways.map(({ wave }) => wave))];
  return numbers.map((number) => ({ number, gateways: gateways.filter(({ wave }) => wave === number) }));
}

/** Canary requests need an address to go to. */
function wavesWithUrl(waves: readonly PlannedWave[], stage: DeployReport): readonly PlannedWave[] {
  const reachable = new Set(stage.gateways.flatMap(({ id, url }) => (url === undefined ? [] : [id])));
  return waves.filter(({ gateways }) => gateways.some(({ id }) => reachable.has(id)));
}

function folded(waves: readonly PlannedWave[], isFailed: (wave: PlannedWave) => boolean): readonly (readonly PlannedWave[])[] {
  const isShown = (wave: PlannedWave, index: number): boolean => index < FIRST_WAVES || index === waves.length - 1 || isFailed(wave);
  const groups: PlannedWave[][] = [];
  let fold: PlannedWave[] | undefined;
  for (const [index, wave] of waves.entries()) {
    if (isShown(wave, index)) {
      groups.push([wave]);
      fold = undefined;
    } else if (fold === undefined) {
      fold = [wave];
      groups.push(fold);
    } else fold.push(wave);
  }
  return groups;
}

function waveLabel({ number, gateways }: PlannedWave): string {
  const [only, ...more] = gateways;
  const what = only !== undefined && more.length === 0 ? only.id : count(gateways.length, 'gateway');
  const unchanged = gateways.filter(({ action }) => action === 'unchanged').length;
  const rest = unchanged === 0 ? '' : gateways.length === unchanged ? ', unchanged' : `, ${unchanged} unchanged`;
  return `${what === waveName(number) ? what : `${waveName(number)}: ${what}`}${rest}`;
}

function foldLabel(group: readonly PlannedWave[]): string {
  const gateways = group.reduce((sum, wave) => sum + wave.gateways.length, 0);
  return `${count(group.length, 'more wave')}: ${count(gateways, 'gateway')}`;
}
