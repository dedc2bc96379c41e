import { c as undecidedNew, s as summariseUndecided } from "./evaluate.mjs";

export { summariseUndecided, undecidedNew };