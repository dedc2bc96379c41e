import { m as parseGoldenFile } from "./core.mjs";

export { parseGoldenFile };