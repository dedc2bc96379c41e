import { f as runAction } from "./chunks/core.mjs";

// src/deploy.ts
await runAction("deploy");

export {  };