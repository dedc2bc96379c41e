import { type Guides, inFile } from './entry.js';

const TARGET = inFile(`providers:
  targets:
    - id: primary
      provider: openai
      model: gpt-4o
      secret_key_ref:
        env: OPENAI_API_KEY
`);

const REF = '      secret_key_ref:\n        env: OPENAI_API_KEY\n';

export const SECRETS_GUIDE = {
  'secret-key-ref': {
    what: '`secret_key_ref` is not a mapping with one of `env` and `store`, or holds what can be no name.',
    why: 'The file fails to load. `env` names an environment variable of the gateway, `store` a secret of the control plane.',
    wrong: TARGET.replace(REF, '      secret_key_ref: OPENAI_API_KEY\n'),
    right: TARGET,
    source: 'https://docs.keeptrusts.com/docs/cli/config-vars',
  },
  'literal-secret': {
    what: 'A key, token or password is written into the file.',
    why: 'Whoever can read the repository has it, and its history keeps it. What has the form of keys that a service gives out is an error; a literal in a field that accepts one, or a text that merely looks random, is a warning. It is never shown, and cannot be suppressed.',
    wrong: TARGET.replace(REF, '      api_key: 7Kq2-not-in-any-vault\n'),
    right: TARGET,
  },
} as const satisfies Guides;
