import { h as sourcePlaces } from "./core.mjs";

export { sourcePlaces };