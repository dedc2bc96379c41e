import { Nt as didYouMean, Pt as nearest } from "./core.mjs";

export { didYouMean };