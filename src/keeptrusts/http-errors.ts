import { messageOf } from '../report/failure.js';
import { oneLine } from './http-text.js';

/** Where on the way an exchange ended without a usable answer. */
export type UnreachableCause =
  | 'dns'
  | 'connect'
  | 'tls'
  | 'timeout'
  | 'dropped'
  | 'too-large'
  | 'redirect'
  | 'protocol'
  | 'proxy'
  | 'request';

export interface Explanation {
  readonly cause: UnreachableCause;
  /** One line: host, proxy in use, what happened, what to look at. */
  readonly reason: string;
  /** Whether the same read may fare better a moment later. */
  readonly retryable: boolean;
}

/** How far one attempt came, for the explanation of its end. */
export interface Progress {
  /** `sent`: its connection stood, whatever others to the same origin are doing. */
  stage: 'waiting' | 'sent' | 'body';
  received: number;
}

export interface AttemptContext {
  readonly host: string;
  readonly proxy?: string;
  readonly timeoutMs: number;
  readonly progress: Readonly<Progress>;
  readonly connecting: boolean;
  /** What the certificate that was not accepted says of itself. */
  readonly peer?: string;
}

/** An end of an exchange that this client itself decided on. */
export class ExchangeProblem extends Error {
  override readonly name = 'ExchangeProblem';
  readonly problem: UnreachableCause;

  constructor(problem: UnreachableCause, message: string) {
    super(message);
    this.problem = problem;
  }
}

/** The reason an attempt's own deadline aborts it with. */
export const ATTEMPT_TIMEOUT = new Error('the attempt took too long');

type Entry = readonly [cause: UnreachableCause, text: string, retryable: boolean];

const PRIVATE_AUTHORITY = 'if the authority is your own, pass its certificate with ca-file';

/** Codes of https://nodejs.org/api/errors.html, https://nodejs.org/api/tls.html#x509-certificate-error-codes and undici's Errors.md. */
const CODES: Readonly<Record<string, Entry>> = {
  ENOTFOUND: ['dns', 'DNS: the host name does not resolve', true],
  EAI_AGAIN: ['dns', 'DNS: name resolution failed for now', true],
  ECONNREFUSED: ['connect', 'connect: refused, nothing listens there', true],
  EHOSTUNREACH: ['connect', 'connect: no route to the host', true],
  ENETUNREACH: ['connect', 'connect: the network is unreachable from here', true],
  EADDRNOTAVAIL: ['connect', 'connect: the address is not available from here', true],
  EMFILE: ['connect', 'connect: this process has too many files and connections open (ulimit -n); lower concurrency', true],
  ETIMEDOUT: ['connect', 'connect: no answer to the connection attempt', true],
  UND_ERR_CONNECT_TIMEOUT: ['connect', 'connect: no answer to the connection attempt', true],
  DEPTH_ZERO_SELF_SIGNED_CERT: ['tls', `TLS: the server's certificate is self-signed; ${PRIVATE_AUTHORITY}`, false],
  SELF_SIGNED_CERT_IN_CHAIN: [
    'tls',
    `TLS: the certificate chain ends in an authority that is not trusted here; ${PRIVATE_AUTHORITY}`,
    false,
  ],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: [
    'tls',
    `TLS: the issuer of the certificate is unknown (the server may not send its intermediate); ${PRIVATE_AUTHORITY}`,
    false,
  ],
  UNABLE_TO_GET_ISSUER_CERT: ['tls', `TLS: an issuer of the certificate chain is unknown; ${PRIVATE_AUTHORITY}`, false],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ['tls', `TLS: the issuer of the certificate is unknown; ${PRIVATE_AUTHORITY}`, false],
  CERT_UNTRUSTED: ['tls', `TLS: the certificate is not trusted here; ${PRIVATE_AUTHORITY}`, false],
  INVALID_CA: ['tls', "TLS: an issuer's certificate may not sign others; check the authority in ca-file", false],
  CERT_HAS_EXPIRED: [
    'tls',
    "TLS: the certificate has expired; renew it on the server (ca-file cannot help), or check this machine's clock",
    false,
  ],
  CERT_NOT_YET_VALID: ['tls', "TLS: the certificate is not valid yet; check this machine's clock and the certificate's dates", false],
  CERT_REVOKED: ['tls', 'TLS: the certificate was revoked; replace it on the server', false],
  ERR_TLS_CERT_ALTNAME_INVALID: ['tls', 'TLS: the certificate is for other host names; use a name it lists (ca-file cannot help)', false],
  HOSTNAME_MISMATCH: ['tls', 'TLS: the certificate is for other host names; use a name it lists (ca-file cannot help)', false],
  ERR_SSL_WRONG_VERSION_NUMBER: ['tls', 'TLS: the port does not speak TLS; is the address meant to be http?', false],
  ERR_SSL_PACKET_LENGTH_TOO_LONG: ['tls', 'TLS: the port does not speak TLS; is the address meant to be http?', false],
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: ['tls', 'TLS: the server demands a client certificate, which this tool cannot send', false],
  EPROTO: ['tls', 'TLS: the handshake failed; is the address meant to be http?', false],
  UND_ERR_PRX_TLS: ['tls', "TLS: the proxy's certificate is not accepted; if its authority is your own, pass it with ca-file", false],
  UND_ERR_HEADERS_OVERFLOW: ['protocol', 'the header of the answer is too large', false],
  UND_ERR_INVALID_ARG: ['request', 'the request cannot be sent as written', false],
  UND_ERR_DESTROYED: ['request', 'the client is closed', false],
  UND_ERR_CLOSED: ['request', 'the client is closed', false],
};

const DROPPED_CODES = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH']);
const STALLED_CODES = new Set(['UND_ERR_BODY_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT']);

/** Longest foreign error text that a reason repeats. */
const FOREIGN_TEXT_LIMIT = 120;

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error instanceof AggregateError ? codeOf(error.errors[0]) : '';
}

function timeoutEntry(context: AttemptContext, limit: string): Entry {
  if (context.progress.stage === 'body') {
    return ['timeout', `timeout: the body was not complete ${limit} (${context.progress.received} bytes came)`, true];
  }
  return ['timeout', context.connecting ? `timeout: no connection ${limit}` : `timeout: no answer ${limit}`, true];
}

function droppedEntry(context: AttemptContext, message: string): Entry {
  if (message.includes('before secure TLS connection')) return ['tls', 'TLS: the server closed the connection during the handshake', true];
  return context.progress.stage === 'body'
    ? ['dropped', `the connection was dropped in the middle of the body (${context.progress.received} bytes came)`, true]
    : ['dropped', 'the connection was dropped before an answer came', true];
}

const PROXY_LOGIN = 'put its user name and password into the proxy address';

/** undici has no code of its own for what a proxy answered, only these texts. */
function proxyEntry(message: string): Entry | undefined {
  if (message === 'Proxy Authentication Required (407)') return ['proxy', `the proxy answered HTTP 407; ${PROXY_LOGIN}`, false];
  const status = /^Proxy response \((\d+)\)/.exec(message)?.[1];
  if (status === undefined) return undefined;
  const advice = status === '407' ? `; ${PROXY_LOGIN}` : '';
  return ['proxy', `the proxy answered HTTP ${status} to CONNECT${advice}`, status === '429' || status.startsWith('5')];
}

function entryFor(error: unknown, context: AttemptContext): Entry {
  if (error === ATTEMPT_TIMEOUT) return timeoutEntry(context, `within ${Math.round(context.timeoutMs)} ms`);
  if (error instanceof ExchangeProblem) return [error.problem, error.message, false];
  const code = codeOf(error);
  const message = messageOf(error);
  if (STALLED_CODES.has(code)) return timeoutEntry(context, 'and nothing more arrived');
  if (DROPPED_CODES.has(code)) return droppedEntry(context, message);
  const ofProxy = proxyEntry(message);
  if (ofProxy !== undefined) return ofProxy;
  const known = CODES[code];
  const foreign = oneLine(message, FOREIGN_TEXT_LIMIT);
  if (known !== undefined) return known[0] === 'request' ? [known[0], `${known[1]} (${foreign})`, false] : known;
  if (code.startsWith('HPE_') || (error instanceof Error && error.name === 'HTTPParserError'))
    return ['protocol', 'the answer is not HTTP; is the address meant to be https?', false];
  if (code.startsWith('ERR_SSL_')) return ['tls', `TLS: the handshake failed (${code})`, false];
  return ['dropped', `the exchange failed (${code || foreign})`, true];
}

/** Puts the end of one attempt into words, from Node's and undici's error codes. */
export function explain(error: unknown, context: AttemptContext): Explanation {
  const [cause, text, retryable] = entryFor(error, context);
  const via = context.proxy === undefined ? '' : ` through proxy ${context.proxy}`;
  const peer = cause === 'tls' && context.peer !== undefined ? ` (${context.peer})` : '';
  return { cause, reason: `${context.host}${via}: ${text}${peer}`, retryable };
}
