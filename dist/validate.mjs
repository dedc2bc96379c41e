import { f as runAction } from "./chunks/core.mjs";

// src/validate.ts
await runAction("validate");

export {  };