import { t as scoreMutants } from "./mutation.mjs";

export { scoreMutants };