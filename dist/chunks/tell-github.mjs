import { t as tellGitHub } from "./github.mjs";

export { tellGitHub };