import { X509Certificate } from 'node:crypto';
import * as tls from 'node:tls';
import { Failure, messageOf } from '../report/failure.js';
import { oneLine } from './http-text.js';

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** Longest name of a certificate that a message repeats. */
const NAME_LIMIT = 80;

/**
 * Node replaces its trusted roots by whatever is passed as `ca`, so they are added back. `getCACertificates` (Node 22.15) also
 * knows NODE_EXTRA_CA_CERTS and the system store, where the process was told to use them; older versions know only the bundled list.
 * https://nodejs.org/api/tls.html#tlsgetcacertificatestype
 */
function defaultAuthorities(): readonly string[] {
  return typeof tls.getCACertificates === 'function' ? tls.getCACertificates('default') : tls.rootCertificates;
}

/**
 * The default authorities and those of a PEM text, read once for all connections.
 * @throws Failure `bad-input` when the text holds no certificate or a broken one: Node would ignore it without a word.
 */
export function trustWith(pem: string): tls.SecureContext {
  const blocks = pem.match(PEM_CERTIFICATE) ?? [];
  const problem = blocks.length === 0 ? 'it holds no PEM certificate' : blocks.map(problemOf).find((text) => text !== undefined);
  if (problem !== undefined) {
    throw new Failure('bad-input', {
      doing: 'reading the certificate authorities of ca-file',
      cameBack: problem,
      nextStep: 'Give a file with one or more -----BEGIN CERTIFICATE----- blocks',
    });
  }
  return tls.createSecureContext({ ca: [...defaultAuthorities(), ...blocks] });
}

function problemOf(block: string, index: number): string | undefined {
  try {
    new X509Certificate(block);
    return undefined;
  } catch (error) {
    return `certificate ${index + 1} cannot be read (${oneLine(messageOf(error), NAME_LIMIT)})`;
  }
}

function nameOf(holder: unknown): string {
  if (typeof holder !== 'object' || holder === null || !('CN' in holder)) return 'unnamed';
  return oneLine(String(holder.CN), NAME_LIMIT);
}

/** What a server's certificate says of itself, for messages about why it was not accepted. */
export function describePeer(socket: tls.TLSSocket): string | undefined {
  const certificate = socket.getPeerCertificate();
  if (Object.keys(certificate).length === 0) return undefined;
  const { subject, issuer, valid_from: from, valid_to: to } = certificate;
  return `certificate of ${nameOf(subject)}, issued by ${nameOf(issuer)}, valid from ${oneLine(from, 40)} to ${oneLine(to, 40)}`;
}
