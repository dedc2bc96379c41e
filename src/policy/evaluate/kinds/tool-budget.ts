import type { Verdict } from '../../../report/model.js';
import { allow, type KindEvaluator, undecided } from '../decision.js';
import { isRecord } from '../exchange.js';
import { onCalls } from '../tools.js';

const COULD: readonly Verdict[] = ['allow', 'block'];

/** Budgets per tool and session; a tool that is not listed is not limited (https://docs.keeptrusts.com/docs/policies/tool-budget). */
export const toolBudget: KindEvaluator = {
  kind: 'tool-budget',
  looksAt: 'no-text',
  phases: ['input'],
  evaluate: (settings, exchange) => {
    const budgets = isRecord(settings.budgets) ? settings.budgets : {};
    if (Object.keys(budgets).length === 0) return allow('no tool has a budget');
    const hasBudget = (tool: string): boolean => Object.hasOwn(budgets, tool);
    return onCalls(exchange, COULD, hasBudget, () =>
      exchange.toolCalls.some((call) => hasBudget(call.name)) ? undecided('needs-state', COULD) : allow('no tool with a budget is called'),
    );
  },
};
