import { n as parseInventory } from "./inventory2.mjs";

export { parseInventory };