import { existsSync, readFileSync } from 'node:fs';
import type { Clock } from '../../src/clock.js';
import type { ChatReading, ChatRequest, ConfigReading, GatewayClient } from '../../src/keeptrusts/gateway.js';
import { servedIdentity } from '../../src/keeptrusts/gateway-answers.js';
import type { Kt, KtIdentity } from '../../src/keeptrusts/kt.js';
import type { ExpectedPolicy } from '../../src/keeptrusts/served-config.js';
import { parsePolicy } from '../../src/policy/document.js';
import type { TestCase } from '../../src/policy/tests/cases.js';
import { parseGoldenFile } from '../../src/policy/tests/golden.js';
import type { HealthReading } from '../../src/report/gateway-model.js';
import type { Gateway } from '../../src/stages/gateway-target.js';
import type { PackSource } from '../../src/stages/pack.js';

/** Small real things that the stages are tested with, in place of a network, a kt and real time. */

/** Time that passes only while somebody sleeps, and then at once. */
export class FakeClock implements Clock {
  readonly sleeps: number[] = [];
  /** Called in each sleep, before time passes. */
  onSleep: () => void = () => {};
  #elapsed = 1_000;

  now(): Date {
    return new Date(Date.UTC(2026, 0, 1) + this.#elapsed);
  }

  elapsed(): number {
    return this.#elapsed;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.onSleep();
    signal?.throwIfAborted();
    this.sleeps.push(ms);
    this.#elapsed += ms;
  }

  advance(ms: number): void {
    this.#elapsed += ms;
  }
}

/** A policy file that the builtin linter has nothing to say of; it has no tests. */
export function policyText(version = '2.0.0', blocked = 'internal roadmap'): string {
  return [
    'pack:',
    '  name: support-desk',
    `  version: "${version}"`,
    '  enabled: true',
    'policies:',
    '  chain:',
    // Its pattern list is not published, so without kt no case of this pack is decided.
    '    - prompt-injection',
    '    - dlp-filter',
    '    - audit-logger',
    'policy:',
    '  prompt-injection: {}',
    '  dlp-filter:',
    '    action: block',
    `    blocked_terms: [${blocked}]`,
    '  audit-logger:',
    '    retention_days: 30',
    '',
  ].join('\n');
}

export function expectedOf(text: string): ExpectedPolicy {
  const { identity, chain, value } = parsePolicy(text);
  if (identity === undefined || chain === undefined) throw new Error('the test policy has no pack or chain');
  return { identity, chain, value };
}

export function golden(name: string, content: string, verdict: string, extra: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ name, input: { messages: [{ role: 'user', content }], ...extra }, expected: { verdict } }, undefined, 2);
}

export function goldenCase(name: string, content: string, verdict: string, extra: Readonly<Record<string, unknown>> = {}): TestCase {
  const [testCase] = parseGoldenFile(golden(name, content, verdict, extra)).cases;
  if (testCase === undefined) throw new Error('the test case cannot be read');
  return testCase;
}

export function sourceOf(text: string, tests: Readonly<Record<string, string>> = {}): PackSource {
  return {
    names: { file: 'policy-config.yaml', workspaceFile: 'packs/policy-config.yaml' },
    bytes: new TextEncoder().encode(text),
    tests: Object.entries(tests).map(([name, content]) => ({
      name,
      names: { file: `tests/${name}`, workspaceFile: `packs/tests/${name}` },
      bytes: new TextEncoder().encode(content),
    })),
  };
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function served(body: unknown, emulated = false): ConfigReading {
  if (!isMapping(body)) throw new Error('a served configuration is a mapping');
  return { kind: 'served', identity: servedIdentity(body), body, emulated };
}

/** What a gateway shows of a policy: all of it, name, version and chain, or its version only. */
export function showing(text: string, what: 'full' | 'chain' | 'version' = 'full'): ConfigReading {
  const { identity, chain, value } = parsePolicy(text);
  if (what === 'full') return served(value);
  return served({ pack: { ...identity }, ...(what === 'chain' && { policies: { chain } }) });
}

export const UNREADABLE: ConfigReading = { kind: 'unreadable', reason: '/keeptrusts/config answered HTTP 502' };
export const UNREACHABLE: ConfigReading = { kind: 'unreachable', reason: 'connection refused' };

export function health(status: HealthReading['status']): HealthReading {
  return { status, attempts: 1, ...(status !== 'healthy' && { detail: `it says ${status}` }) };
}

export interface Script {
  readonly health?: readonly HealthReading['status'][];
  readonly config: readonly ConfigReading[];
  readonly chat?: (request: ChatRequest) => ChatReading;
}

/** A client that answers one after the other what the script says, and the last for ever. */
export function scriptedClient(script: Script, id = 'gw'): GatewayClient & { readonly rounds: () => number } {
  let healths = 0;
  let configs = 0;
  const next = <T>(list: readonly T[], index: number): T => {
    const value = list[Math.min(index, list.length - 1)];
    if (value === undefined) throw new Error('the script is empty');
    return value;
  };
  return {
    id,
    url: `https://${id}.example`,
    health: async (signal) => {
      signal?.throwIfAborted();
      return health(next(script.health ?? ['healthy'], healths++));
    },
    config: async (signal) => {
      signal?.throwIfAborted();
      return next(script.config, configs++);
    },
    chat: async (request, signal) => {
      signal?.throwIfAborted();
      return script.chat?.(request) ?? { kind: 'allowed' };
    },
    rounds: () => configs,
  };
}

const KT: KtIdentity = { path: '/opt/kt', version: 'kt 0.1.0', sha256: 'a'.repeat(64), emulated: false };

/** A kt that finds every file valid, decides no test, accepts every write and knows no event. */
export function fakeKt(overrides: Partial<Kt> = {}): Kt {
  return {
    identity: KT,
    // Like kt it refuses the one fault these tests make: what kt accepts, an error of ours cannot fail.
    lint: async (file) => {
      const misspelt = existsSync(file) && readFileSync(file, 'utf8').includes('dlp-filtre');
      const problem = { severity: 'error', code: 'E001', message: "Unknown policy kind 'dlp-filtre'" } as const;
      return { kind: 'answered', valid: !misspelt, problems: misspelt ? [problem] : [] };
    },
    test: async () => ({ kind: 'answered', ok: true, cases: [] }),
    push: async () => ({ kind: 'accepted' }),
    deploy: async () => ({ kind: 'accepted' }),
    revert: async () => ({ kind: 'accepted' }),
    diff: async () => ({ kind: 'answered', exitCode: 1, said: 'this kt cannot compare' }),
    inspect: async () => ({ kind: 'answered', exitCode: 1, said: 'this kt cannot inspect' }),
    doctor: async () => ({ exitCode: 0, checks: [] }),
    events: async () => ({ kind: 'answered', events: [] }),
    ...overrides,
  };
}

export function gatewayWith(id: string, script: Script | undefined, kt: Kt = fakeKt()): Gateway {
  if (script === undefined) return { id, kt };
  return { id, url: `https://${id}.example`, kt, client: scriptedClient(script, id) };
}
