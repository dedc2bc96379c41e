import { a as readRunChanges, i as changedSince } from "./core.mjs";

export { changedSince, readRunChanges };