import { n as readGoldenFiles } from "./core.mjs";

export { readGoldenFiles };