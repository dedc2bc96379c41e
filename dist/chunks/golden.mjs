import { h as parseGoldenFile } from "./core.mjs";

export { parseGoldenFile };