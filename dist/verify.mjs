import { f as runAction } from "./chunks/core.mjs";

// src/verify.ts
await runAction("verify");

export {  };