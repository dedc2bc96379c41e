import { type ConfigPath, entryOf } from '../path.js';
import { findingAt, type LintContext, type LintFinding, replaceText } from './finding.js';
import { hasPlaceholder } from './placeholder.js';

/** More proxies than that before a gateway are rare, and each one trusted is one more place to forge an address. */
const USUAL_PROXIES = 2;

/** Networks, browser origins and trusted proxies. Source: https://docs.keeptrusts.com/docs/policies/config-security-network */
export function lintNetwork(context: LintContext): readonly LintFinding[] {
  return [...lintCidrs(context), ...lintCors(context), ...lintProxies(context)];
}

function lintCidrs(context: LintContext): readonly LintFinding[] {
  const cidrs = entryOf(entryOf(context.root, 'ip_allowlist'), 'cidrs');
  if (!Array.isArray(cidrs)) return [];
  return cidrs.flatMap((cidr: unknown, index) =>
    typeof cidr === 'string' && !hasPlaceholder(cidr) ? lintCidr(context, ['ip_allowlist', 'cidrs', index], cidr) : [],
  );
}

function lintCidr(context: LintContext, path: ConfigPath, cidr: string): readonly LintFinding[] {
  const [address = '', length, more] = cidr.split('/');
  const bits = isIPv4(address) ? 32 : isIPv6(address) ? 128 : undefined;
  if (bits === undefined || more !== undefined)
    return [badCidr(context, path, `'${cidr}' is no network`, 'Write an address and its prefix: `10.0.0.0/8`.')];
  if (length === undefined) {
    const help = `Write \`${cidr}/${bits}\` for this one address.`;
    return [badCidr(context, path, `'${cidr}' is an address, not a network`, help, `${cidr}/${bits}`)];
  }
  if (!/^\d{1,3}$/.test(length) || Number(length) > bits)
    return [
      badCidr(
        context,
        path,
        `'/${length}' is no prefix of an ${bits === 32 ? 'IPv4' : 'IPv6'} network`,
        `It is a number from 0 to ${bits}.`,
      ),
    ];
  const network = networkOf(address, Number(length), bits);
  if (network === undefined) return [];
  return [
    findingAt(context, path, 'value', {
      ruleId: 'cidr-host-bits',
      message: `'${cidr}' sets bits outside its prefix; the network is ${network}/${length}`,
      help: 'Write the network, or a longer prefix for a smaller one.',
      fix: replaceText(context.document, path, 'value', `${network}/${length}`),
    }),
  ];
}

function badCidr(context: LintContext, path: ConfigPath, message: string, help: string, text?: string): LintFinding {
  const fix = text === undefined ? undefined : replaceText(context.document, path, 'value', text);
  // That an address alone is refused is not documented.
  const severity = text === undefined ? 'error' : 'warning';
  return findingAt(context, path, 'value', { ruleId: 'bad-cidr', severity, message, help, fix });
}

const BYTE = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^${BYTE}(?:\\.${BYTE}){3}$`);

function isIPv4(address: string): boolean {
  return IPV4.test(address);
}

/** node:net knows too, but loading it costs several milliseconds of every start. */
function isIPv6(address: string): boolean {
  return /^[0-9a-f:.]+$/i.test(address) && URL.canParse(`http://[${address}]/`);
}

/** The network's address; undefined when it is the given one. */
function networkOf(address: string, length: number, bits: 32 | 128): string | undefined {
  const value = bits === 32 ? numberOf(address.split('.'), 10, 8n) : numberOf(groupsOf(address), 16, 16n);
  const network = (value >> BigInt(bits - length)) << BigInt(bits - length);
  if (network === value) return undefined;
  return bits === 32 ? write(network, 4, 8n, 10).join('.') : shortened(write(network, 8, 16n, 16).join(':'));
}

function numberOf(parts: readonly string[], base: 10 | 16, width: bigint): bigint {
  return parts.reduce((sum, part) => (sum << width) | BigInt(Number.parseInt(part, base)), 0n);
}

function write(value: bigint, count: number, width: bigint, base: 10 | 16): string[] {
  const mask = (1n << width) - 1n;
  return Array.from({ length: count }, (_, index) => ((value >> (width * BigInt(count - 1 - index))) & mask).toString(base));
}

/** The eight groups of an IPv6 address, of which `::` leaves some out and the last two may be written as IPv4. */
function groupsOf(address: string): string[] {
  const [, head = '', v4] = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(address) ?? [];
  const plain = v4 === undefined ? address : head + write(numberOf(v4.split('.'), 10, 8n), 2, 16n, 16).join(':');
  const [left = '', right] = plain.split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  if (right === undefined) return groups(left);
  const missing = 8 - groups(left).length - groups(right).length;
  return [...groups(left), ...Array.from({ length: missing }, () => '0'), ...groups(right)];
}

function shortened(address: string): string {
  return address.replace(/(?:^|:)0(?::0)+$/, '::');
}

/** Browsers refuse an answer that allows credentials and every origin at once. Source: https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS */
function lintCors(context: LintContext): readonly LintFinding[] {
  const cors = entryOf(context.root, 'cors');
  const origins = entryOf(cors, 'allow_origins');
  const index = Array.isArray(origins) ? origins.indexOf('*') : -1;
  if (index === -1 || entryOf(cors, 'credentials') !== true) return [];
  return [
    findingAt(context, ['cors', 'allow_origins', index], 'value', {
      ruleId: 'cors-credentials',
      message: "The origin '*' cannot be combined with credentials",
      help: 'Name the origins, or set `credentials: false`: browsers refuse the answer, and a gateway that echoes the origin lets every site in.',
    }),
  ];
}

function lintProxies(context: LintContext): readonly LintFinding[] {
  return ['ip_allowlist', 'ip_rate_limit'].flatMap((section) => {
    const depth = entryOf(entryOf(context.root, section), 'trust_proxy_depth');
    if (typeof depth !== 'number' || depth <= USUAL_PROXIES) return [];
    const message = `${depth} proxies are trusted to name the client's address`;
    const help = 'Count the proxies you run before the gateway: with a higher number, clients can forge their address.';
    return [findingAt(context, [section, 'trust_proxy_depth'], 'value', { ruleId: 'proxy-depth', message, help })];
  });
}
