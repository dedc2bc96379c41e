import { d as ktCacheRoot, f as ktEnvironment } from "./kt2.mjs";

export { ktCacheRoot, ktEnvironment };