import { type Guides, inFile, PACK } from './entry.js';

const TARGETS = inFile(`providers:
  targets:
    - id: primary
      provider: openai
      model: gpt-4o
      secret_key_ref:
        env: OPENAI_API_KEY
    - id: backup
      provider: anthropic
      model: claude-sonnet-4-20250514
      secret_key_ref:
        env: ANTHROPIC_API_KEY
routes:
  - name: chat
    path: /v1/chat
    upstream: primary
`);

const ESCALATION = inFile(`providers:
  targets:
    - id: primary
      provider: openai
      model: gpt-4o
      escalation_routing:
        team_id: 3f2b8c1e-6d4a-4b8f-9a57-0c1d2e3f4a5b
`);

const ROUTING = `${PACK}policies:
  chain:
    - data-routing-policy
    - audit-logger
policy:
  data-routing-policy:
    require_zero_data_retention: true
  audit-logger: {}
providers:
  targets:
    - id: primary
      provider: openai
      model: gpt-4o
      data_policy:
        zero_data_retention: true
        retention_days: 0
`;

export const PROVIDERS_GUIDE = {
  'duplicate-target-id': {
    what: 'Two provider targets have the same id.',
    why: 'Routes and groups could not tell them apart.',
    wrong: TARGETS.replace('id: backup', 'id: primary'),
    right: TARGETS,
  },
  'unknown-target': {
    what: 'A name leads to no provider target or model group of the file.',
    why: 'The requests could not be routed. Official examples break this in A/B tests, so there it is a warning.',
    wrong: TARGETS.replace('upstream: primary', 'upstream: primry'),
    right: TARGETS,
  },
  'escalation-routing': {
    what: '`escalation_routing` names both a team and a user, or neither.',
    why: 'Exactly one of them gets the escalations.',
    wrong: ESCALATION.replace('        team_id', '        user_id: 9b1c7d3e-2f4a-4c6b-8d5e-7f6a5b4c3d2e\n        team_id'),
    right: ESCALATION,
  },
  'bad-uuid': {
    what: 'The id of a team or user is no UUID.',
    why: 'Escalations could not be delivered.',
    wrong: ESCALATION.replace('3f2b8c1e-6d4a-4b8f-9a57-0c1d2e3f4a5b', 'security-team'),
    right: ESCALATION,
  },
  'no-compliant-target': {
    what: 'The chain has `data-routing-policy`, and no provider target declares what it requires.',
    why: 'Targets without a declaration are left out, so that no request could be routed.',
    wrong: ROUTING.replace('        zero_data_retention: true\n', '        training_opt_out: true\n'),
    right: ROUTING,
  },
  'data-policy-contradiction': {
    what: 'What a target says about keeping data contradicts itself.',
    why: '`zdr` is a short form of `data_policy.zero_data_retention`, and which of two values counts is not documented.',
    wrong: ROUTING.replace('retention_days: 0', 'retention_days: 30'),
    right: ROUTING,
  },
} as const satisfies Guides;
