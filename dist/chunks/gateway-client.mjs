import { l as createGatewayClient } from "./gateways.mjs";

export { createGatewayClient };