import { a as parseGoldenFile } from "./cases.mjs";

export { parseGoldenFile };