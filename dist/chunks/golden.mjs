import { r as parseGoldenFile } from "./cases.mjs";

export { parseGoldenFile };