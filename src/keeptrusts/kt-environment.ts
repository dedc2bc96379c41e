import { homedir } from 'node:os';
import { join, win32 } from 'node:path';
import type { Secret } from '../options/types.js';

/** Environment variables as node gives them. */
export type ParentEnvironment = Readonly<Record<string, string | undefined>>;

/** How kt reaches the control plane; both always come from the same place, because a token must never meet a foreign URL. */
export interface KtCredentials {
  readonly apiUrl?: string;
  readonly apiToken?: Secret;
}

export type KtPurpose =
  /** lint, test, --version: the file may come from an untrusted pull request. `home` is an empty temporary directory. */
  | { readonly kind: 'untrusted'; readonly home: string }
  | { readonly kind: 'online'; readonly credentials?: KtCredentials; readonly caFile?: string };

/** Variables any program needs to start, by upper-case name: Windows and the proxy convention know several spellings. */
const PROCESS_VARIABLES = new Set([
  'PATH',
  'LANG',
  'LANGUAGE',
  'TZ',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SYSTEMROOT',
  'COMSPEC',
  'PATHEXT',
  'WINDIR',
]);
const NETWORK_VARIABLES = new Set([
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'NODE_EXTRA_CA_CERTS',
]);
/** Where a signed-in session may live: https://docs.keeptrusts.com/docs/cli/auth names no path. */
const HOME_VARIABLES = new Set(['HOME', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME']);

/** Names of further secrets, e.g. KEEPTRUSTS_GATEWAY_TOKEN and KEEPTRUSTS_UPSTREAM_API_KEY, which no command used here reads. */
const SECRET_NAME = /TOKEN|KEY|SECRET|PASSWORD/;

/**
 * The whole environment of a kt process. Nothing passes that is not listed: no `INPUT_*`, no `GITHUB_TOKEN`, no `ACTIONS_*`.
 * An untrusted run gets no `KEEPTRUSTS_*` at all, no proxy address that carries a password, and the empty directory as home.
 * An online run gets URL and token from `credentials` only, whatever the parent has (https://docs.keeptrusts.com/docs/cli/auth).
 */
export function ktEnvironment(
  parent: ParentEnvironment,
  purpose: KtPurpose,
  platform: NodeJS.Platform = process.platform,
): Record<string, string> {
  const child: Record<string, string> = {};
  for (const [name, value] of Object.entries(parent)) {
    if (value !== undefined && passes(name.toUpperCase(), value, purpose)) child[name] = value;
  }
  // The answers are parsed; whether kt colours them is undocumented (https://no-color.org).
  child.NO_COLOR = '1';
  if (purpose.kind === 'untrusted') return { ...child, ...homeVariables(purpose.home, platform) };
  const { credentials, caFile } = purpose;
  if (caFile !== undefined && child.SSL_CERT_FILE === undefined) child.SSL_CERT_FILE = caFile;
  if (credentials?.apiUrl !== undefined) child.KEEPTRUSTS_API_URL = credentials.apiUrl;
  if (credentials?.apiToken !== undefined) child.KEEPTRUSTS_API_TOKEN = credentials.apiToken.reveal();
  return child;
}

/** On Windows the parent's HOMEDRIVE and HOMEPATH would be filled in where they are left out: https://github.com/libuv/libuv/blob/v1.x/src/win/process.c (required_vars) */
function homeVariables(home: string, platform: NodeJS.Platform): Record<string, string> {
  const everywhere = { HOME: home, USERPROFILE: home };
  if (platform !== 'win32') return everywhere;
  const drive = win32.parse(home).root.replace(/\\$/, '');
  return { ...everywhere, HOMEDRIVE: drive, HOMEPATH: home.slice(drive.length) };
}

function passes(name: string, value: string, purpose: KtPurpose): boolean {
  if (PROCESS_VARIABLES.has(name) || name.startsWith('LC_')) return true;
  if (NETWORK_VARIABLES.has(name)) return purpose.kind === 'online' || name === 'NO_PROXY' || !value.includes('@');
  if (purpose.kind === 'untrusted') return false;
  if (HOME_VARIABLES.has(name)) return true;
  return name.startsWith('KEEPTRUSTS_') && name !== 'KEEPTRUSTS_API_URL' && !SECRET_NAME.test(name);
}

/**
 * The directory that installed tools are kept in: the runner's tool cache, or the user's cache directory in a terminal.
 * Installed versions lie below it as `kt/<version>/<arch>`, the layout of the runner's tool cache.
 */
export function ktCacheRoot(environment: ParentEnvironment, home: string = homedir()): string {
  const toolCache = environment.RUNNER_TOOL_CACHE;
  if (toolCache !== undefined && toolCache !== '') return toolCache;
  const userCache = environment.XDG_CACHE_HOME;
  return join(userCache?.startsWith('/') ? userCache : join(home, '.cache'), 'keeptrusts-policy');
}
