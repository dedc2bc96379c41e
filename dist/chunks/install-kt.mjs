import { t as installKt } from "./install.mjs";

export { installKt };