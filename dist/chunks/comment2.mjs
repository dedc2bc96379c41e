import { i as renderComment, n as COMMENT_LIMIT, r as commentMarker } from "./github2.mjs";

export { commentMarker, renderComment };