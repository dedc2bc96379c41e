import { u as createGatewayClient } from "./gateways.mjs";

export { createGatewayClient };