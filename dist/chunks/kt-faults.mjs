import { _ as runUnderFault, g as orderedFault } from "./emulator.mjs";

export { orderedFault, runUnderFault };