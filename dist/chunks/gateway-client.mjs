import { d as createGatewayClient } from "./gateways.mjs";

export { createGatewayClient };