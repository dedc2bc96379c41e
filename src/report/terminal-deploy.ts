import type { DeployPlan, DeployReport, PlannedGateway, WaveReport } from './deploy-model.js';
import {
  ACTION_TONES,
  ACTION_WORDS,
  begunWaves,
  bypassWarnings,
  handWork,
  identityText,
  planOnly,
  restoreText,
  WAVE_TONES,
  WAVE_WORDS,
  waveName,
} from './deploy-words.js';
import { clean, limited, MARKS, type Paint } from './terminal-lines.js';
import { count, duration } from './words.js';

/** What was skipped, planned, done wave by wave and taken back, and what a person has to do. */
export function deployLines(stage: DeployReport, paint: Paint): string[] {
  const { emergency } = stage;
  const plan = planOnly(stage);
  return [
    ...(stage.rollbackTo === undefined ? [] : [`  back to commit ${clean(stage.rollbackTo.commit)}`]),
    ...(emergency === undefined ? [] : [`  ${paint('bad', 'EMERGENCY')} ${clean(emergency)}`]),
    ...limited(bypassWarnings(stage), (text) => [`  ${paint('doubtful', MARKS.doubtful)} ${clean(text)}`]),
    ...(plan === undefined ? [] : planLines(plan, paint)),
    ...limited(begunWaves(stage), (wave) => [waveLine(wave, paint)]),
    ...takenBackLines(stage, paint),
    ...limited(handWork(stage), ({ id, command }) => [`  ${paint('bad', 'by hand')} ${clean(id)}: ${clean(command)}`]),
  ];
}

function planLines({ gateways, to, canary, bakeMs }: DeployPlan, paint: Paint): string[] {
  const parts = [
    ...(canary === 0 ? [] : [count(canary, 'canary request')]),
    ...(bakeMs === 0 ? [] : [`${duration(bakeMs)} of bake time after each wave`]),
  ];
  const title = `plan: ${clean(identityText(to))} on ${count(gateways.length, 'gateway')}`;
  return [`  ${[title, ...parts].join(', ')}`, ...limited(gateways, (one) => [planLine(one, paint)])];
}

function planLine({ id, wave, action, before, method, restore, reason }: PlannedGateway, paint: Paint): string {
  const tone = ACTION_TONES[action];
  const serves = before === undefined ? '' : `, now ${clean(identityText(before))}`;
  const how =
    action !== 'write' && action !== 'not-read'
      ? ''
      : method.kind === 'push'
        ? ', with kt policy push'
        : `, with kt policy deploy from ${clean(method.from)}`;
  const back = restore === undefined ? '' : `, former policy from ${clean(restoreText(restore))}`;
  const why = reason === undefined ? '' : `: ${clean(reason)}`;
  return `    ${tone === undefined ? '-' : paint(tone, MARKS[tone])} ${waveName(wave)} ${clean(id)}: ${ACTION_WORDS[action]}${how}${serves}${back}${why}`;
}

function waveLine({ number, gateways, state, durationMs }: WaveReport, paint: Paint): string {
  const tone = WAVE_TONES[state];
  const took = durationMs === undefined ? '' : `, ${duration(durationMs)}`;
  return `  ${tone === undefined ? '-' : paint(tone, MARKS[tone])} ${waveName(number)} (${count(gateways.length, 'gateway')}): ${WAVE_WORDS[state]}${took}`;
}

function takenBackLines({ takenBack, gateways }: DeployReport, paint: Paint): string[] {
  if (takenBack === undefined) return [];
  const restored = gateways.filter(({ id, state }) => state === 'restored' && takenBack.gateways.includes(id)).length;
  const tone = restored === takenBack.gateways.length ? 'good' : 'bad';
  const done = `${restored} of ${count(takenBack.gateways.length, 'gateway')} shown to serve again what they served before`;
  return [`  ${paint(tone, MARKS[tone])} taken back, because ${clean(takenBack.trigger)}: ${done}`];
}
