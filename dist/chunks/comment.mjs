import { o as keepComment } from "./github2.mjs";

export { keepComment };