import { l as readGoldenFiles } from "./core.mjs";

export { readGoldenFiles };