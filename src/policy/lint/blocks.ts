import { entryOf, isMapping } from '../path.js';
import { KINDS, kindFacts } from '../schema/catalog.js';
import { findingAt, type LintContext, type LintFinding, replaceText } from './finding.js';
import { didYouMean } from './suggest.js';

/** The chain against the blocks: every kind has its block, every block runs. A misspelt name on one side is one fault, told once. */
export function lintBlocks(context: LintContext): readonly LintFinding[] {
  const blocks = new Set(blockNames(context));
  const unknownBlocks = [...blocks].filter((kind) => kindFacts(kind) === undefined);
  if (context.document.chain === undefined) return unknownBlocks.map((kind) => unknownBlock(context, kind));
  const chain = new Set(context.document.chain);
  const meantByChain = meantBy([...chain].filter((kind) => kindFacts(kind) === undefined));
  const meantByBlocks = meantBy(unknownBlocks);
  return [
    ...[...blocks].flatMap((kind) => lintBlock(context, kind, chain, meantByChain)),
    ...KINDS.filter((kind) => chain.has(kind) && !blocks.has(kind) && !meantByBlocks.has(kind)).map((kind) => withoutBlock(context, kind)),
  ];
}

function meantBy(unknown: readonly string[]): ReadonlySet<string | undefined> {
  return new Set(unknown.map((kind) => didYouMean(kind, KINDS)));
}

function blockNames(context: LintContext): readonly string[] {
  const policy = entryOf(context.root, 'policy');
  return isMapping(policy) ? Object.keys(policy) : [];
}

function lintBlock(
  context: LintContext,
  kind: string,
  chain: ReadonlySet<string>,
  meantByChain: ReadonlySet<string | undefined>,
): readonly LintFinding[] {
  if (chain.has(kind)) return []; // an unknown kind is told at the chain, where kt tells it
  if (kindFacts(kind) === undefined) return [unknownBlock(context, kind)];
  if (meantByChain.has(kind)) return [];
  const message = `Policy '${kind}' has a block but is not in the chain: it never runs`;
  return [
    findingAt(context, ['policy', kind], 'key', {
      ruleId: 'block-not-in-chain',
      message,
      help: `Add '${kind}' to policies.chain, or remove the block.`,
    }),
  ];
}

function unknownBlock(context: LintContext, kind: string): LintFinding {
  const path = ['policy', kind];
  const meant = didYouMean(kind, KINDS);
  const help = meant === undefined ? `Kinds are: ${KINDS.join(', ')}` : `Did you mean '${meant}'?`;
  const fix = meant === undefined ? undefined : replaceText(context.document, path, 'key', meant);
  return findingAt(context, path, 'key', { ruleId: 'unknown-kind', message: `Unknown policy kind '${kind}'`, help, fix });
}

function withoutBlock(context: LintContext, kind: string): LintFinding {
  const message = `Policy '${kind}' is in the chain but has no block`;
  const help = `Add \`policy.${kind}\` (\`{}\` when there is nothing to set), or remove it from the chain.`;
  const path = ['policies', 'chain', entryIndex(context, kind)];
  const finding = findingAt(context, path, 'value', { ruleId: 'kind-without-block', message, help });
  const range = context.document.rangeOf([...path, kind], 'key');
  return range === undefined ? finding : { ...finding, range };
}

/** The index in the file: `chain` leaves out entries that name no kind. */
function entryIndex(context: LintContext, kind: string): number {
  const chain = entryOf(entryOf(context.root, 'policies'), 'chain');
  return Array.isArray(chain)
    ? chain.findIndex((entry: unknown) => entry === kind || (isMapping(entry) && Object.keys(entry)[0] === kind))
    : 0;
}
