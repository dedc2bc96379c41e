import type { Verdict } from '../../report/model.js';
import { allow, type Decision, undecided } from './decision.js';
import type { Exchange } from './exchange.js';

/**
 * The decision of a tool policy. Which parts of a request carry tool calls is not documented: a list of tools that the model may call may count as
 * well, and where the case holds what could not be read, more may be called than is known, so that nothing lets it pass for certain.
 *
 * @param minds whether the policy would decide on a call of that tool.
 * @param decide its decision on the calls that are known; asked when there is one.
 */
export function onCalls(exchange: Exchange, could: readonly Verdict[], minds: (tool: string) => boolean, decide: () => Decision): Decision {
  const decision = exchange.toolCalls.length > 0 ? decide() : withoutCalls(exchange, could, minds);
  const passes = decision.kind === 'decided' && decision.verdict === 'allow';
  return passes && mayCallMore(exchange)
    ? undecided('undocumented', could, 'the case may call tools in a shape that is not documented')
    : decision;
}

/** Whether a part of the case could not be read and may hold calls of tools. */
export function mayCallMore({ doubts }: Exchange): boolean {
  return doubts.request !== undefined || doubts.answer !== undefined;
}

function withoutCalls({ offeredTools }: Exchange, could: readonly Verdict[], minds: (tool: string) => boolean): Decision {
  const offered = offeredTools.find(minds);
  return offered === undefined
    ? allow('no tool is called')
    : undecided('undocumented', could, `whether offering tool ${offered} counts as calling it is not documented`);
}
