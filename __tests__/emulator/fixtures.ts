import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmulatedGatewayOptions, type Emulator, startEmulator } from '../../emulator/fleet.js';
import { type KtIo, runKt } from '../../emulator/kt.js';

/** Longer than any test: gateways here poll when the test says so. */
export const NEVER_MS = 3_600_000;

export function policyText(version: string, chain: readonly string[] = ['prompt-injection', 'pii-detector', 'audit-logger']): string {
  return [
    'pack:',
    '  name: support-desk',
    `  version: ${version}`,
    '  enabled: true',
    'providers:',
    '  targets:',
    '    - {id: main, provider: openai}',
    'policies:',
    `  chain: [${chain.join(', ')}]`,
    'policy:',
    '  prompt-injection: {attack_patterns: ["(?i)developer.*override"]}',
    '  pii-detector: {action: redact}',
    '  audit-logger: {retention_days: 30}',
    '',
  ].join('\n');
}

/** Everything a test opened, closed in reverse order. */
export class Cleanup {
  readonly #work: (() => Promise<void>)[] = [];

  add(work: () => Promise<void>): void {
    this.#work.push(work);
  }

  async run(): Promise<void> {
    for (const work of this.#work.splice(0).reverse()) await work();
  }
}

export async function folder(cleanup: Cleanup): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'emulator-test-'));
  cleanup.add(() => rm(path, { recursive: true, force: true }));
  return path;
}

export async function emulator(cleanup: Cleanup, gateways: readonly EmulatedGatewayOptions[], now?: () => Date): Promise<Emulator> {
  const stateDirectory = await folder(cleanup);
  const running = await startEmulator({ stateDirectory, gateways, pollIntervalMs: NEVER_MS, ...(now === undefined ? {} : { now }) });
  cleanup.add(() => running.stop());
  return running;
}

export interface KtRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function kt(
  argv: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  io: Partial<KtIo> = {},
): Promise<KtRun> {
  let stdout = '';
  let stderr = '';
  const code = await runKt(argv, environment, {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    ...io,
  });
  return { code, stdout, stderr };
}

export function environmentOf({ apiUrl, apiToken }: Emulator): Readonly<Record<string, string>> {
  return { KEEPTRUSTS_API_URL: apiUrl, KEEPTRUSTS_API_TOKEN: apiToken };
}

export function urlOf(running: Emulator, id: string): string {
  return running.gateways.find((gateway) => gateway.id === id)?.url ?? '';
}

export function chat(url: string, content: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content }] }),
  });
}
