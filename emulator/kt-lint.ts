import { readFile } from 'node:fs/promises';
import { KEYS_BY_KIND, KINDS } from './kinds.js';
import { FAILED, type Flags, type KtResult, LINT_FAILED } from './kt-commands.js';
import { chainOf, PolicyProblem, parseYaml } from './policy.js';
import { isObject, type JsonObject, reasonOf, textAt, valueAt } from './values.js';

interface LintError {
  readonly code: string;
  readonly path: string;
  readonly message: string;
  readonly suggestion: string;
}

/** `kt policy lint` as https://docs.keeptrusts.com/docs/cli/policy-lint shows it, with few checks of its own. */
export async function lintCommand(flags: Flags, resolve: (path: string) => string): Promise<KtResult> {
  const file = flags.required('--file');
  let text: string;
  try {
    text = await readFile(resolve(file), 'utf8');
  } catch (error) {
    return { code: FAILED, stderr: `error: cannot read ${file}: ${reasonOf(error)} (emulated)\n` };
  }
  let document: JsonObject;
  try {
    document = parseYaml(text);
  } catch (error) {
    if (!(error instanceof PolicyProblem)) throw error;
    return invalid(
      file,
      [{ code: 'E000', path: '', message: error.message, suggestion: 'Correct the YAML (emulated code E000)' }],
      flags.json,
    );
  }
  const errors = [...packErrors(document), ...chainErrors(document), ...keyErrors(document)];
  return errors.length === 0 ? valid(file, document, flags.json) : invalid(file, errors, flags.json);
}

function valid(file: string, document: JsonObject, json: boolean): KtResult {
  const chain = chainOf(document).map((entry) => entry.kind);
  const pack = { name: textAt(document, 'pack', 'name') ?? '', version: textAt(document, 'pack', 'version') ?? '' };
  if (json) {
    return { code: 0, stdout: printed({ valid: true, file, pack, chain, policy_count: chain.length, warnings: [], emulated: true }) };
  }
  const lines = [
    `OK ${file} is valid (emulated)`,
    `Pack: ${pack.name} (v${pack.version})`,
    `Chain: ${chain.join(' -> ')}`,
    `Policies validated: ${chain.length}`,
  ];
  return { code: 0, stdout: `${lines.join('\n')}\n` };
}

function invalid(file: string, errors: readonly LintError[], json: boolean): KtResult {
  if (json) return { code: LINT_FAILED, stdout: printed({ valid: false, file, errors, emulated: true }) };
  const head = `X ${file} has ${errors.length} errors (emulated)`;
  const blocks = errors.map(({ code, path, message, suggestion }) => `error[${code}]: ${message}\n  --> ${path}\n  help: ${suggestion}`);
  return { code: LINT_FAILED, stdout: `${[head, ...blocks].join('\n\n')}\n` };
}

/** The gateway refuses a pack without these (https://docs.keeptrusts.com/docs/policies/config-pack-metadata); the code is ours. */
function packErrors(document: JsonObject): readonly LintError[] {
  return ['name', 'version', 'enabled'].flatMap((key) =>
    valueAt(document, 'pack', key) === undefined
      ? [
          {
            code: 'E000',
            path: `pack.${key}`,
            message: `Missing key '${key}' in pack`,
            suggestion: `Add 'pack.${key}' (emulated code E000)`,
          },
        ]
      : [],
  );
}

function chainErrors(document: JsonObject): readonly LintError[] {
  return chainOf(document).flatMap(({ kind }, index): readonly LintError[] => {
    const path = `policies.chain[${index}]`;
    if (!KINDS.includes(kind)) {
      const near = nearest(kind);
      return [
        {
          code: 'E001',
          path,
          message: `Unknown policy kind '${kind}'`,
          suggestion: near === undefined ? 'See the policy catalog' : `Did you mean '${near}'?`,
        },
      ];
    }
    if (valueAt(document, 'policy', kind) !== undefined) return [];
    const suggestion = `Add a 'policy.${kind}' section or remove from chain`;
    return [{ code: 'E003', path, message: `Policy '${kind}' is in chain but has no config block`, suggestion }];
  });
}

function keyErrors(document: JsonObject): readonly LintError[] {
  return Object.entries(KEYS_BY_KIND).flatMap(([kind, keys]) => {
    const block = valueAt(document, 'policy', kind);
    const unknown = isObject(block) ? Object.keys(block).filter((key) => !keys.includes(key)) : [];
    return unknown.map((key) => ({
      code: 'E002',
      path: `policy.${kind}.${key}`,
      message: `Unknown key '${key}' in policy.${kind}`,
      suggestion: `Valid keys are: ${keys.join(', ')}`,
    }));
  });
}

/** The kind that shares the longest beginning, if that is most of it: enough for the documented sample, an `s` too many. */
function nearest(kind: string): string | undefined {
  const shared = (candidate: string): number => {
    let length = 0;
    while (length < candidate.length && candidate[length] === kind[length]) length += 1;
    return length;
  };
  const best = [...KINDS].sort((a, b) => shared(b) - shared(a))[0];
  return best !== undefined && shared(best) * 2 >= best.length ? best : undefined;
}

function printed(value: JsonObject): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
