import { s as parseGoldenFile } from "./core.mjs";

export { parseGoldenFile };