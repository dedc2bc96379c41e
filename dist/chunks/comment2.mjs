import { a as renderComment, i as commentMarker, r as COMMENT_LIMIT } from "./github2.mjs";

export { commentMarker, renderComment };