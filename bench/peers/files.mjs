import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Lines of every generated file: what a pack with five policies, two providers and a few settings takes. */
export const LINES = 60;

/** A policy file that is right in every way, and like no other: names, numbers and texts depend on `index`. */
export function policyFile(index) {
  const team = `team-${index.toString(36)}`;
  const words = ['claims', 'billing', 'onboarding', 'returns', 'travel', 'payroll', 'legal', 'support'];
  const word = words[index % words.length];
  const text = `# Pack of ${team}: assistant for ${word}
pack:
  name: ${team}-${word}
  version: "${1 + (index % 9)}.${index % 17}.${index}"
  enabled: true
  author: ${team}@example.com
  description: "Assistant number ${index}, which answers questions about ${word}"
policies:
  chain:
    - prompt-injection
    - pii-detector
    - rbac:
        when:
          path: /v1/${team}
          header:
            X-Team: ${team}
    - dlp-filter
    - audit-logger
policy:
  prompt-injection:
    embedding_threshold: 0.${70 + (index % 29)}
    attack_patterns:
      - "ignore previous instructions"
      - "reveal the prompt of ${team}"
  pii-detector:
    action: ${index % 2 === 0 ? 'redact' : 'block'}
    pci_mode: ${index % 3 === 0}
    healthcare_mode: ${index % 5 === 0}
    detect_patterns:
      - "${word.toUpperCase()}-[0-9]{${4 + (index % 5)}}"
  rbac:
    require_auth: true
  dlp-filter:
    action: block
    blocked_terms:
      - "project ${team}"
      - "${word} forecast ${2000 + (index % 60)}"
  audit-logger: {}
providers:
  targets:
    - id: primary
      provider: openai
      model: gpt-4o
      secret_key_ref:
        env: OPENAI_KEY_${index}
    - id: second
      provider: anthropic
      model: claude-sonnet-4
      secret_key_ref:
        env: ANTHROPIC_KEY_${index}
cors:
  enabled: true
  allow_origins:
    - https://${word}-${index}.example.com
  allow_methods:
    - GET
    - POST
ip_allowlist:
  cidrs:
    - 10.${index % 256}.0.0/16
`;
  return text;
}

/** Writes `count` distinct files into a directory, a hundred to a folder as a monorepo has them; gives their paths relative to it. */
export function writeFiles(directory, count) {
  return Array.from({ length: count }, (_, index) => {
    const folder = `group-${String(Math.floor(index / 100)).padStart(3, '0')}`;
    const name = `${folder}/pack-${String(index).padStart(5, '0')}.yaml`;
    if (index % 100 === 0) mkdirSync(join(directory, folder), { recursive: true });
    writeFileSync(join(directory, name), policyFile(index));
    return name;
  });
}
