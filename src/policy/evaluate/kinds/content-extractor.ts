import { allow, block, type KindEvaluator, undecided, withDoubts } from '../decision.js';
import { requestText } from '../exchange.js';
import { textsOf } from '../find.js';

const ADDRESS = /https?:\/\/[^\s"'<>)\]]+/gi;

/**
 * What may count as an address without naming its scheme, or with another one. The scheme is looked for backwards, once its colon
 * is there: forwards, a long run of such letters would be walked again from each of them.
 */
const NEARLY_ADDRESS = /\bwww\.|:\/\/(?<=\b[a-z][a-z+.-]*:\/\/)/i;

const END_MARKS = '.,;:!?';

/**
 * Fetches addresses of the request from listed hosts (exact names, none by default) and puts their text into the request
 * (https://docs.keeptrusts.com/docs/policies/content-extractor). A host that is not listed counts as a failure, which `action_on_error` answers.
 * What counts as an address is not documented, so anything but a plain http one is open.
 */
export const contentExtractor: KindEvaluator = {
  kind: 'content-extractor',
  looksAt: 'own-phase',
  phases: ['input'],
  evaluate: (settings, exchange) => {
    if (settings.fetch_urls === false) return allow('fetch_urls is false');
    const text = requestText(exchange);
    const blocks = settings.action_on_error === 'block';
    const listed = new Set(textsOf(settings.allow_hosts).map((host) => host.toLowerCase()));
    const hosts = [...text.matchAll(ADDRESS)].map(([address]) => statusOf(address, listed));
    if (blocks && hosts.includes('unlisted')) return block('an address has a host that is not listed', []);
    if (hosts.includes('listed'))
      return withDoubts(undecided('needs-network', blocks ? ['allow', 'block'] : ['allow']), { request: 'any' });
    const unclear = hosts.includes('unclear') || NEARLY_ADDRESS.test(text.replace(ADDRESS, ' '));
    if (!unclear || (!blocks && listed.size === 0)) return allow('nothing is fetched');
    const open = undecided('undocumented', blocks ? ['allow', 'block'] : ['allow'], 'what counts as an address is not documented');
    return withDoubts(open, { request: 'any' });
  },
};

/** Names are compared as lists are written; what only differs in case, a port or a dot at the end may be the same host. */
function statusOf(address: string, listed: ReadonlySet<string>): 'listed' | 'unlisted' | 'unclear' {
  const written = withoutEndMarks(address);
  if (!URL.canParse(written)) return 'unclear';
  const { hostname, host } = new URL(written);
  return [hostname, host, hostname.replace(/\.$/, '')].some((name) => listed.has(name)) ? 'listed' : 'unlisted';
}

/** Marks of the sentence around an address. A regular expression would walk a run of marks again from each of them. */
function withoutEndMarks(address: string): string {
  let end = address.length;
  while (end > 0 && END_MARKS.includes(address.charAt(end - 1))) end -= 1;
  return address.slice(0, end);
}
