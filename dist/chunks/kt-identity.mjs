import { d as sha256OfFile, l as VERSION_TIMEOUT_MS, u as identifyKt } from "./kt2.mjs";

export { VERSION_TIMEOUT_MS, identifyKt, sha256OfFile };