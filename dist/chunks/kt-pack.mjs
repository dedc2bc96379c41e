import { t as stagePack } from "./kt2.mjs";

export { stagePack };