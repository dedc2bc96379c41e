import { n as loggedProcess } from "./kt2.mjs";

export { loggedProcess };