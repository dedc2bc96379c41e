import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { join } from 'node:path';
import { listen, shut } from '../faults/server.js';
import type { Scene } from './harness.js';
import { policy } from './policies.js';

/** Secrets of every kind that a run gets to see, and a search for them in whatever it produced. */

export interface KnownSecret {
  readonly name: string;
  readonly value: string;
}

/** Marks that each spelling writes in another way. */
export const API_TOKEN = 'kt-api/7Qm+"x&<y>\\z4Lw9';
export const GATEWAY_TOKEN = 'gw_token.R5t8Yp2Vc6Nb1Kd';
export const GITHUB_TOKEN = ['ghs', '16C7e42F292c6912E7710c838347Ae178B4a'].join('_');
export const INVENTORY_TOKEN = 'inv-token~Hs83nZq0Lp5Wr';
export const PROXY_PASSWORD = 'pr0xy-p%40ss-9dK2';
export const REMOTE_PASSWORD = 'remote-pw-7Gh3Jk9Zx2';
export const API_KEY = 'literal-provider-key-83Kd02';
// Put together here, so that no scanner takes this file for one that leaks.
export const FORMED_KEY = ['sk', 'ant', 'api03', 'k7Rq2Lm9Xv4Tz8Wb3Nd6Hj1Pc5Sf0G'].join('-');
export const ADDRESS_PASSWORD = 'cachePa55word77';
export const FORMER_KEY = ['sk', 'ant', 'api03', 'Zz8y7X6w5V4u3T2s1R0q9P8o7N6m5L4'].join('-');

export const POLICY_SECRETS: readonly KnownSecret[] = [
  { name: 'a literal api_key', value: API_KEY },
  { name: 'a key known by its form', value: FORMED_KEY },
  { name: 'the password of an address', value: ADDRESS_PASSWORD },
];

export const TOKENS: readonly KnownSecret[] = [
  { name: 'api-token', value: API_TOKEN },
  { name: 'gateway-token', value: GATEWAY_TOKEN },
  { name: 'github-token', value: GITHUB_TOKEN },
  { name: 'a token of the inventory', value: INVENTORY_TOKEN },
  { name: 'the password of a proxy', value: PROXY_PASSWORD },
  { name: 'the password of a proxy, decoded', value: decodeURIComponent(PROXY_PASSWORD) },
  { name: 'the password of the remote', value: REMOTE_PASSWORD },
];

export const SECRETS: readonly KnownSecret[] = [...TOKENS, ...POLICY_SECRETS, { name: 'a key of the former policy', value: FORMER_KEY }];

/** A policy with a secret that is only advised against, so that it can be deployed. */
export function deployablePolicy(parts: Parameters<typeof policy>[0] = {}): string {
  return leakyPolicy(parts).replace(/^.*(?:#|base_url).*\n/gm, '');
}

/** A policy that holds the three secrets, in a comment as well. */
export function leakyPolicy(parts: Parameters<typeof policy>[0] = {}): string {
  return [
    policy(parts).trimEnd(),
    'providers:',
    '  targets:',
    '    - id: primary',
    '      provider: openai',
    `      # the old one was ${FORMED_KEY}`,
    `      api_key: ${API_KEY}`,
    `      base_url: https://cache:${ADDRESS_PASSWORD}@cache.example.com`,
    '',
  ].join('\n');
}

/** At the edge of what is quoted, only the start of a secret may be left; fewer characters tell nothing. */
const TELLING_START = 8;

/** What of the secrets stands in a text, in whatever spelling: `name: spelling`. */
export function leaksIn(text: string, secrets: readonly KnownSecret[] = SECRETS): string[] {
  const decoded = base64In(text);
  return secrets.flatMap(({ name, value }) => {
    const url = encodeURIComponent(value);
    const spellings: [string, boolean][] = [
      ['as it is', text.includes(value)],
      ['JSON', text.includes(JSON.stringify(value).slice(1, -1)) || text.includes(JSON.stringify(JSON.stringify(value)).slice(3, -3))],
      ['URL', text.includes(url) || text.includes(url.toLowerCase())],
      ['Base64', decoded.some((one) => one.includes(value))],
      ['its start', startIn(text, value)],
    ];
    return spellings.filter(([, found]) => found).map(([spelling]) => `${name}: ${spelling}`);
  });
}

function startIn(text: string, value: string): boolean {
  return text.includes(value.slice(0, Math.max(TELLING_START, Math.ceil(value.length / 2))));
}

/** What stands in a text as Base64, read from each of the four places at which its groups may begin. */
function base64In(text: string): string[] {
  return (text.match(/[A-Za-z0-9+/_-]{10,}/g) ?? []).flatMap((run) =>
    [0, 1, 2, 3].map((start) => Buffer.from(run.slice(start).replaceAll('-', '+').replaceAll('_', '/'), 'base64').toString('utf8')),
  );
}

/** All files below a directory. */
export async function filesBelow(directory: string): Promise<readonly { readonly name: string; readonly text: string }[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => ({ name: entry.name, text: await readFile(join(entry.parentPath, entry.name), 'utf8') })),
  );
}

/** A gateway that sends back all it got, encoded in several ways, and the configuration it serves. */
export async function startEchoingGateway(
  scene: Scene,
  served: string,
  version = '1.3.0',
): Promise<{ readonly url: string; readonly asked: string[] }> {
  const asked: string[] = [];
  const echo = (request: IncomingMessage): string => {
    const authorization = request.headers.authorization ?? '';
    const token = authorization.replace('Bearer ', '');
    const coded = (text: string): string => Buffer.from(text).toString('base64');
    return [
      token,
      JSON.stringify(authorization),
      encodeURIComponent(token),
      coded(authorization),
      coded(`user:${token}`),
      coded(`a${token}b`),
    ].join(' ');
  };
  const server: Server = createServer((request, response) => {
    asked.push(request.headers.authorization ?? '');
    const said = echo(request);
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json', 'x-echo': encodeURIComponent(said) }).end(JSON.stringify(body));
    };
    if (request.url === '/keeptrusts/config') {
      answer(200, { pack: { name: `served ${said}`, version }, policies: { chain: ['prompt-injection', said] }, echo: said, served });
    } else if (request.url?.startsWith('/v1/') === true)
      answer(409, { error: { message: said, policy: said, reason_code: said }, verdict: said });
    else answer(503, { error: said, config: served });
  });
  const port = await listen(server, '127.0.0.1');
  scene.atEnd(() => shut(server));
  return { url: `http://127.0.0.1:${port}`, asked };
}

/** What a kt says first of its environment, of how it was called and of the files it was given; `$KEEPTRUSTS_API_TOKEN` comes early. */
const TALK = [
  'tell() {',
  '  echo "error: token $KEEPTRUSTS_API_TOKEN, $(printf %s "user:$KEEPTRUSTS_API_TOKEN" | base64 -w0)"',
  '  for word in "$@"; do if [ -f "$word" ]; then tail -n 8 "$word"; fi; done',
  '  echo "$*"; env | sort',
  '}',
].join('\n');

/** A kt that tells all this on stderr, and then does its work. */
export const TALKATIVE_KT = `${TALK}\n[ "$1" = --version ] || tell "$@" >&2`;

/** The same, but of some of its commands it does nothing else. */
export const talkingInsteadOf = (words: string): string => `${TALK}\ncase "$*" in "${words}"*) tell "$@" >&2; tell "$@"; exit 3 ;; esac`;
