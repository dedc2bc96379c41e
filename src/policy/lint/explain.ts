import type { Severity } from '../../report/model.js';
import type { Guide } from './guide/entry.js';
import { RUN_FINDINGS } from './guide/run.js';
import { GUIDE } from './guide.js';
import { RULES, type RuleId, UNSUPPRESSIBLE } from './rules.js';
import { NOT_BY_COMMENT } from './suppress.js';

/** Everything that is said of one rule, with the facts of both tables. */
export interface Explanation {
  readonly id: string;
  readonly severity: Severity;
  readonly what: string;
  readonly why: string;
  /** kt's code for the same fault. */
  readonly code?: string;
  readonly source?: string;
  /** What does not silence it: comments, or options neither. */
  readonly firm?: 'to-comments' | 'to-options';
  readonly examples?: { readonly wrong: string; readonly right: string; readonly form: NonNullable<Guide['form']> };
}

/** The linter's rules in the order of their table. */
export function explainedRules(): readonly Explanation[] {
  return RULES.map(({ id, severity, code, docs }) => {
    const { what, why, wrong, right, form = 'policy', source = docs } = guideOf(id);
    return {
      id,
      severity,
      what,
      why,
      ...(code !== undefined && { code }),
      ...(source !== undefined && { source }),
      ...(NOT_BY_COMMENT.has(id) && { firm: UNSUPPRESSIBLE.has(id) ? 'to-options' : 'to-comments' }),
      examples: { wrong, right, form },
    };
  });
}

/** The linter's rules, and what else a run reports under an id. */
export function explanations(): readonly Explanation[] {
  return [...explainedRules(), ...RUN_FINDINGS];
}

function guideOf(id: RuleId): Guide {
  return GUIDE[id];
}

const FENCES: Readonly<Record<NonNullable<Guide['form']>, string>> = { policy: 'yaml', 'test-file': 'json', transcript: 'text' };

/** The info string of a fenced block: right examples of a `transcript` are files when they look like one. */
export function fenceOf(form: NonNullable<Guide['form']>, text: string): string {
  return form === 'transcript' && /^(?:pack|policy):/.test(text) ? 'yaml' : FENCES[form];
}

/** How a severity is set, in one sentence for a terminal or a page. */
export function settingOf({ id, firm }: Explanation): string {
  if (firm === 'to-options') return 'It cannot be suppressed, and the option `rules` can only make it graver.';
  const set = `The option \`rules\` sets it: \`${id}: error|warning|info|off\`.`;
  return firm === undefined ? set : `No comment suppresses it. ${set}`;
}

/** An explanation as plain text for a terminal; ends with a line break. */
export function renderExplanation(explanation: Explanation): string {
  const { id, severity, what, why, code, source, examples } = explanation;
  const facts = [severity, ...(code === undefined ? [] : [`kt calls it ${code}`])].join(', ');
  const shown = examples === undefined ? [] : ['', 'Wrong:', '', indented(examples.wrong), '', 'Right:', '', indented(examples.right)];
  const last = [settingOf(explanation), ...(source === undefined ? [] : [`Source: ${source}`])];
  return `${[`${id} (${facts})`, '', what, why, ...shown, '', ...last].join('\n')}\n`;
}

function indented(text: string): string {
  return text.trimEnd().replace(/^(?=.)/gm, '  ');
}
