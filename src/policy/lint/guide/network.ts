import { type Guides, inFile } from './entry.js';

const ALLOWLIST = inFile('ip_allowlist:\n  cidrs:\n    - 10.0.0.0/8\n    - 2001:db8::/32\n  trust_proxy_depth: 1\n');
const ORIGINS = inFile('cors:\n  enabled: true\n  credentials: true\n  allow_origins:\n    - https://app.example.com\n');
const HELICONE = inFile('callbacks:\n  - type: langfuse\n    host: https://langfuse.example.com\n');

export const NETWORK_GUIDE = {
  'bad-cidr': {
    what: 'An entry of `ip_allowlist.cidrs` is no network in CIDR notation.',
    why: 'Nobody in that network could connect, or the file would be refused.',
    wrong: ALLOWLIST.replace('10.0.0.0/8', '10.0.0.0/33'),
    right: ALLOWLIST,
  },
  'cidr-host-bits': {
    what: 'A network has bits set outside its prefix.',
    why: 'It is read as the whole network, which may be more than was meant.',
    wrong: ALLOWLIST.replace('10.0.0.0/8', '10.1.2.3/8'),
    right: ALLOWLIST,
  },
  'cors-credentials': {
    what: 'Credentials are allowed together with the origin `*`.',
    why: 'Browsers refuse such an answer, and a gateway that echoes the origin instead lets every site act for its visitors.',
    wrong: ORIGINS.replace('https://app.example.com', '"*"'),
    right: ORIGINS,
    source: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS',
  },
  'proxy-depth': {
    what: 'More proxies than usual are trusted to name the address of a client.',
    why: 'With a number higher than the proxies there are, clients can forge their address.',
    wrong: ALLOWLIST.replace('trust_proxy_depth: 1', 'trust_proxy_depth: 5'),
    right: ALLOWLIST,
  },
  'bad-url': {
    what: 'An address does not start with `https://` or `http://`.',
    why: 'Nothing can be sent there.',
    wrong: HELICONE.replace('https://', ''),
    right: HELICONE,
  },
} as const satisfies Guides;
