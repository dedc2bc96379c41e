import { a as keepComment } from "./github.mjs";

export { keepComment };