import { type Explanation, explainedRules, fenceOf, settingOf } from '../../src/policy/lint/explain.js';
import { RUN_FINDINGS } from '../../src/policy/lint/guide/run.js';

const HEADER = '<!-- Generated from src/policy/lint/rules.ts and src/policy/lint/guide/; edit those and run `npm run generate`. -->';

const INTRODUCTION = `# Lint rules

What \`keeptrusts-policy validate\` finds in policy files and in the test files beside them. \`keeptrusts-policy explain RULE-ID\` prints a
section of this page. The severity is the highest a rule gives: where the documentation is incomplete or contradicts itself, a finding is
weaker. [Linting](linting.md) says how to set severities, suppress a finding and apply fixes.`;

const RUN_INTRODUCTION = `## Findings of a run

What a run reports beside the rules.`;

/** Text in a Markdown table cell: a bar would end the cell. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function table(rules: readonly Explanation[]): string {
  const rows = rules.map(({ id, severity, code, what }) => `| [\`${id}\`](#${id}) | ${severity} | ${code ?? ''} | ${cell(what)} |`);
  return ['| rule | severity | kt | finds |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function fenced(text: string, language: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}

function section(rule: Explanation): string {
  const { id, severity, what, why, code, source, examples } = rule;
  const facts = [`Severity: ${severity}. ${settingOf(rule)}`, ...(code === undefined ? [] : [`kt’s code: ${code}.`])].join(' ');
  return [
    `## ${id}`,
    `${what} ${why}`,
    ...(examples === undefined
      ? []
      : [
          'Wrong:',
          fenced(examples.wrong, fenceOf(examples.form, examples.wrong)),
          'Right:',
          fenced(examples.right, fenceOf(examples.form, examples.right)),
        ]),
    [facts, ...(source === undefined ? [] : [`Source: <${source}>`])].join(' '),
  ].join('\n\n');
}

/** The whole of docs/rules.md: an overview, then one section a rule, whose heading is its id. */
export function rulesDocument(): string {
  const rules = explainedRules();
  const others = RUN_FINDINGS.map(({ id, severity, what, why }) => `### ${id}\n\n${what} ${why}\n\nSeverity: ${severity}.`);
  return `${[HEADER, INTRODUCTION, table(rules), ...rules.map(section), RUN_INTRODUCTION, ...others].join('\n\n')}\n`;
}
