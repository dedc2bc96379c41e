import { b as trustWith, y as describePeer } from "./gateways.mjs";

export { trustWith };