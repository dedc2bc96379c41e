import { t as tellGitHub } from "./github2.mjs";

export { tellGitHub };