import type { GatewayReport } from '../../report/gateway-model.js';
import { countFor, type EventDemand } from '../events.js';

/** What was asked of a gateway beyond serving the file. */
export interface Demands {
  /** Probes asked for, sent or not. */
  readonly probes: number;
  readonly events: EventDemand;
}

/**
 * The result of a gateway that serves the file, once its probes and events are known: a probe that was decided otherwise than expected is
 * a mismatch, whatever the gateway shows of its configuration. Other results stay as they are. Pure.
 */
export function settled(gateway: GatewayReport, demands: Demands): GatewayReport {
  if (gateway.result !== 'verified') return gateway;
  const { probes = [], differences = [] } = gateway;
  const failed = probes.filter(({ outcome }) => outcome === 'failed');
  if (failed.length > 0) {
    const words = failed.map(({ name, reason, expected }) => `probe "${name}": ${reason ?? `expected ${expected.verdict}`}`);
    return { ...gateway, result: 'mismatch', differences: [...differences, ...words] };
  }
  if (demands.probes > 0 && probes.every(({ outcome }) => outcome === 'undecided')) {
    return { ...gateway, result: 'unproven', differences: [...differences, nothingDecided(gateway, demands.probes)] };
  }
  return countFor(demands.events, gateway.events) < demands.events.count ? { ...gateway, result: 'silent' } : gateway;
}

function nothingDecided({ url, probes }: GatewayReport, asked: number): string {
  if (url === undefined) return 'it has no URL, so no probe can be sent through it';
  const why = probes?.find(({ reason }) => reason !== undefined)?.reason;
  return `none of ${asked} probes was decided${why === undefined ? '' : `: ${why}`}`;
}
