import { t as parseInventory } from "./inventory2.mjs";

export { parseInventory };