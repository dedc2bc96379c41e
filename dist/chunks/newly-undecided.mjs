import { n as hasOpenCases, t as compareWithBase } from "./newly-undecided2.mjs";

export { compareWithBase, hasOpenCases };