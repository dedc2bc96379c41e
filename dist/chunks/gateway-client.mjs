import { i as createGatewayClient } from "./gateways.mjs";

export { createGatewayClient };