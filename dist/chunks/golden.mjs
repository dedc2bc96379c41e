import { T as parseGoldenFile } from "./core.mjs";

export { parseGoldenFile };