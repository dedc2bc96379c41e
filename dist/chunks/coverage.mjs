import { a as alwaysAllows, o as coverageOf } from "./evaluate.mjs";

export { alwaysAllows, coverageOf };