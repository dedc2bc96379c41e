import { f as ktCacheRoot, p as ktEnvironment } from "./kt2.mjs";

export { ktCacheRoot, ktEnvironment };