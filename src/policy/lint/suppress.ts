import type { Severity } from '../../report/model.js';
import type { PolicyDocument } from '../document.js';
import { type LintFinding, makeFinding } from './finding.js';
import { RULES, ruleOf, UNSUPPRESSIBLE } from './rules.js';
import { didYouMean } from './suggest.js';

/**
 * Rules that no comment switches off. A secret in a file is a fault whatever its author thinks of it; identity is what everybody after this file
 * relies on; and a file that cannot be read has not been checked at all.
 */
export const NOT_BY_COMMENT: ReadonlySet<string> = new Set([
  ...UNSUPPRESSIBLE,
  'version-not-bumped',
  'version-reused',
  'version-lowered',
  'duplicate-pack-id',
  'yaml-syntax',
  'yaml-documents',
  'yaml-limits',
  'empty-file',
  'not-yaml',
  'unused-suppression',
]);

/** Rules of findings on lines of the file that are not in the table of the builtin linter: kt's own, and what tests do not prove. */
const RUN_RULES = ['kt-lint', 'entry-untested', 'item-untested', 'mutant-survived'];

const HERE = 'keeptrusts-lint-disable-line';
const NEXT = 'keeptrusts-lint-disable-next-line';

/** One rule that a comment switches off on one line. */
interface Suppression {
  readonly ruleId: string;
  readonly line: number;
  /** Where the rule's id stands in the comment, in UTF-16 offsets. */
  readonly offset: number;
  readonly reason?: string;
}

type Marked<F> = F & Pick<LintFinding, 'suppressed' | 'suppressionReason'>;

interface Reading {
  readonly suppressions: readonly Suppression[];
  readonly problems: readonly LintFinding[];
}

/**
 * Marks the findings that a comment of the file switches off, `# keeptrusts-lint-disable-line rule-id[, rule-id] [-- reason]` for its own line or
 * `…-disable-next-line …` for the next line that holds more than a comment.
 * @returns the findings in their order, and what is wrong with the comments themselves: a suppression that switches off nothing hides the next
 *   fault on its line
 */
export function suppress<F extends LintFinding>(
  document: PolicyDocument,
  findings: readonly F[],
  severities: ReadonlyMap<string, Severity | 'off'> = new Map(),
): { readonly findings: readonly Marked<F>[]; readonly problems: readonly LintFinding[] } {
  if (document.directives.length === 0) return { findings, problems: [] };
  const { suppressions, problems } = readDirectives(document);
  const used = new Set<Suppression>();
  const byPlace = new Map(suppressions.toReversed().map((one) => [`${one.line} ${one.ruleId}`, one]));
  const marked = findings.map((finding) => {
    const by = byPlace.get(`${finding.range?.start.line} ${finding.ruleId}`);
    if (by === undefined) return finding;
    used.add(by);
    return { ...finding, suppressed: true, ...(by.reason !== undefined && { suppressionReason: by.reason }) };
  });
  // A rule that is off finds nothing, and says nothing about the comment. Without a value most rules did not run.
  const checked = document.value !== undefined;
  const unused = suppressions.filter((one) => checked && !used.has(one) && severities.get(one.ruleId) !== 'off');
  return { findings: marked, problems: [...problems, ...unused.map((one) => unusedFinding(document, one))] };
}

function readDirectives(document: PolicyDocument): Reading {
  const suppressions: Suppression[] = [];
  const problems: LintFinding[] = [];
  const content = contentLines(document.text);
  for (const { offset, length } of document.directives) {
    const comment = document.text.slice(offset, offset + length);
    const start = offset + comment.indexOf(HERE.slice(0, 'keeptrusts-lint-'.length));
    const [directive = ''] = /^\S*/.exec(document.text.slice(start, offset + length)) ?? [];
    if (directive !== HERE && directive !== NEXT) {
      problems.push(unknownDirective(document, start, directive));
      continue;
    }
    const { ids, reason } = readList(document.text, start + directive.length, offset + length);
    if (ids.length === 0) problems.push(withoutRule(document, start, directive));
    const own = document.rangeBetween(offset, offset + 1).start.line;
    // One comment above another does not take it up.
    const line = directive === HERE ? own : (content[own + 1] ?? own + 1);
    for (const { ruleId, at } of ids) {
      const problem = problemWith(document, ruleId, at);
      if (problem === undefined) suppressions.push({ ruleId, line, offset: at, ...(reason !== undefined && { reason }) });
      else problems.push(problem);
    }
  }
  return { suppressions, problems };
}

interface List {
  readonly ids: readonly { readonly ruleId: string; readonly at: number }[];
  readonly reason?: string;
}

/** The ids between two offsets, separated by commas or blanks, up to a reason after `--`. */
function readList(text: string, start: number, end: number): List {
  const content = text.slice(start, end);
  const [list = ''] = content.split(/(?:^|\s)--(?:\s|$)/, 1);
  const reason = content
    .slice(list.length)
    .replace(/^\s*--/, '')
    .trim();
  const ids = [...list.matchAll(/[^\s,]+/g)].map((match) => ({ ruleId: match[0], at: start + match.index }));
  return { ids, ...(reason !== '' && { reason }) };
}

/** For each line, from 1, the first line at or after it that holds more than a comment; the line itself where none follows. */
function contentLines(text: string): readonly number[] {
  const lines = text.split('\n');
  const next: number[] = [];
  for (let line = lines.length; line > 0; line -= 1) {
    const isBare = /^[ \t]*(?:#|\r?$)/.test(lines[line - 1] ?? '');
    next[line] = isBare ? (next[line + 1] ?? line) : line;
  }
  return next;
}

function problemWith(document: PolicyDocument, ruleId: string, at: number): LintFinding | undefined {
  const range = document.rangeBetween(at, at + ruleId.length);
  if (NOT_BY_COMMENT.has(ruleId)) {
    const message = `Rule '${ruleId}' cannot be suppressed`;
    const help = 'Mend what it finds, and remove this comment: it has no effect.';
    return makeFinding({ ruleId: 'unused-suppression', message, help, range });
  }
  if (ruleOf(ruleId) !== undefined || RUN_RULES.includes(ruleId)) return undefined;
  const meant = didYouMean(ruleId, [...RULES.map(({ id }) => id), ...RUN_RULES]);
  const help = meant === undefined ? 'docs/rules.md lists the rules.' : `Did you mean '${meant}'?`;
  const fix = meant === undefined ? undefined : { offset: at, length: ruleId.length, text: meant };
  return makeFinding({ ruleId: 'unused-suppression', message: `There is no rule '${shorten(ruleId)}' to suppress`, help, range, fix });
}

function unusedFinding(document: PolicyDocument, { ruleId, line, offset }: Suppression): LintFinding {
  const message = `Rule '${ruleId}' finds nothing on line ${line}, so this suppression has no effect`;
  const help = 'Remove it: left here, it would hide the next fault on that line.';
  return makeFinding({ ruleId: 'unused-suppression', message, help, range: document.rangeBetween(offset, offset + ruleId.length) });
}

function withoutRule(document: PolicyDocument, start: number, directive: string): LintFinding {
  const range = document.rangeBetween(start, start + directive.length);
  const help = `Write \`# ${directive} rule-id\`; the id stands at the end of each finding.`;
  return makeFinding({ ruleId: 'unused-suppression', message: 'This suppression names no rule', help, range });
}

function unknownDirective(document: PolicyDocument, start: number, directive: string): LintFinding {
  const meant = didYouMean(directive, [HERE, NEXT]);
  const range = document.rangeBetween(start, start + directive.length);
  const fix = meant === undefined ? undefined : { offset: start, length: directive.length, text: meant };
  const help = meant === undefined ? `There are \`${HERE}\` and \`${NEXT}\`.` : `Did you mean \`${meant}\`?`;
  return makeFinding({ ruleId: 'unused-suppression', message: `'${shorten(directive)}' suppresses nothing`, help, range, fix });
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
