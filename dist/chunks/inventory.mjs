import { r as validate } from "./inventory2.mjs";

export { validate };