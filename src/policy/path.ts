/** A place in a configuration: mapping keys and list indices from the root. */
export type ConfigPath = readonly (string | number)[];

const PLAIN_KEY = /^[^.[\]"\s]+$/;

/**
 * Writes a path the way `kt policy lint` does, e.g. `policies.chain[0]`, `policy.pii-detector.action`.
 * Keys that this notation cannot hold (with dots, brackets, blanks) are quoted in brackets: kt's own form for them is not documented.
 * Source: https://docs.keeptrusts.com/docs/cli/policy-lint
 */
export function formatPath(path: ConfigPath): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (PLAIN_KEY.test(step)) text += text === '' ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}

const STEP = /\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)|([.[\]])/gy;

/** Reads `formatPath`'s notation back, and kt's; stray brackets and dots are skipped rather than refused. */
export function parsePath(text: string): ConfigPath {
  const steps: (string | number)[] = [];
  for (const [, index, quoted, plain] of text.matchAll(STEP)) {
    if (index !== undefined) steps.push(Number(index));
    else if (quoted !== undefined) steps.push(unquote(quoted));
    else if (plain !== undefined) steps.push(plain);
  }
  return steps;
}

function unquote(quoted: string): string {
  try {
    const value: unknown = JSON.parse(`"${quoted}"`);
    return typeof value === 'string' ? value : quoted;
  } catch {
    return quoted;
  }
}

/** True for what YAML and JSON call a mapping: a plain object. */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A mapping's own entry; never what every object inherits (`constructor`, `toString`). */
export function entryOf(value: unknown, key: string): unknown {
  return isMapping(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/**
 * The path a foreign text means in this value. A key with dots (`gpt-4.1`) is ambiguous in kt's notation, so the longest run of steps that names
 * an existing key wins. Steps that lead nowhere are kept as they are.
 */
export function resolvePath(root: unknown, text: string): ConfigPath {
  const steps = parsePath(text);
  const path: (string | number)[] = [];
  let here: unknown = root;
  for (let at = 0; at < steps.length; ) {
    const taken = longestKey(here, steps, at);
    const step = taken?.key ?? steps[at] ?? '';
    path.push(step);
    here = typeof step === 'number' ? (Array.isArray(here) ? here[step] : undefined) : entryOf(here, step);
    at += taken?.count ?? 1;
  }
  return path;
}

function longestKey(here: unknown, steps: ConfigPath, from: number): { readonly key: string; readonly count: number } | undefined {
  if (!isMapping(here)) return undefined;
  for (let count = steps.length - from; count > 0; count -= 1) {
    const run = steps.slice(from, from + count);
    if (count > 1 && run.some((step) => typeof step === 'number')) continue;
    const key = run.join('.');
    if (Object.hasOwn(here, key)) return { key, count };
  }
  return undefined;
}
