/** How many gateways have the policy after a wave: so many, or so many of a hundred. */
export type WaveSize = { readonly kind: 'count'; readonly value: number } | { readonly kind: 'percent'; readonly value: number };

/** Gateways a deploy can have; the fleet sizes this is built for are some hundreds. */
const LARGEST_COUNT = 10_000;

/**
 * Reads `1, 25%, 100%`: cumulative sizes, separated by commas or white space. Numbers must rise among themselves and percentages among
 * themselves; how the two compare depends on the fleet. The last must be 100 %, so that no gateway is left out by a slip.
 */
export function parseWaves(
  text: string,
): { readonly kind: 'waves'; readonly waves: readonly WaveSize[] } | { readonly kind: 'problem'; readonly problem: string } {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  const waves: WaveSize[] = [];
  for (const word of words) {
    const size = sizeOf(word);
    if (size === undefined) {
      return problem(`${JSON.stringify(word)} is no size of a wave: write a number from 1 to ${LARGEST_COUNT}, or 1% to 100%`);
    }
    const before = waves.findLast(({ kind }) => kind === size.kind);
    if (before !== undefined && size.value <= before.value) {
      return problem(`${word} does not come after ${written(before)}: sizes are cumulative, so they must rise`);
    }
    waves.push(size);
  }
  const last = waves.at(-1);
  if (last === undefined) return problem('it names no wave: write, for example, 1, 25%, 100%');
  if (last.kind !== 'percent' || last.value !== 100) return problem('its last wave must be 100%: otherwise gateways would be left out');
  return { kind: 'waves', waves };
}

function sizeOf(word: string): WaveSize | undefined {
  const [, digits = '', percent = ''] = /^(\d{1,5})(%?)$/.exec(word) ?? [];
  const value = digits === '' ? 0 : Number(digits);
  const largest = percent === '' ? LARGEST_COUNT : 100;
  if (value < 1 || value > largest) return undefined;
  return { kind: percent === '' ? 'count' : 'percent', value };
}

function written({ kind, value }: WaveSize): string {
  return kind === 'percent' ? `${value}%` : String(value);
}

function problem(text: string): { readonly kind: 'problem'; readonly problem: string } {
  return { kind: 'problem', problem: text };
}
