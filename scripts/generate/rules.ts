import { RULES, type Rule } from '../../src/policy/lint/rules.js';

const INTRODUCTION = `# Lint rules

What validate finds in a policy file and its tests. Ids are stable: set their severity with the option \`rules\`, lines \`rule-id: error|warning|info|off\`,
or below \`rules\` in the inventory. The severity here is the highest a rule gives: where the documentation is only partly public, or its examples contradict
its text, a finding is a warning. A code such as \`E001\` is kt's own for the same fault.`;

function section({ id, severity, what, why, code, docs }: Rule): string {
  const facts = [
    `Severity: ${severity}.`,
    ...(code === undefined ? [] : [`kt: \`${code}\`.`]),
    ...(docs === undefined ? [] : [`Source: ${docs}`]),
  ];
  return [`## ${id}`, `${what} ${why}`, facts.join(' ')].join('\n\n');
}

/** The whole of docs/rules.md: one section per rule, so that a finding can link to it. */
export function rulesDocument(): string {
  const header = '<!-- Generated from src/policy/lint/rules.ts; edit the table and run `npm run generate`. -->';
  return `${[header, INTRODUCTION, ...RULES.map(section)].join('\n\n')}\n`;
}
