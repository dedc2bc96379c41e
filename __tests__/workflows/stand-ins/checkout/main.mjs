import { execFileSync } from 'node:child_process';

const {
  GITHUB_SERVER_URL: server,
  GITHUB_REPOSITORY: repository,
  GITHUB_WORKSPACE: cwd,
  GITHUB_SHA: sha,
  GITHUB_REF: ref,
  STAND_IN_REMOTE: remote,
} = process.env;
const git = (...args) =>
  execFileSync('git', ['-c', 'protocol.file.allow=always', '-c', 'advice.detachedHead=false', ...args], { cwd, stdio: 'inherit' });

const wanted = process.env.INPUT_REF || sha;
const depth = Number(process.env['INPUT_FETCH-DEPTH']);
git('init', '--quiet', '--initial-branch=main');
git('remote', 'add', 'origin', `file://${remote}`);
if (depth === 0) git('fetch', '--quiet', '--tags', 'origin', '+refs/heads/*:refs/remotes/origin/*');
else git('fetch', '--quiet', `--depth=${depth}`, 'origin', wanted);
const commit = depth === 0 ? wanted : 'FETCH_HEAD';
// The real one leaves a branch checked out after a push to it, and a detached head otherwise.
const branch = /^refs\/heads\/(.+)$/.exec(ref ?? '')?.[1];
if (branch !== undefined && wanted === sha) git('checkout', '--quiet', '-B', branch, commit);
else git('checkout', '--quiet', '--detach', commit);
git('remote', 'set-url', 'origin', `${server}/${repository}`);
