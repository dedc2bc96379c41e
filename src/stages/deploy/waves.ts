import { parseWaves, type WaveSize } from '../../options/waves.js';
import { Failure } from '../../report/failure.js';

/**
 * How many of `count` production gateways have the policy after each wave: cumulative, percentages rounded up, each wave at least one
 * gateway more than the one before it; waves that nothing is left for are dropped. Pure.
 * @param text as the option `waves` is written, e.g. `1, 25%, 100%`.
 * @returns rising numbers, the last of which is `count`; empty without gateways.
 * @throws Failure bad-input when `text` cannot be read or does not reach every gateway.
 */
export function wavesOf(text: string, count: number): readonly number[] {
  const parsed = parseWaves(text);
  if (parsed.kind === 'problem') {
    throw new Failure('bad-input', {
      doing: `reading option waves ${JSON.stringify(text)}`,
      cameBack: parsed.problem,
      nextStep: 'Correct the option waves',
    });
  }
  const ends: number[] = [];
  for (const size of parsed.waves) {
    const last = ends.at(-1) ?? 0;
    if (last < count) ends.push(Math.min(count, Math.max(last + 1, gatewaysOf(size, count))));
  }
  return ends;
}

function gatewaysOf({ kind, value }: WaveSize, count: number): number {
  return kind === 'count' ? value : Math.ceil((count * value) / 100);
}
