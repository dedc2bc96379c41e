import { y as sourcePlaces } from "./core.mjs";

export { sourcePlaces };