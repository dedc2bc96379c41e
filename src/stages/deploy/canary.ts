import { randomUUID } from 'node:crypto';
import type { GatewayClient } from '../../keeptrusts/gateway.js';
import type { TestCase } from '../../policy/tests/cases.js';
import type { CanaryReport, Verdict } from '../../report/model.js';

/** Prefix of the request ids of canary requests, so that their events can be told from user traffic. */
export const CANARY_REQUEST_PREFIX = 'keeptrusts-policy-canary-';

/**
 * Sends golden cases through a gateway, each once and in order, and compares verdicts. Only a block (409) and a normal answer can be told
 * apart from outside, so an expected redact or escalate stays undecided, as does anything that is the upstream's fault.
 */
export async function runCanary(
  client: GatewayClient,
  cases: readonly TestCase[],
  model: string,
  signal: AbortSignal,
): Promise<readonly CanaryReport[]> {
  const reports: CanaryReport[] = [];
  for (const testCase of cases) {
    signal.throwIfAborted();
    const requestId = `${CANARY_REQUEST_PREFIX}${randomUUID()}`;
    const reading = await client.chat(
      {
        model: testCase.input.model ?? model,
        messages: testCase.input.messages,
        requestId,
        ...(testCase.input.headers !== undefined && { headers: testCase.input.headers }),
      },
      signal,
    );
    const base = { name: testCase.name, expected: testCase.expected, requestId };
    if (reading.kind === 'undecided') {
      reports.push({ ...base, outcome: 'undecided', reason: reading.reason });
      continue;
    }
    const actual = reading.kind === 'blocked' ? 'block' : 'allow';
    reports.push({ ...base, actual, ...judge(testCase.expected.verdict, actual) });
  }
  return reports;
}

function judge(expected: Verdict, actual: 'block' | 'allow'): Pick<CanaryReport, 'outcome' | 'reason'> {
  if (expected === actual) return { outcome: 'passed' };
  if (expected === 'block' || expected === 'allow' || actual === 'block') {
    return { outcome: 'failed', reason: `expected ${expected}, the gateway ${actual === 'block' ? 'blocked' : 'answered normally'}` };
  }
  return { outcome: 'undecided', reason: `a normal answer does not show whether the gateway would ${expected}` };
}
