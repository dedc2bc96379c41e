import { t as getOctokit } from "./octokit.mjs";

export { getOctokit };