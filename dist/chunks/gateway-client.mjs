import { p as createGatewayClient } from "./gateways.mjs";

export { createGatewayClient };