import { _ as orderedFault, v as runUnderFault } from "./emulator.mjs";

export { orderedFault, runUnderFault };