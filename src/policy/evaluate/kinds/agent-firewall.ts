import type { Verdict } from '../../../report/model.js';
import { allow, type Block, block, type Decision, type KindEvaluator, undecided } from '../decision.js';
import { type Exchange, isRecord } from '../exchange.js';
import { textsOf } from '../find.js';
import { onCalls } from '../tools.js';

/** Settings whose effect depends on earlier calls, amounts or detectors that a case does not show. */
const OPEN_SETTINGS = [
  'max_actions_per_session',
  'rate_limits',
  'transaction_limits',
  'kill_switches',
  'rate_limit',
  'transaction_limit',
  'mode',
];

/**
 * Tool lists by exact name, as the articles say (https://docs.keeptrusts.com/article/agent-firewall-governing-tool-access-for-ai-agents/); the
 * page itself shows globs, so a name that only a glob covers is open, and so is a tool in both lists. Role lists need a role, and where it comes
 * from is not documented. More calls in one request than a session may have are too many whatever came before.
 */
export const agentFirewall: KindEvaluator = {
  kind: 'agent-firewall',
  looksAt: 'no-text',
  phases: ['input'],
  evaluate: (settings, exchange) => {
    const could = verdictsOf(settings);
    return onCalls(
      exchange,
      could,
      () => true,
      () => decideCalls(settings, exchange, could),
    );
  },
};

function decideCalls(settings: Block, exchange: Exchange, could: readonly Verdict[]): Decision {
  const byList = exchange.toolCalls.map((call, index) => listDecision(settings, call.name, index, could));
  const blocked = byList.find((decision) => decision.kind === 'decided' && decision.verdict === 'block');
  if (blocked !== undefined) return blocked;
  const limit = settings.max_actions_per_session;
  if (typeof limit === 'number' && limit < exchange.toolCalls.length) {
    return block('the request calls more tools than max_actions_per_session', []);
  }
  return byList.find((decision) => decision.kind === 'undecided') ?? whatElse(settings, exchange, could);
}

function verdictsOf(settings: Block): readonly Verdict[] {
  const mayEscalate = ['transaction_limits', 'transaction_limit', 'kill_switches', 'mode'].some((key) => settings[key] !== undefined);
  return mayEscalate ? ['allow', 'block', 'escalate'] : ['allow', 'block'];
}

type Listed = 'yes' | 'perhaps' | 'no';

function listed(list: readonly string[], tool: string): Listed {
  if (list.includes(tool)) return 'yes';
  return list.some((entry) => entry.includes('*') && covers(entry, tool)) ? 'perhaps' : 'no';
}

function listDecision(settings: Block, tool: string, index: number, could: readonly Verdict[]): Decision {
  const blocked = textsOf(settings.blocked_tools);
  const allowed = textsOf(settings.allowed_tools);
  const inBlocked = listed(blocked, tool);
  const inAllowed = Array.isArray(settings.allowed_tools) ? listed(allowed, tool) : undefined;
  const match = (item: string) => [{ where: 'tool' as const, index, start: 0, end: 0, item }];
  if (inAllowed === 'no' && allowed.length > 0) return block(`tool ${tool} is not allowed`, match('allowed_tools'));
  if (inBlocked === 'yes' && (inAllowed === undefined || inAllowed === 'no')) {
    return block(`tool ${tool} is blocked`, match(`blocked_tools[${blocked.indexOf(tool)}]`));
  }
  if (inBlocked === 'yes' && inAllowed === 'yes')
    return undecided('undocumented', could, `which list wins for tool ${tool} is not documented`);
  if (inBlocked !== 'no' || inAllowed === 'perhaps')
    return undecided('undocumented', could, 'whether tool lists take globs is documented both ways');
  if (inAllowed === 'no') return undecided('undocumented', could, 'what an empty allowed_tools means is not documented');
  return allow(`tool ${tool} is allowed`);
}

/** `*` stands for anything; the pieces between are looked for in order, which takes time linear in the name. */
function covers(glob: string, name: string): boolean {
  const [first = '', ...rest] = glob.split('*');
  if (!name.startsWith(first)) return false;
  let from = first.length;
  for (const [index, piece] of rest.entries()) {
    if (index === rest.length - 1) return name.length - piece.length >= from && name.endsWith(piece);
    const at = name.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return from === name.length;
}

function whatElse(settings: Block, exchange: Exchange, could: readonly Verdict[]): Decision {
  const tools = settings.tools;
  if (isRecord(tools) && isRecord(tools.roles))
    return undecided('undocumented', could, 'where the role of a request comes from is not documented');
  const open = OPEN_SETTINGS.find((name) => settings[name] !== undefined);
  if (open !== undefined) return undecided('needs-state', could, `${open} depends on more than this request shows`);
  if (settings.denied_tools !== undefined) return undecided('undocumented', could, 'denied_tools is in no field list');
  return allow(`${exchange.toolCalls.length === 1 ? 'the tool is' : 'all tools are'} allowed`);
}
