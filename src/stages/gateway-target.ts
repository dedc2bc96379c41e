import type { GatewayClient } from '../keeptrusts/gateway.js';
import type { Kt } from '../keeptrusts/kt.js';
import type { GatewayReport } from '../report/gateway-model.js';

/** A gateway a stage acts on, with the two ways to reach it. */
export interface Gateway {
  readonly id: string;
  readonly url?: string;
  readonly environment?: string;
  /** Which control plane it belongs to; two gateways with different ones cannot be source and target of one `kt policy deploy`. */
  readonly apiUrl?: string;
  /** Absent when the gateway has no URL: nothing of it can be read. */
  readonly client?: GatewayClient;
  /** kt with the credentials of this gateway's control plane. */
  readonly kt: Kt;
}

/** The parts of a gateway's report that do not depend on what is found. */
export function describeGateway(gateway: Pick<Gateway, 'id' | 'url' | 'environment'>): Pick<GatewayReport, 'id' | 'url' | 'environment'> {
  return {
    id: gateway.id,
    ...(gateway.url !== undefined && { url: gateway.url }),
    ...(gateway.environment !== undefined && { environment: gateway.environment }),
  };
}
