import { n as glob, r as isDynamicPattern, t as escapePath } from "./globs.mjs";

export { escapePath, glob };