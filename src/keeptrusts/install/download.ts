import { Failure, messageOf } from '../../report/failure.js';

export interface DownloadLimits {
  readonly maxBytes: number;
  /** Until the last byte of the body. */
  readonly timeoutMs: number;
}

/** The whole body of an https resource that answered 200. Rejects for every other status, a cut body, a body over the cap, and a redirect away from https. */
export type Download = (url: string, limits: DownloadLimits) => Promise<Uint8Array>;

const LOOPBACK_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * The base URL of releases, without a trailing slash.
 * @throws Failure `bad-input` when it is not https (http is for loopback, where tests and the emulator live) or carries a password.
 */
export function downloadBase(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const problem = baseProblem(parsed);
  if (parsed !== undefined && problem === undefined) return parsed.href.replace(/\/+$/, '');
  throw new Failure('bad-input', {
    doing: `reading option download-url${parsed === undefined ? '' : ` (host ${parsed.host})`}`,
    cameBack: problem ?? 'it is not a URL',
    nextStep: 'Give an https URL like https://dl.keeptrusts.com/releases.',
  });
}

function baseProblem(url: URL | undefined): string | undefined {
  if (url === undefined) return 'it is not a URL';
  if (url.username !== '' || url.password !== '') return 'it carries a user name or password';
  if (url.search !== '' || url.hash !== '') return 'it carries a query or fragment, which a base URL cannot have';
  if (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK_HOST.test(url.hostname))) return undefined;
  return `${url.protocol.replace(':', '')} is not allowed: what is downloaded will be executed`;
}

/** Downloads with what is fetched, and why it matters, in the message of whatever goes wrong. */
export async function fetchOrFail(download: Download, url: string, what: string, limits: DownloadLimits): Promise<Uint8Array> {
  try {
    return await download(url, limits);
  } catch (error) {
    const cameBack = messageOf(error).replace(/\.$/, '');
    throw new Failure(
      'transport',
      {
        doing: `downloading ${what} from ${url}`,
        cameBack,
        nextStep: 'Check `kt-version`, `download-url` and the proxy, or set `kt-path` to an installed kt.',
      },
      { cause: error },
    );
  }
}
