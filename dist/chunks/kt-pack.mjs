import { i as stagePack } from "./kt2.mjs";

export { stagePack };