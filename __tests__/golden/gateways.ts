import { readFileSync } from 'node:fs';
import type { Kt, KtEvent, KtWrite } from '../../src/keeptrusts/kt.js';
import { parsePolicy } from '../../src/policy/document.js';
import type { HealthReading } from '../../src/report/gateway-model.js';
import type { Gateway } from '../../src/stages/gateway-target.js';
import { FakeClock, fakeKt, served } from '../stages/world.js';

/** A clock of one morning in March, which passes only where something says how long it takes. */
export class MorningClock extends FakeClock {
  override now(): Date {
    return new Date(Date.UTC(2026, 2, 17, 9, 24, 3) + this.elapsed());
  }
}

const LINT_MS = 180;
const WRITE_MS = 640;
const CHAT_MS = 210;

/** Gateways that serve what kt gives them, and tell kt's event trail what they decide; nothing of it differs from run to run. */
export class GoldenFleet {
  readonly clock: FakeClock;
  /** What each gateway serves. */
  readonly serves = new Map<string, string>();
  readonly events: KtEvent[] = [];
  /** May change what a write comes to; without an answer it takes effect. */
  onWrite: (id: string) => KtWrite | undefined = () => undefined;
  /** Health of a gateway; without an answer it is healthy. */
  onHealth: (id: string) => HealthReading | undefined = () => undefined;
  readonly kt: Kt;

  constructor(clock: FakeClock, testNames: readonly string[] = []) {
    this.clock = clock;
    const write = async (file: string, id: string): Promise<KtWrite> => {
      clock.advance(WRITE_MS);
      const given = this.onWrite(id);
      if (given !== undefined) return given;
      this.serves.set(id, readFileSync(file, 'utf8'));
      return { kind: 'accepted' };
    };
    this.kt = fakeKt({
      lint: async () => {
        clock.advance(LINT_MS);
        return { kind: 'answered', valid: true, problems: [] };
      },
      test: async () => ({ kind: 'answered', ok: true, cases: testNames.map((name) => ({ name, passed: true })) }),
      push: (file, id) => write(file, id),
      deploy: (file, _source, id) => write(file, id),
      events: async ({ limit }) => ({ kind: 'answered', events: this.events.toReversed().slice(0, limit) }),
      doctor: async () => ({ exitCode: 0, checks: DOCTOR_CHECKS }),
    });
  }

  gateway(id: string, environment: string, serves: string): Gateway {
    this.serves.set(id, serves);
    const url = `https://${id}.gateways.acme.example`;
    return {
      id,
      environment,
      url,
      kt: this.kt,
      client: {
        id,
        url,
        health: async (signal) => {
          signal?.throwIfAborted();
          return this.onHealth(id) ?? { status: 'healthy', httpStatus: 200, latencyMs: 10 + id.length, attempts: 1 };
        },
        config: async (signal) => {
          signal?.throwIfAborted();
          return served(parsePolicy(this.serves.get(id) ?? '').value);
        },
        chat: async ({ messages, model, requestId }, signal) => {
          signal?.throwIfAborted();
          this.clock.advance(CHAT_MS);
          const verdict = this.decide(id, messages.map(({ content }) => content).join('\n'), { model, requestId });
          return verdict === 'block' ? { kind: 'blocked', code: 'input_blocked' } : { kind: 'allowed' };
        },
      },
    };
  }

  /** What a gateway decides of a text, and the event it tells of it. */
  decide(id: string, text: string, more: Pick<KtEvent, 'model' | 'requestId'> = {}): string {
    const [verdict, reasonCode] = RULES.find(([pattern]) => pattern.test(text))?.[1] ?? ['allow', 'none'];
    this.events.push({
      id: `evt_${String(this.events.length + 1).padStart(4, '0')}`,
      time: this.clock.now().toISOString(),
      verdict,
      reasonCode,
      model: 'gpt-4o-mini',
      configVersion: parsePolicy(this.serves.get(id) ?? '').identity?.version ?? '',
      gatewayId: id,
      ...more,
    });
    return verdict;
  }
}

/** A stand-in's idea of what the packs here decide. */
const RULES: readonly (readonly [RegExp, readonly [verdict: string, reasonCode: string]])[] = [
  [/ignore previous/i, ['block', 'prompt_injection.detected']],
  [/roadmap|prices/i, ['block', 'dlp.blocked']],
  [/iban/i, ['redact', 'dlp.redacted']],
  [/lawyer/i, ['escalate', 'escalation.required']],
];

const DOCTOR_CHECKS = [
  { name: 'api reachable', status: 'ok' },
  { name: 'token accepted', status: 'ok' },
];
