import type { Verdict } from '../../report/model.js';
import { allow, type Decision, undecided } from './decision.js';
import type { Exchange } from './exchange.js';

/**
 * The decision of a tool policy on an exchange in which no tool is called; undefined when one is. Which parts of a request carry tool calls is not
 * documented: a list of tools that the model may call may count as well.
 *
 * @param minds whether the policy would decide on a call of that tool.
 */
export function withoutCalls(exchange: Exchange, could: readonly Verdict[], minds: (tool: string) => boolean): Decision | undefined {
  if (exchange.toolCalls.length > 0) return undefined;
  if (exchange.doubts.request !== undefined || exchange.doubts.answer !== undefined) {
    return undecided('undocumented', could, 'the case may call tools in a shape that is not documented');
  }
  const offered = exchange.offeredTools.find(minds);
  return offered === undefined
    ? allow('no tool is called')
    : undecided('undocumented', could, `whether offering tool ${offered} counts as calling it is not documented`);
}
