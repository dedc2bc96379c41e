import { type ConfigPath, entryOf, isMapping } from '../path.js';
import { kindFacts } from '../schema/catalog.js';
import { findingAt, type LintContext, type LintFinding } from './finding.js';

interface Link {
  readonly kind: string;
  readonly path: ConfigPath;
  readonly phase: 'input' | 'output' | undefined;
}

/** Which requests a provider may get at all is decided before anything looks at the text. Source: https://docs.keeptrusts.com/docs/templates/zero-data-retention */
const BEFORE_EVERYTHING: readonly string[] = ['data-routing-policy'];

/** Official templates name them early although they look at the answer. */
const EARLY_OUTPUT: readonly string[] = ['mnpi-filter', 'upl-filter'];

/** Kinds that compare the text with lists of names and terms, which a redaction before them takes out. */
const READS_ORIGINAL: readonly string[] = ['itar-ear-filter', 'entity-list-filter', 'dual-use-filter'];

/** Kinds that send the text to another service, which a redaction before them would spare. */
const SENDS_OUT: readonly string[] = ['external-moderation'];

/**
 * Advice on the order of the chain, which is the order of execution; nothing is refused because of it.
 * Source: https://docs.keeptrusts.com/article/policy-chain-ordering-how-execution-priority-affects-outcomes/
 */
export function lintOrder(context: LintContext): readonly LintFinding[] {
  const links = linksOf(context.root);
  return [
    ...auditLast(context, links),
    ...injectionFirst(context, links),
    ...outputAfterInput(context, links),
    ...cleanText(context, links),
  ];
}

function linksOf(root: unknown): readonly Link[] {
  const chain = entryOf(entryOf(root, 'policies'), 'chain');
  if (!Array.isArray(chain)) return [];
  return chain.flatMap((entry: unknown, index): Link[] => {
    const path: ConfigPath = ['policies', 'chain', index];
    if (typeof entry === 'string') return kindFacts(entry) === undefined ? [] : [{ kind: entry, path, phase: phaseOf(entry, undefined) }];
    const [kind, ...more] = isMapping(entry) ? Object.keys(entry) : [];
    if (kind === undefined || more.length > 0 || kindFacts(kind) === undefined) return [];
    return [{ kind, path: [...path, kind], phase: phaseOf(kind, entryOf(entryOf(entry, kind), 'stage')) }];
  });
}

function phaseOf(kind: string, stage: unknown): 'input' | 'output' | undefined {
  if (typeof stage === 'string') return stage.endsWith('-request') ? 'input' : 'output';
  const phase = kindFacts(kind)?.phase;
  if (phase === 'output') return EARLY_OUTPUT.includes(kind) ? undefined : 'output';
  return phase === 'input' || phase === 'tool' ? 'input' : undefined;
}

function advise(context: LintContext, link: Link, message: string, help: string): LintFinding {
  return findingAt(context, link.path, typeof link.path.at(-1) === 'string' ? 'key' : 'value', { ruleId: 'chain-order', message, help });
}

function auditLast(context: LintContext, links: readonly Link[]): readonly LintFinding[] {
  const at = links.findIndex(({ kind }) => kind === 'audit-logger');
  const [link, next] = [links[at], links[at + 1]];
  if (link === undefined || next === undefined) return [];
  return [
    advise(
      context,
      link,
      `'audit-logger' comes before '${next.kind}'`,
      'Put `audit-logger` last, so that it marks a chain that ran to its end.',
    ),
  ];
}

function injectionFirst(context: LintContext, links: readonly Link[]): readonly LintFinding[] {
  const at = links.findIndex(({ kind }) => kind === 'prompt-injection');
  const link = links[at];
  const before = links.slice(0, Math.max(at, 0)).find(({ kind }) => !BEFORE_EVERYTHING.includes(kind));
  if (link === undefined || before === undefined) return [];
  const message = `'prompt-injection' comes after '${before.kind}'`;
  return [
    advise(
      context,
      link,
      message,
      'Put `prompt-injection` first, so that it sees the request as it was sent and nothing else is spent on an attack.',
    ),
  ];
}

/** Told once, at the first output policy with an input policy after it; audit-logger and prompt-injection have their own advice. */
function outputAfterInput(context: LintContext, links: readonly Link[]): readonly LintFinding[] {
  const output = links.findIndex(({ phase }) => phase === 'output');
  const link = links[output];
  const late = links.slice(output + 1).find(({ kind, phase }) => phase === 'input' && kind !== 'prompt-injection');
  if (link === undefined || late === undefined) return [];
  const message = `'${link.kind}' looks at answers but comes before '${late.kind}', which looks at requests`;
  return [advise(context, link, message, 'Name the policies of the request first: the chain then reads in the order it runs.')];
}

/** A redaction hides text from what runs after it, and comes too late for what ran before. */
function cleanText(context: LintContext, links: readonly Link[]): readonly LintFinding[] {
  const at = links.findIndex(({ kind }) => redacts(context.root, kind));
  const redactor = links[at];
  if (redactor === undefined) return [];
  const blinded = links.slice(at + 1).filter(({ kind }) => READS_ORIGINAL.includes(kind));
  const told = links.slice(0, at).filter(({ kind }) => SENDS_OUT.includes(kind));
  return [
    ...blinded.map((link) =>
      advise(
        context,
        link,
        `'${link.kind}' gets the text after '${redactor.kind}' has changed it`,
        `Put it before \`${redactor.kind}\`, which may take out the names it looks for.`,
      ),
    ),
    ...told.map((link) =>
      advise(
        context,
        link,
        `'${link.kind}' gets the text before '${redactor.kind}' has changed it`,
        `Put it after \`${redactor.kind}\`, if the service it asks should not see personal data.`,
      ),
    ),
  ];
}

/** Whether a kind changes the request: by its documented default, or because its block says so. */
function redacts(root: unknown, kind: string): boolean {
  const block = entryOf(entryOf(root, 'policy'), kind);
  const action = entryOf(block, 'action');
  if (kind === 'pii-detector') return action === undefined || action === 'redact';
  if (kind === 'request-rewriter') return Array.isArray(entryOf(block, 'rules'));
  return action === 'redact' && kindFacts(kind)?.phase.startsWith('input') === true;
}
