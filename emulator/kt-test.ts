import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FAILED, type Flags, type KtResult } from './kt-commands.js';
import { chainOf, parseYaml } from './policy.js';
import { decide, type Message } from './rules.js';
import { isObject, type JsonObject, listOf, reasonOf, textAt, valueAt } from './values.js';

/** Verbatim from https://docs.keeptrusts.com/docs/cli/policy-test. */
const MISSING_JSON = 'missing --json (only --json output is implemented in MVP)';

/** `kt policy test`: golden files `tests/*.json` and inline suites, decided by the emulator's own rules. */
export async function testCommand(flags: Flags, resolve: (path: string) => string): Promise<KtResult> {
  if (!flags.json) return { code: FAILED, stderr: `${MISSING_JSON}\n` };
  const directory = resolve(flags.optional('--pack-dir') ?? '.');
  let document: JsonObject;
  let cases: readonly JsonObject[];
  try {
    document = parseYaml(await readFile(join(directory, 'policy-config.yaml'), 'utf8'));
    cases = [...(await goldenCases(join(directory, 'tests'))), ...inlineCases(document)];
  } catch (error) {
    return { code: FAILED, stderr: `error: ${reasonOf(error)} (emulated)\n` };
  }
  const results = cases.map((one) => resultOf(document, one));
  const ok = results.every((result) => result.passed);
  return { code: ok ? 0 : FAILED, stdout: `${JSON.stringify({ ok, results, emulated: true }, undefined, 2)}\n` };
}

async function goldenCases(directory: string): Promise<readonly JsonObject[]> {
  const names = await readdir(directory).catch((): string[] => []);
  return Promise.all(
    names
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map(async (name) => {
        const value: unknown = await readFile(join(directory, name), 'utf8').then(JSON.parse);
        if (!isObject(value)) throw new Error(`tests/${name} is not an object`);
        return { name, ...value };
      }),
  );
}

function inlineCases(document: JsonObject): readonly JsonObject[] {
  return listOf(valueAt(document, 'testing', 'suites')).flatMap((suite) => listOf(valueAt(suite, 'cases')).filter(isObject));
}

function resultOf(document: JsonObject, one: JsonObject) {
  const messages = listOf(valueAt(one, 'input', 'messages')).flatMap((message): Message[] => {
    const content = textAt(message, 'content');
    return content === undefined ? [] : [{ role: textAt(message, 'role') ?? 'user', content }];
  });
  const headers = valueAt(one, 'input', 'headers');
  const decision = decide({ document, chain: chainOf(document) }, { messages, headers: lowerCased(headers) });
  const verdict = textAt(one, 'expected', 'verdict');
  const reason = textAt(one, 'expected', 'reason_code');
  return {
    name: textAt(one, 'name') ?? 'unnamed',
    verdict: decision.verdict,
    reason_code: decision.reasonCode,
    passed: verdict === decision.verdict && (reason === undefined || reason === decision.reasonCode),
    details: { policy_results: decision.results, quality_scores: null },
  };
}

function lowerCased(headers: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(isObject(headers) ? headers : {});
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), String(value)]));
}
