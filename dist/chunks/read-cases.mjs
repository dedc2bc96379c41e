import { t as readCases } from "./cases.mjs";

export { readCases };