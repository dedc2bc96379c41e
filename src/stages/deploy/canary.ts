import { randomUUID } from 'node:crypto';
import type { GatewayClient } from '../../keeptrusts/gateway.js';
import type { TestCase } from '../../policy/tests/cases.js';
import type { ProbeReport } from '../../report/gateway-model.js';
import type { Verdict } from '../../report/model.js';

/** Prefix of the request ids of canary requests, so that their events can be told from user traffic. */
export const CANARY_REQUEST_PREFIX = 'keeptrusts-policy-canary-';

/** Keys of a case's input that a request from outside can carry; the others describe what a gateway would see or receive itself. */
const SENDABLE_KEYS = new Set(['messages', 'headers', 'model']);

/**
 * Sends golden cases through a gateway, each once and in order, and compares verdicts. Only a block (409) and a normal answer can be told
 * apart from outside, so an expected redact or escalate stays undecided, as does anything that is the upstream's fault, that a request
 * cannot carry, or that a cancelled run did not get to.
 * @throws Failure when the client refuses to send to this address.
 */
export async function runCanary(
  client: GatewayClient,
  cases: readonly TestCase[],
  model: string,
  signal: AbortSignal,
): Promise<readonly ProbeReport[]> {
  const reports: ProbeReport[] = [];
  for (const testCase of cases) reports.push(await sendOne(client, testCase, model, signal));
  return reports;
}

async function sendOne(client: GatewayClient, testCase: TestCase, model: string, signal: AbortSignal): Promise<ProbeReport> {
  const { input, expected, name } = testCase;
  const requestId = `${CANARY_REQUEST_PREFIX}${randomUUID()}`;
  const undecided = (reason: string): ProbeReport => ({ name, expected, requestId, outcome: 'undecided', reason });
  if (signal.aborted) return undecided('nothing was sent: the run was cancelled');
  const unsendable = Object.keys(input.raw).find((key) => !SENDABLE_KEYS.has(key));
  if (unsendable !== undefined) return undecided(`nothing was sent: a request through the gateway cannot carry input.${unsendable}`);
  try {
    const reading = await client.chat(
      {
        model: input.model ?? model,
        messages: input.messages,
        requestId,
        ...(input.headers !== undefined && { headers: input.headers }),
      },
      signal,
    );
    if (reading.kind === 'undecided') return undecided(reading.reason);
    const actual = reading.kind === 'blocked' ? 'block' : 'allow';
    return { name, expected, requestId, actual, ...judge(expected.verdict, actual) };
  } catch (error) {
    if (!signal.aborted) throw error;
    return undecided('the run was cancelled before the answer came');
  }
}

function judge(expected: Verdict, actual: 'block' | 'allow'): Pick<ProbeReport, 'outcome' | 'reason'> {
  if (expected === actual) return { outcome: 'passed' };
  if (expected === 'block' || expected === 'allow' || actual === 'block') {
    return { outcome: 'failed', reason: `expected ${expected}, the gateway ${actual === 'block' ? 'blocked' : 'answered normally'}` };
  }
  return { outcome: 'undecided', reason: `a normal answer does not show whether the gateway would ${expected}` };
}
