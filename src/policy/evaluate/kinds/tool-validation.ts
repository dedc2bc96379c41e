import type { Verdict } from '../../../report/model.js';
import { allow, type Block, block, type Decision, type KindEvaluator, undecided } from '../decision.js';
import { type Exchange, isRecord } from '../exchange.js';
import { textsOf } from '../find.js';
import { onCalls } from '../tools.js';

const COULD: readonly Verdict[] = ['allow', 'block'];

/**
 * A tool outside `declared_tools` is denied unless `allow_undeclared` (https://docs.keeptrusts.com/docs/policies/tool-validation). What an empty list
 * means is not readable. Arguments are checked against `schemas`, or perhaps only the schemas themselves: an article leaves it open, so a
 * call with a schema stays open, as does the check by a model.
 */
export const toolValidation: KindEvaluator = {
  kind: 'tool-validation',
  looksAt: 'no-text',
  phases: ['input'],
  evaluate: (settings, exchange) => {
    const declared = textsOf(settings.declared_tools);
    const lenient = settings.allow_undeclared === true;
    const schemas = isRecord(settings.schemas) ? settings.schemas : {};
    const harmless = (tool: string): boolean =>
      !asksModel(settings) && !Object.hasOwn(schemas, tool) && (lenient || declared.includes(tool));
    const hasSchema = (tool: string): boolean => Object.hasOwn(schemas, tool);
    return onCalls(
      exchange,
      COULD,
      (tool) => !harmless(tool),
      () => decideCalls(settings, exchange, declared, lenient, hasSchema),
    );
  },
};

function decideCalls(
  settings: Block,
  { toolCalls: calls }: Exchange,
  declared: readonly string[],
  lenient: boolean,
  hasSchema: (tool: string) => boolean,
): Decision {
  const index = calls.findIndex((call) => !declared.includes(call.name));
  if (declared.length > 0 && index >= 0 && !lenient) {
    return block(`tool ${calls[index]?.name ?? ''} is not declared`, [{ where: 'tool', index, start: 0, end: 0, item: 'declared_tools' }]);
  }
  if (declared.length === 0 && !lenient) return undecided('undocumented', COULD, 'what an empty declared_tools means is not documented');
  if (asksModel(settings)) return undecided('needs-model', COULD);
  return calls.some((call) => hasSchema(call.name))
    ? undecided('undocumented', COULD, 'whether arguments are checked against schemas is documented both ways')
    : allow('every tool called is declared');
}

/** The default of `enabled` is not documented, so leaving it out does not rule the check out. */
function asksModel(settings: Block): boolean {
  return isRecord(settings.semantic_validation) && settings.semantic_validation.enabled !== false;
}
