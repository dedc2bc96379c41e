import { t as decideCases } from "./cases.mjs";

export { decideCases };