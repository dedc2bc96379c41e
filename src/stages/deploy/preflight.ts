import type { ConfigReading } from '../../keeptrusts/gateway.js';
import { sharedAddresses } from '../../keeptrusts/gateway-address.js';
import type { KtAnswer } from '../../keeptrusts/kt.js';
import type { ExpectedPolicy } from '../../keeptrusts/served-config.js';
import type { Bypass, RestoreSource } from '../../report/deploy-model.js';
import { Failure, messageOf } from '../../report/failure.js';
import type { Proof, ServedIdentity } from '../../report/gateway-model.js';
import { count } from '../../report/words.js';
import { mapBounded } from '../bounded.js';
import type { Gateway } from '../gateway-target.js';
import type { FormerPolicies, FormerPolicy, Shown } from './former-policy.js';
import { Identities } from './identities.js';
import { describeServed, judge, objectionsTo } from './judge.js';

/** What preflight settles about one gateway; `write` is the only kind that a write may follow. */
export type Standing =
  | {
      readonly kind: 'write';
      readonly before?: ServedIdentity;
      /** Absent only where the roll-out is not to be taken back. */
      readonly former?: FormerPolicy;
    }
  | { readonly kind: 'serving'; readonly before: ServedIdentity }
  | {
      readonly kind: 'refused';
      readonly before?: ServedIdentity;
      readonly reason: string;
      /** The first of several reasons, and how many there are more. */
      readonly brief?: string;
      readonly nextSteps: readonly string[];
    };

export interface PreflightRow {
  readonly gateway: Gateway;
  readonly standing: Standing;
  readonly restore?: RestoreSource;
  readonly emulated: boolean;
  /** Checks that would have refused the gateway, had nobody waived them. */
  readonly bypasses: readonly Bypass[];
  /** Why Git could not say whether what is served came from it. */
  readonly unchecked?: string;
  /** Why `kt gateway inspect` says nothing of the gateway. */
  readonly uninspected?: string;
}

export interface PreflightSettings {
  readonly minimumProof: Proof;
  readonly concurrency: number;
  /** Whether a source to restore from is needed. */
  readonly takesBack: boolean;
  /** Which checks are waived: `because` is what the report says of it, absent where there is nothing to say. */
  readonly waived: ReadonlyMap<Bypass['check'], { readonly because?: string }>;
}

export interface PreflightContext {
  /** Read when the first gateway that is to be written to needs it. */
  readonly former: () => Promise<FormerPolicies>;
  readonly signal: AbortSignal;
  /** Called with the number of gateways that were read. */
  readonly onRead?: (done: number) => void;
}

/**
 * Reads what every gateway serves now and decides, without writing anything, whether it may be written to, whether that could be proven
 * afterwards, and what it would get back.
 * @throws the signal's reason when it aborts; Failure when the gateway token may not be sent to an address, or kt would not take an id.
 */
export async function preflight(
  gateways: readonly Gateway[],
  expected: ExpectedPolicy,
  settings: PreflightSettings,
  context: PreflightContext,
): Promise<readonly PreflightRow[]> {
  const identities = new Identities();
  let done = 0;
  const readOne = async (gateway: Gateway): Promise<PreflightRow> => {
    const read = await gateway.client?.config(context.signal);
    const reading = read?.kind === 'served' ? { ...read, identity: identities.shared(read.identity) } : read;
    const emulated = reading?.kind === 'served' && reading.emulated;
    const readiness = judge(reading, expected, settings.minimumProof);
    const base = { gateway, emulated, bypasses: NONE };
    if (readiness.kind === 'serving') return { ...base, standing: readiness };
    if (readiness.kind === 'refused') {
      const { nextStep, ...standing } = readiness;
      return { ...base, standing: { ...standing, nextSteps: [nextStep] } };
    }
    const inspected = await inspect(gateway);
    context.signal.throwIfAborted();
    return { ...base, ...(await judgeWrite(shownBy(reading, inspected), inspected, expected, settings, context)) };
  };
  return mapBounded(gateways, settings.concurrency, async (gateway) => {
    const row = await readOne(gateway);
    done += 1;
    context.onRead?.(done);
    return row;
  });
}

/** One for all gateways of a fleet. */
const NONE: readonly Bypass[] = [];

type WriteJudgement = Omit<PreflightRow, 'gateway' | 'emulated'>;

async function judgeWrite(
  shown: Shown | undefined,
  inspected: KtAnswer,
  expected: ExpectedPolicy,
  settings: PreflightSettings,
  context: PreflightContext,
): Promise<WriteJudgement> {
  const before = shown?.reading === undefined ? {} : { before: shown.identity };
  if (isUnknownToKt(inspected)) {
    const reason = `the control plane does not know it: ${inspected.said}`;
    return { bypasses: NONE, standing: { kind: 'refused', ...before, reason, nextSteps: ["Correct the gateway's id, or the api-url."] } };
  }
  const former = await context.former();
  const { objections, unchecked } = shown === undefined ? { objections: [] } : objectionsTo(shown, expected, former);
  const source = settings.takesBack ? former.restoreSourceFor(shown) : undefined;
  const faults = [
    ...objections.filter(({ check }) => !settings.waived.has(check)),
    ...(source !== undefined && 'kind' in source ? [noSource(source.reason, shown)] : []),
  ];
  const bypasses = objections.flatMap(({ check }): Bypass[] => {
    const because = settings.waived.get(check)?.because;
    return because === undefined ? [] : [{ check, because }];
  });
  const found = source === undefined || 'kind' in source ? undefined : source;
  const restore = source === undefined ? undefined : 'kind' in source ? source : source.source;
  const [first, ...more] = faults;
  return {
    bypasses: bypasses.length === 0 ? NONE : bypasses,
    ...(restore !== undefined && { restore }),
    ...(unchecked !== undefined && { unchecked }),
    ...(inspected.kind === 'unusable' && { uninspected: inspected.reason }),
    standing:
      first === undefined
        ? { kind: 'write', ...before, ...(found !== undefined && { former: found }) }
        : {
            kind: 'refused',
            ...before,
            reason: [first, ...more].map(({ reason }) => reason).join('; '),
            ...(more.length > 0 && { brief: `${first.reason}, and ${count(more.length, 'more reason')}` }),
            nextSteps: [first, ...more].map(({ nextStep }) => nextStep),
          },
  };
}

function noSource(reason: string, shown: Shown | undefined): { readonly reason: string; readonly nextStep: string } {
  const what = shown === undefined ? 'what it serves now' : describeServed(shown.identity);
  return {
    reason: `there is no source to give it ${what} back from, should the roll-out fail: ${reason}`,
    nextStep:
      shown === undefined
        ? "Give the gateway's URL (id=url), or set rollback: false."
        : 'Check out the whole history (fetch-depth: 0), name the served file as previous-policy-file, or set rollback: false.',
  };
}

/** A gateway's own answer comes first: the form of kt's is not documented. */
function shownBy(reading: ConfigReading | undefined, inspected: KtAnswer): Shown | undefined {
  if (reading?.kind === 'served') return { identity: reading.identity, reading };
  const shows = inspected.kind === 'answered' ? inspected.shows : undefined;
  return shows?.name === undefined || shows.version === undefined ? undefined : { identity: shows };
}

/** A kt that has no such command, or cannot say anything, is no reason to refuse: what can be read of the gateway itself decides. */
async function inspect({ id, kt }: Gateway): Promise<KtAnswer> {
  try {
    return await kt.inspect(id);
  } catch (error) {
    if (error instanceof Failure) throw error;
    return { kind: 'unusable', reason: messageOf(error) };
  }
}

/** Neither words nor exit codes are documented (https://docs.keeptrusts.com/docs/cli/gateway-admin): only a plain no counts as one. */
const NOT_KNOWN = /\b(?:not found|no such gateway|unknown gateway|does not exist)\b/i;

function isUnknownToKt(answer: KtAnswer): answer is Extract<KtAnswer, { readonly kind: 'answered' }> {
  return answer.kind === 'answered' && answer.exitCode !== 0 && NOT_KNOWN.test(answer.said);
}

/**
 * Gateways named twice, or staging named among production: nothing good can be meant. One line for each such id, and for each address
 * given to two ids, since reading one gateway proves nothing of another.
 */
export function misplacedGateways(staging: Gateway | undefined, production: readonly Gateway[]): readonly string[] {
  const ids = production.map(({ id }) => id);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  return [
    ...[...new Set(twice)].map((id) => `gateway ${id} is listed twice in production-gateways`),
    ...(staging !== undefined && ids.includes(staging.id) ? [`staging gateway ${staging.id} is also listed in production-gateways`] : []),
    ...sharedAddresses(staging === undefined ? production : [staging, ...production]).map(
      ({ address, ids }) => `gateways ${ids.join(', ')} have the same URL ${address}`,
    ),
  ];
}
