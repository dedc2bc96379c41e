import { g as trustWith, h as describePeer } from "./gateways.mjs";

export { trustWith };