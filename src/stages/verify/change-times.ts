import type { StageReport } from '../../report/model.js';

/**
 * When the deploy stage of this run began to write to each gateway: what a gateway decided before cannot prove what it serves now. Gateways
 * that were not written to are left out. Pure.
 */
export function changeTimes(stages: readonly StageReport[]): ReadonlyMap<string, Date> {
  const times = new Map<string, Date>();
  for (const stage of stages) {
    if (stage.stage !== 'deploy') continue;
    for (const { id, steps } of stage.gateways) {
      // Every step that kt does is a write; the others only read.
      const write = steps.findLast(({ step }) => step.startsWith('kt '));
      if (write !== undefined) times.set(id, new Date(write.at));
    }
  }
  return times;
}
