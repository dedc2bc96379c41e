import { t as fixPack } from "./fix.mjs";

export { fixPack };