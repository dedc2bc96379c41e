import { m as trustWith, p as describePeer } from "./gateways.mjs";

export { trustWith };