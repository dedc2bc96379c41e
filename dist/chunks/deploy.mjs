import { n as deploy } from "./gateways.mjs";

export { deploy };