import type { VerifyReport } from '../report/model.js';
import { takeSnapshot } from '../stages/deploy/snapshot.js';
import type { PackSource } from '../stages/pack.js';
import { changeTimes } from '../stages/verify/change-times.js';
import { verify } from '../stages/verify.js';
import { type Equipment, given, goldenCases, type Resolved, reachGateway } from './equipment.js';
import { hideSecretsOfHistory } from './known-secrets.js';
import { withPacedKeeping } from './paced-keeping.js';
import { verifyKt } from './verify-kt.js';

/** Runs the verify stage for a policy file with what options and inventory say. */
export async function runVerify(source: PackSource, resolved: Resolved, equipment: Equipment): Promise<VerifyReport> {
  const { options } = resolved;
  const { surroundings, session } = equipment;
  const probes = await goldenCases(equipment.workspace, 'probe', options.probe ?? []);
  const kt = verifyKt(resolved, equipment.ktSupply);
  const gateways = await Promise.all(resolved.gateways.map((gateway) => reachGateway(gateway, kt.of(gateway), equipment)));
  const ktForDoctor = await kt.forDoctor();
  const keep = (report: () => VerifyReport): Promise<void> => session.setStage(report());
  return withPacedKeeping(keep, surroundings.clock, async (onChange) =>
    verify(
      source,
      {
        digest: options.digest,
        since: given(options, 'since'),
        'event-limit': given(options, 'event-limit'),
        'minimum-events': options['minimum-events'],
        consecutive: given(options, 'consecutive'),
        interval: given(options, 'interval'),
        'verify-timeout': given(options, 'verify-timeout'),
        'minimum-proof': given(options, 'minimum-proof'),
        doctor: given(options, 'doctor'),
        'accept-degraded': given(options, 'accept-degraded'),
        concurrency: given(options, 'concurrency'),
        'probe-model': options['probe-model'],
        'allow-escalation-probes': given(options, 'allow-escalation-probes'),
        probes,
        gateways,
        changedAt: changeTimes(session.report().stages),
      },
      {
        clock: surroundings.clock,
        log: surroundings.log,
        signal: surroundings.signal,
        random: Math.random,
        kt: ktForDoctor,
        policyCopy: async () => (await takeSnapshot(source.bytes, surroundings.temporaryDirectory)).path,
        // Loaded only here: where every gateway serves the file, no git is started.
        readHistory: async () => {
          const history = await (await import('./policy-history.js')).readRunPolicyHistory(source.names, equipment);
          hideSecretsOfHistory(history, resolved, equipment);
          return history;
        },
        onChange,
        onEmulated: () => session.markEmulated(),
      },
    ),
  );
}
