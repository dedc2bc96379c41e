import { i as renderComment, n as COMMENT_LIMIT, r as commentMarker } from "./github.mjs";

export { commentMarker, renderComment };