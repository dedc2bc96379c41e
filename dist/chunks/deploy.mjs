import { r as deploy } from "./gateways.mjs";

export { deploy };