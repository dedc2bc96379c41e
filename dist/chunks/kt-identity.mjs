import { c as VERSION_TIMEOUT_MS, l as identifyKt, u as sha256OfFile } from "./kt2.mjs";

export { VERSION_TIMEOUT_MS, identifyKt, sha256OfFile };