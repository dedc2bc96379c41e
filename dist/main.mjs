import { f as runAction } from "./chunks/core.mjs";

// src/main.ts
await runAction("root");

export {  };