import { n as readRunChanges, t as changedSince } from "./changed-packs.mjs";

export { changedSince, readRunChanges };