import type { Guide } from '../policy/lint/guide/entry.js';
import { RUN_FINDINGS } from '../policy/lint/guide/run.js';
import { GUIDE } from '../policy/lint/guide.js';
import { RULES, ruleOf } from '../policy/lint/rules.js';
import { codeBlock, codeSpan, markdownText } from './escape/markdown.js';
import { shorten } from './escape/visible.js';
import type { Severity } from './model.js';
import type { SarifLevel, SarifRule } from './sarif-model.js';

export const SARIF_LEVELS: Readonly<Record<Severity, SarifLevel>> = { error: 'error', warning: 'warning', info: 'note' };

/** https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning#reportingdescriptor-object */
const PROBLEM_SEVERITIES = { error: 'error', warning: 'warning', info: 'recommendation' } as const;

const TAGS: readonly string[] = ['keeptrusts', 'policy'];

/** Where what a run finds beside the linter's rules is documented: they have no page of their own. */
const DOCUMENTATION = 'https://docs.keeptrusts.com/docs/cli/policy-lint';

/** A rule as SARIF describes it: from the guide, which is also docs/rules.md and what the command `explain` prints. */
export function sarifRule(id: string): SarifRule {
  const rule = RULES.find((one) => one.id === id);
  if (rule !== undefined) return described(id, rule.severity, GUIDE[rule.id]);
  const found = RUN_FINDINGS.find((one) => one.id === id);
  if (found !== undefined) return described(id, found.severity, found);
  // A newer linter, or kt: the result itself says what is wrong.
  return described(id, 'error', { what: `The rule ${shorten(id, 100)}.`, why: 'Each result says what was found.' });
}

function described(id: string, severity: Severity, guide: Pick<Guide, 'what' | 'why'> & Partial<Guide>): SarifRule {
  const docs = guide.source ?? ruleOf(id)?.docs;
  return {
    id,
    shortDescription: { text: guide.what },
    fullDescription: { text: `${guide.what} ${guide.why}` },
    help: { text: helpText(id, guide), markdown: helpMarkdown(id, guide) },
    helpUri: docs ?? DOCUMENTATION,
    defaultConfiguration: { level: SARIF_LEVELS[severity] },
    properties: { tags: TAGS, 'problem.severity': PROBLEM_SEVERITIES[severity] },
  };
}

function helpText(id: string, { what, why, wrong, right }: Partial<Guide>): string {
  const examples = [
    ...(wrong === undefined ? [] : ['', 'Wrong:', '', wrong.trimEnd()]),
    ...(right === undefined ? [] : ['', 'Right:', '', right.trimEnd()]),
  ];
  return [what, '', why, ...examples, '', `keeptrusts-policy explain ${id}`].join('\n');
}

function helpMarkdown(id: string, { what = '', why = '', wrong, right, form = 'policy' }: Partial<Guide>): string {
  const language = { policy: 'yaml', 'test-file': 'json', transcript: '' }[form];
  const example = (title: string, text: string | undefined): string[] =>
    text === undefined ? [] : ['', `**${title}**`, '', codeBlock(text.trimEnd(), language)];
  const more = `The command ${codeSpan(`keeptrusts-policy explain ${id}`)} prints this in a terminal.`;
  return [markdownText(what), '', markdownText(why), ...example('Wrong', wrong), ...example('Right', right), '', more].join('\n');
}
