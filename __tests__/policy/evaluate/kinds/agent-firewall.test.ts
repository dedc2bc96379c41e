import { decided, kindTable, open } from './table.js';

const SIMPLE = { allowed_tools: ['search', 'summarize'], blocked_tools: ['execute_code'] };

const CALLS_A = { role: 'assistant', content: '', tool_calls: [{ type: 'function', function: { name: 'a', arguments: '{}' } }] };

kindTable('agent-firewall', [
  ['an allowed tool passes', SIMPLE, { calls: ['search'] }, decided('allow')],
  [
    'a blocked tool is blocked, by exact name',
    { blocked_tools: ['a', 'execute_code'] },
    { calls: ['execute_code'] },
    decided('block', { found: ['blocked_tools[1]: execute_code'] }),
  ],
  ['what is near a blocked name is not blocked', { blocked_tools: ['execute_code'] }, { calls: ['execute_code2'] }, decided('allow')],
  ['a tool outside the allowed ones is blocked', SIMPLE, { calls: ['delete'] }, decided('block', { found: ['allowed_tools: delete'] })],
  [
    'one blocked call of several is enough',
    SIMPLE,
    { calls: ['search', 'execute_code'] },
    decided('block', { found: ['allowed_tools: execute_code'] }),
  ],
  ['without a call it has nothing to decide', { ...SIMPLE, max_actions_per_session: 5 }, 'Search for me', decided('allow')],
  [
    'which list wins is not readable',
    { allowed_tools: ['run'], blocked_tools: ['run'] },
    { calls: ['run'] },
    open('undocumented', ['allow', 'block']),
  ],
  [
    'globs are documented both ways: among allowed tools',
    { allowed_tools: ['code_*'] },
    { calls: ['code_run'] },
    open('undocumented', ['allow', 'block']),
  ],
  ['among blocked tools', { blocked_tools: ['deploy_*'] }, { calls: ['deploy_app'] }, open('undocumented', ['allow', 'block'])],
  ['a glob that does not cover the name plays no part', { blocked_tools: ['deploy_*'] }, { calls: ['search'] }, decided('allow')],
  ['a tool no allowed entry covers is blocked in any reading', { allowed_tools: ['code_*'] }, { calls: ['search'] }, decided('block')],
  ['an exact name is blocked in any reading', { blocked_tools: ['deploy_*', 'deploy_app'] }, { calls: ['deploy_app'] }, decided('block')],
  [
    'what an empty list of allowed tools means is not documented',
    { allowed_tools: [] },
    { calls: ['search'] },
    open('undocumented', ['allow', 'block']),
  ],
  ['the cap counts the calls of a session', { max_actions_per_session: 2 }, { calls: ['a', 'b'] }, open('needs-state', ['allow', 'block'])],
  ['more calls in one request exceed it alone', { max_actions_per_session: 2 }, { calls: ['a', 'b', 'c'] }, decided('block')],
  ['rate limits need earlier calls', { rate_limits: { default: 60 } }, { calls: ['a'] }, open('needs-state', ['allow', 'block'])],
  [
    'a transaction may need an approval',
    { transaction_limits: { require_approval_above: 10 } },
    { calls: ['pay'] },
    open('needs-state', ['allow', 'block', 'escalate']),
  ],
  [
    'kill switches look at what is not published',
    { kill_switches: { halt_on_pii_in_action: true } },
    { calls: ['a'] },
    open('needs-state', ['allow', 'block', 'escalate']),
  ],
  [
    'where a role comes from is not readable',
    { tools: { roles: { admin: { allowed: ['a'] } } } },
    { calls: ['a'] },
    open('undocumented', ['allow', 'block']),
  ],
  ['denied_tools is in no field list', { denied_tools: ['a'] }, { calls: ['a'] }, open('undocumented', ['allow', 'block'])],
  ['monitoring only tells', { ...SIMPLE, monitoring: { alert_on_denied_action: true } }, { calls: ['search'] }, decided('allow')],
  [
    'whether offering a tool counts as calling it is not documented',
    SIMPLE,
    { says: 'Hi', request: { tools: [{ type: 'function', function: { name: 'execute_code' } }] } },
    open('undocumented', ['allow', 'block']),
  ],
  [
    'a call that the case says twice is one',
    { max_actions_per_session: 1 },
    { messages: [CALLS_A], request: { messages: [CALLS_A] } },
    open('needs-state', ['allow', 'block']),
  ],
  [
    'a call in an older shape may count',
    { blocked_tools: ['a'] },
    { messages: [{ role: 'assistant', content: '', function_call: { name: 'a' } }] },
    open('undocumented', ['allow', 'block']),
  ],
  [
    'so may one in a shape of another provider, beside one that is allowed',
    { allowed_tools: ['a'] },
    { messages: [CALLS_A, { role: 'assistant', content: [{ type: 'tool_use', name: 'b' }] }] },
    open('undocumented', ['allow', 'block']),
  ],
  [
    'a blocked call is blocked whatever else the case calls',
    { blocked_tools: ['a'] },
    { messages: [CALLS_A], request: { actions: ['b'] } },
    decided('block'),
  ],
  [
    'nor how else a request may call tools',
    SIMPLE,
    { says: 'Hi', request: { actions: ['execute_code'] } },
    open('undocumented', ['allow', 'block']),
  ],
]);
