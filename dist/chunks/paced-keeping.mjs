import { c as withPacedKeeping } from "./core.mjs";

export { withPacedKeeping };