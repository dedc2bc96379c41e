import { n as tellGitHub, t as conclusionOf } from "./github2.mjs";

export { conclusionOf, tellGitHub };