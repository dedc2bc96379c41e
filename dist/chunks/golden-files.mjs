import { a as readGoldenFiles } from "./cases.mjs";

export { readGoldenFiles };