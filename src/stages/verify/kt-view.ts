import type { KtAnswer } from '../../keeptrusts/kt.js';
import { type ExpectedPolicy, proofAtLeast } from '../../keeptrusts/served-config.js';
import { messageOf } from '../../report/failure.js';
import type { GatewayReport, KtView, ServedIdentity } from '../../report/gateway-model.js';
import type { Gateway } from '../gateway-target.js';
import { isTooLate, NOT_ASKED, pauseMs, type WatchContext, type WatchSettings } from '../watch.js';
import { ktTimeoutMs } from './kt-timeout.js';

/** What kt's word about a gateway amounts to. */
type KtObservation = Pick<GatewayReport, 'state' | 'proof' | 'result' | 'differences' | 'after' | 'kt'>;

type Settings = Pick<WatchSettings, 'deadline' | 'intervalMs' | 'minimumProof'>;

const NO_URL = 'it has no URL, so nothing of it can be read';

/**
 * Asks kt about a gateway that has no URL: `kt gateway diff` compares the file with what it runs, `kt gateway inspect` shows its state
 * (https://docs.keeptrusts.com/docs/cli/gateway-admin). Neither answer is documented, so a comparison without a difference proves no more
 * than `accepted`, and it is asked for again until the deadline only where that is enough: relay and managed gateways get their
 * configuration by polling. One whose first turn comes after the deadline is not asked at all.
 * @param file the policy file, private to this run.
 * @throws Failure bad-input for an id that kt would take for a flag; the signal's reason does not get out.
 */
export async function askKt(
  gateway: Pick<Gateway, 'id' | 'kt'>,
  file: string,
  expected: ExpectedPolicy,
  settings: Settings,
  context: Required<WatchContext>,
): Promise<KtObservation> {
  const { clock, signal, random, turn } = context;
  const isEnough = proofAtLeast('accepted', settings.minimumProof);
  let last: KtAnswer | undefined;
  for (let rounds = 0; ; rounds += 1) {
    // Both questions in one turn: behind the first question about all the others, the second would come long after the deadline.
    const look = await turn(async (): Promise<Look | 'too-late'> => {
      if (signal.aborted || isTooLate(settings, rounds, clock)) return 'too-late';
      const diff = await gateway.kt.diff(file, gateway.id, ktTimeoutMs(settings.deadline, clock));
      const isLast = !isEnough || isEqual(diff) || settings.deadline - clock.elapsed() <= settings.intervalMs;
      if (!isLast || signal.aborted) return { diff };
      return { diff, inspect: await gateway.kt.inspect(gateway.id, ktTimeoutMs(settings.deadline, clock)) };
    });
    if (signal.aborted) return notFinished(`cancelled: ${messageOf(signal.reason)}`);
    if (look === 'too-late') return last === undefined ? notFinished(NOT_ASKED) : judge(last, NOT_INSPECTED, expected, isEnough);
    if (look.inspect !== undefined) return judge(look.diff, look.inspect, expected, isEnough);
    last = look.diff;
    const pause = Math.min(settings.deadline - clock.elapsed(), pauseMs(settings.intervalMs, rounds + 1, random()));
    // An abort is seen at the begin of the next round.
    await clock.sleep(pause, signal).catch(() => undefined);
  }
}

/** What kt answered in one turn; it is asked to inspect only when the comparison will not be asked for again. */
interface Look {
  readonly diff: KtAnswer;
  readonly inspect?: KtAnswer;
}

const NOT_INSPECTED: KtAnswer = { kind: 'unusable', reason: 'kt gateway inspect was not asked: the time was over' };

function notFinished(why: string): KtObservation {
  return { state: 'unknown', proof: 'none', result: 'timed-out', differences: [why] };
}

function isEqual(diff: KtAnswer): boolean {
  return diff.kind === 'answered' && diff.exitCode === 0 && diff.said === '';
}

/** Another pack or version that kt names outweighs a comparison whose exit code is not documented; nothing kt says outweighs a difference. */
function judge(diff: KtAnswer, inspect: KtAnswer, expected: ExpectedPolicy, isEnough: boolean): KtObservation {
  const shows = inspect.kind === 'answered' ? inspect.shows : undefined;
  const base = { kt: viewOf(diff, inspect), ...(shows !== undefined && { after: shows }) };
  const other = shows === undefined ? [] : identityDifferences(shows, expected);
  if (other.length > 0) return { ...base, state: 'serving-other', proof: 'none', result: 'mismatch', differences: other };
  if (isEqual(diff)) {
    if (isEnough) return { ...base, state: 'accepted', proof: 'accepted', result: 'verified', differences: [] };
    return { ...base, state: 'accepted', proof: 'accepted', result: 'unproven', differences: [`${NO_URL}; kt sees no difference`] };
  }
  return { ...base, state: 'unknown', proof: 'none', result: 'unproven', differences: [`${NO_URL}; ${complaint(diff)}`] };
}

function complaint(diff: KtAnswer): string {
  if (diff.kind === 'unusable') return diff.reason;
  return `kt gateway diff exited with ${diff.exitCode}${diff.said === '' ? '' : `: ${diff.said}`}`;
}

function identityDifferences(shows: ServedIdentity, { identity }: ExpectedPolicy): readonly string[] {
  return (['name', 'version'] as const)
    .filter((key) => shows[key] !== undefined && shows[key] !== identity[key])
    .map((key) => `pack.${key}: file ${identity[key]}, kt gateway inspect names ${shows[key]}`);
}

function viewOf(diff: KtAnswer, inspect: KtAnswer): KtView {
  const shows = inspect.kind === 'answered' ? inspect.shows : undefined;
  const unread = [diff, inspect].flatMap((answer) => (answer.kind === 'unusable' ? [answer.reason] : []));
  return {
    ...(diff.kind === 'answered' && { diff: { exitCode: diff.exitCode, ...(diff.said !== '' && { said: diff.said }) } }),
    ...(shows !== undefined && { inspect: shows }),
    ...(unread.length > 0 && { unread: unread.join('; ') }),
  };
}
