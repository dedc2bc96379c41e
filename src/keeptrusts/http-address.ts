import { BlockList, isIP } from 'node:net';
import { Failure } from '../report/failure.js';

export type ProxyEnvironment = Readonly<Record<string, string | undefined>>;

const PROXY_PROTOCOLS = new Set(['http:', 'https:', 'socks5:', 'socks:']);
const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/** A URL's host name without the brackets of an IPv6 address and without the root dot. */
function bareHost(url: URL): string {
  return url.hostname
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
    .toLowerCase();
}

/** True for this machine: `localhost` and its subdomains (RFC 6761, section 6.3), 127.0.0.0/8 and ::1. */
export function isLoopback(url: URL): boolean {
  const host = bareHost(url);
  return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/**
 * An http or https URL without credentials.
 * @throws Failure `bad-input` for anything else; the message never repeats credentials.
 */
export function checkedUrl(text: string, doing: string): URL {
  const parsed = URL.canParse(text) ? new URL(text) : undefined;
  if (parsed === undefined || (parsed.protocol !== 'http:' && parsed.protocol !== 'https:')) {
    throw new Failure('bad-input', {
      doing,
      cameBack: 'the address is not an http or https URL',
      nextStep: 'Write it in full, for example https://gateway.example:41002',
    });
  }
  if (parsed.username !== '' || parsed.password !== '') {
    throw new Failure('bad-input', {
      doing: `${doing} ${parsed.host}`,
      cameBack: 'the address holds a user name or password',
      nextStep: 'Take it out of the address and pass a token through its own option',
    });
  }
  return parsed;
}

function inSubnet(host: string, network: string, bits: string): boolean {
  const family = isIP(network);
  const prefix = Number(bits);
  if (family === 0 || family !== isIP(host) || !(prefix >= 0 && prefix <= (family === 4 ? 32 : 128))) return false;
  const list = new BlockList();
  const type = family === 4 ? 'ipv4' : 'ipv6';
  list.addSubnet(network, prefix, type);
  return list.check(host, type);
}

/** One entry of NO_PROXY: `*`, a name (its subdomains too), an address, an address block; a name or address may carry a port. */
function exempts(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  const block = /^([0-9a-f.:]+)\/(\d{1,3})$/.exec(entry);
  if (block) return inSubnet(host, block[1] ?? '', block[2] ?? '');
  const bracketed = /^\[(.*)\](?::(\d+))?$/.exec(entry);
  const named = isIP(entry) === 6 ? null : /^(.*?):(\d+)$/.exec(entry);
  const wantedPort = bracketed?.[2] ?? named?.[2];
  if (wantedPort !== undefined && wantedPort !== port) return false;
  const name = (bracketed?.[1] ?? named?.[1] ?? entry).replace(/^\*?\./, '').replace(/\.$/, '');
  return name !== '' && (host === name || host.endsWith(`.${name}`));
}

function read(environment: ProxyEnvironment, name: string): string | undefined {
  const value = environment[name.toLowerCase()] ?? environment[name];
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}

/**
 * The proxy for a URL, as curl and GitHub's own toolkit choose it: by the URL's scheme, lower-case variables first,
 * NO_PROXY respected. Loopback never goes through a proxy.
 * @throws Failure `bad-input` when the variable holds no usable proxy address.
 */
export function proxyFor(url: URL, environment: ProxyEnvironment): URL | undefined {
  const variable = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const value = read(environment, variable);
  if (value === undefined || isLoopback(url)) return undefined;
  const port = url.port || (DEFAULT_PORTS[url.protocol] ?? '');
  const exceptions = (read(environment, 'NO_PROXY') ?? '').toLowerCase().split(/[\s,]+/);
  if (exceptions.some((entry) => entry !== '' && exempts(entry, bareHost(url), port))) return undefined;
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  const proxy = URL.canParse(text) ? new URL(text) : undefined;
  if (proxy === undefined || proxy.hostname === '' || !PROXY_PROTOCOLS.has(proxy.protocol)) {
    throw new Failure('bad-input', {
      doing: `choosing the proxy for ${url.host}`,
      cameBack: `${variable} does not hold an http, https or socks5 proxy address`,
      nextStep: `Set ${variable} to something like http://proxy.example:3128, or add ${url.hostname} to NO_PROXY`,
    });
  }
  return proxy;
}

/** A proxy's address for messages, without its credentials. */
export function proxyName(proxy: URL): string {
  return `${proxy.protocol}//${proxy.host}`;
}
