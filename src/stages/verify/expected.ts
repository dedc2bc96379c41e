import type { ExpectedPolicy } from '../../keeptrusts/served-config.js';
import { decode } from '../../policy/decode.js';
import { type Digest, digestOf } from '../../policy/digest.js';
import { parsePolicy } from '../../policy/document.js';
import { ruleOf } from '../../policy/lint/rules.js';
import { Failure } from '../../report/failure.js';
import type { PackSource } from '../pack.js';

/**
 * The policy that gateways should serve, read from the file.
 * @throws Failure bad-input when the file has not the digest given, or names no pack and chain to compare with.
 */
export function expectedPolicy(source: PackSource, wanted: Digest | undefined): { expected: ExpectedPolicy; digest: Digest } {
  const digest = digestOf(source.bytes);
  const doing = `reading policy file ${JSON.stringify(source.names.workspaceFile)}`;
  if (wanted !== undefined && wanted !== digest) {
    throw new Failure('bad-input', {
      doing,
      cameBack: `its digest is ${digest}, but ${wanted} was asked for`,
      nextStep: 'Check out the commit that was deployed.',
    });
  }
  const document = parsePolicy(decode(source.bytes));
  // What validate only warns of has been deployed, and can be compared.
  const fault = document.problems.find(({ ruleId }) => ruleOf(ruleId)?.severity !== 'warning');
  if (fault !== undefined || document.identity === undefined || document.chain === undefined) {
    const cameBack = fault === undefined ? 'it names no pack.name, pack.version or policies.chain' : fault.message;
    throw new Failure('bad-input', { doing, cameBack, nextStep: 'Run the validate stage and correct what it reports.' });
  }
  return { expected: { identity: document.identity, chain: document.chain, value: document.value }, digest };
}
