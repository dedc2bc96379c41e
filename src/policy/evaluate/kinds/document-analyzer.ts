import { allow, type KindEvaluator, undecided } from '../decision.js';
import { type Exchange, isRecord, listOf, requestText } from '../exchange.js';

/** Types of message parts that carry text; any other part may be a document. */
const TEXT_PARTS: ReadonlySet<string> = new Set(['text', 'input_text', 'output_text', 'refusal']);

const DATA_ADDRESS = /\bdata:[\w.+-]+\/[\w.+-]+[;,]/i;

/**
 * Limits type and size of attached documents (https://docs.keeptrusts.com/docs/policies/document-analyzer). The rules are clear, but not how a
 * request carries a document: without one it allows, with anything that may be one it is open.
 */
export const documentAnalyzer: KindEvaluator = {
  kind: 'document-analyzer',
  looksAt: 'no-text',
  phases: ['input'],
  evaluate: (settings, exchange) => {
    if (settings.enabled === false) return allow('it is switched off');
    return mayCarryDocument(exchange)
      ? undecided('undocumented', ['allow', 'block'], 'how a request carries a document is not documented')
      : allow('the request carries no document');
  },
};

function mayCarryDocument(exchange: Exchange): boolean {
  const { raw } = exchange;
  const request = isRecord(raw.request) ? raw.request : {};
  const body = isRecord(request.body) ? request.body : {};
  if (exchange.doubts.request !== undefined || DATA_ADDRESS.test(requestText(exchange))) return true;
  if ([raw, request, body].some((part) => ['documents', 'attachments', 'files'].some((key) => part[key] !== undefined))) return true;
  return [raw, request, body].flatMap((part) => listOf(part.messages)).some(hasOtherPart);
}

function hasOtherPart(message: unknown): boolean {
  return isRecord(message) && listOf(message.content).some((part) => !isRecord(part) || !TEXT_PARTS.has(String(part.type)));
}
