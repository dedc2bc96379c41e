import { _ as sourcePlaces } from "./core.mjs";

export { sourcePlaces };