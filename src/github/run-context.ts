import type { RunIdentity } from '../report/model.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the runner says of the run; works for any event, without its payload, and on GitHub Enterprise Server. */
export interface RunContext {
  /** True under GitHub Actions. */
  readonly onRunner: boolean;
  /** Absent when the runner did not say who, where or which run. */
  readonly run?: RunIdentity;
  readonly event?: string;
  /** Absolute path of the workspace. */
  readonly workspace?: string;
  /** Any event about a pull request, `pull_request_target` and reviews included. */
  readonly isPullRequest: boolean;
  /** Trusted workflow code with secrets may be looking at untrusted files. */
  readonly isPrivilegedTrigger: boolean;
  readonly debug: boolean;
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly temporaryDirectory?: string;
  readonly outputFile?: string;
  readonly stateFile?: string;
  /** Lines in it join PATH of the steps that follow. */
  readonly pathFile?: string;
  readonly summaryFile?: string;
}

// https://docs.github.com/en/actions/reference/security/securely-using-pull_request_target
const PRIVILEGED_TRIGGERS: readonly string[] = ['pull_request_target', 'workflow_run'];

/** Variables: https://docs.github.com/en/actions/reference/workflows-and-actions/variables#default-environment-variables */
export function readRunContext(env: Environment): RunContext {
  const run = readRun(env);
  const event = given(env, 'GITHUB_EVENT_NAME');
  return {
    onRunner: env.GITHUB_ACTIONS === 'true',
    isPullRequest: event?.startsWith('pull_request') ?? false,
    isPrivilegedTrigger: event !== undefined && PRIVILEGED_TRIGGERS.includes(event),
    debug: env.RUNNER_DEBUG === '1',
    serverUrl: serverUrl(env),
    apiUrl: webUrl(env, 'GITHUB_API_URL', 'https://api.github.com'),
    ...optional('run', run),
    ...optional('event', event),
    ...optional('workspace', given(env, 'GITHUB_WORKSPACE')),
    ...optional('temporaryDirectory', given(env, 'RUNNER_TEMP')),
    ...optional('outputFile', given(env, 'GITHUB_OUTPUT')),
    ...optional('stateFile', given(env, 'GITHUB_STATE')),
    ...optional('pathFile', given(env, 'GITHUB_PATH')),
    ...optional('summaryFile', given(env, 'GITHUB_STEP_SUMMARY')),
  };
}

function readRun(env: Environment): RunIdentity | undefined {
  const repository = given(env, 'GITHUB_REPOSITORY');
  const commit = given(env, 'GITHUB_SHA');
  const id = given(env, 'GITHUB_RUN_ID');
  if (repository === undefined || commit === undefined || id === undefined) return undefined;
  const attempt = attemptOf(env);
  return {
    repository,
    commit,
    ref: given(env, 'GITHUB_REF') ?? '',
    // Without the attempt the page shows the newest one, which may say the opposite.
    url: `${serverUrl(env)}/${repository}/actions/runs/${id}/attempts/${attempt}`,
    attempt,
    // Who started this attempt; GITHUB_ACTOR stays with who started the first.
    actor: given(env, 'GITHUB_TRIGGERING_ACTOR') ?? given(env, 'GITHUB_ACTOR') ?? '',
    event: given(env, 'GITHUB_EVENT_NAME') ?? '',
  };
}

function attemptOf(env: Environment): number {
  const text = given(env, 'GITHUB_RUN_ATTEMPT') ?? '1';
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 1;
}

function serverUrl(env: Environment): string {
  return webUrl(env, 'GITHUB_SERVER_URL', 'https://github.com');
}

/** The variable when it is an http(s) address, without a slash at its end: links and requests are built upon it. */
function webUrl(env: Environment, name: string, fallback: string): string {
  const text = given(env, name);
  if (text === undefined || !/^https?:\/\//i.test(text) || !URL.canParse(text)) return fallback;
  return text.endsWith('/') ? text.slice(0, -1) : text;
}

function given(env: Environment, name: string): string | undefined {
  const value = env[name];
  return value === undefined || value === '' ? undefined : value;
}

/** Leaves the key out rather than setting it to undefined. */
function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  const entry: { [P in K]?: V } = {};
  if (value !== undefined) entry[key] = value;
  return entry;
}
