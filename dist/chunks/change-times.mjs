import { t as changeTimes } from "./gateways.mjs";

export { changeTimes };