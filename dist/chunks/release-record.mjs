import { t as writeReleaseRecord } from "./record.mjs";

export { writeReleaseRecord };