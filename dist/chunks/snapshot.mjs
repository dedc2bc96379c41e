import { a as takeSnapshot, i as assertUntouched } from "./gateways.mjs";

export { takeSnapshot };