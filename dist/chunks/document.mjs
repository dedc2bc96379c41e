import { t as parsePolicy } from "./yaml.mjs";

export { parsePolicy };