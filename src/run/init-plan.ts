/** What `init` writes, as a function of what it found: no file is touched here. The texts are those of examples/starter, which is tested as it is. */

/** A policy file that is there, by its path from the repository's root with `/`. */
export interface FoundPack {
  readonly file: string;
  /** Golden tests lie beside it. */
  readonly isTested: boolean;
}

/** What stands where the starter is to be written. */
export interface StarterPlace {
  readonly branch: string;
  readonly packs: readonly FoundPack[];
  /** Folder for a pack of the starter, from the root with `/`; `''` is the root. */
  readonly folder: string;
  /** Packs that an inventory which is there lists; undefined where there is none. */
  readonly listed: readonly string[] | undefined;
  /** `OWNER/NAME@REF` of the action; undefined leaves the placeholder. */
  readonly action: string | undefined;
}

/** A file by its path from the root, with `/`. */
export interface StarterFile {
  readonly path: string;
  readonly text: string;
}

export const INVENTORY_PATH = '.github/keeptrusts.yml';
export const VALIDATE_PATH = '.github/workflows/keeptrusts-policy.yml';
export const RELEASE_PATH = '.github/workflows/keeptrusts-release.yml';

/** The policy file's path in the templates. */
const TEMPLATE_PACK = 'policy-config.yaml';
const TEMPLATE_ACTION = /your-org\/keeptrusts-policy-action((?:\/\w+)?)@v1/g;
const ACTION_REMARK = /^ *# PLACEHOLDER: the copy .*\n/gm;
const BY_HAND =
  '  # Started by hand. Once it has succeeded, add `push:` with `branches: [main]` to release what is merged.\n  workflow_dispatch:\n';

type Rewriting = (text: string, packs: readonly FoundPack[], found: StarterPlace) => string;

const REWRITINGS: Readonly<Record<string, Rewriting>> = {
  [INVENTORY_PATH]: (text, packs) => `${upTo(text, 'packs:\n')}${packs.map(inventoryEntry).join('')}`,
  [VALIDATE_PATH]: (text, packs, { branch, listed }) => {
    const onBranch = swap(text, 'branches: [main]', `branches: [${branchFilter(branch)}]`);
    const isListed = listed === undefined || listed.length > 0;
    return isListed ? onBranch : swap(onBranch, '        with:\n          # kt', `        with:\n${policyFileInput(packs)}          # kt`);
  },
  [RELEASE_PATH]: (text, packs, { branch, listed }) => {
    const files = listed === undefined || listed.length === 0 ? packs.map(({ file }) => file) : listed;
    const [only, ...more] = files;
    const isOne = only !== undefined && more.length === 0;
    const started = isOne
      ? BY_HAND.replace('[main]', () => `[${branchFilter(branch)}]`)
      : ['  # Started by hand, for one pack at a time.', '  workflow_dispatch:', ...packInput(files), ''].join('\n');
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of the workflow
    const file = isOne ? yamlText(only) : '${{ inputs.policy-file }}';
    return swap(swap(text, BY_HAND, started), `policy-file: ${TEMPLATE_PACK}\n`, `policy-file: ${file}\n`);
  },
};

/**
 * Every file the starter has for a repository, whether it is there or not.
 * @param templates the files of examples/starter
 */
export function planStarter(templates: readonly StarterFile[], found: StarterPlace): readonly StarterFile[] {
  const own: FoundPack = { file: inFolder(found.folder, TEMPLATE_PACK), isTested: true };
  const packs = found.packs.length > 0 ? found.packs : [own];
  return templates.flatMap(({ path, text }) => {
    const rewrite = REWRITINGS[path];
    if (rewrite !== undefined) return [{ path, text: withAction(rewrite(text, packs, found), found.action) }];
    return found.packs.length > 0 ? [] : [{ path: inFolder(found.folder, path), text }];
  });
}

/** True for a path that the inventory can name, see its schema: no glob characters, nothing invisible, no comment. */
export function canBeListed(path: string): boolean {
  return !/^[\s!#/]|[*?{}[\]\\\p{C}]/u.test(path);
}

function inventoryEntry({ file, isTested }: FoundPack): string {
  const tests = isTested ? '    tests: required\n' : '';
  return `  - file: ${yamlText(file)}\n    staging: staging\n    gateways: [production]\n${tests}`;
}

function policyFileInput(packs: readonly FoundPack[]): string {
  return ['          policy-file: |', ...packs.map(({ file }) => `            ${file}`), ''].join('\n');
}

function packInput(files: readonly string[]): readonly string[] {
  return [
    '    inputs:',
    '      policy-file:',
    '        description: The pack to release',
    '        required: true',
    '        type: choice',
    '        options:',
    ...files.map((file) => `          - ${yamlText(file)}`),
  ];
}

function withAction(text: string, action: string | undefined): string {
  if (action === undefined) return text;
  const [name, ref] = action.split('@');
  return text.replace(ACTION_REMARK, '').replace(TEMPLATE_ACTION, (_whole, path: string) => `${name}${path}@${ref}`);
}

/** A branch for a filter, in which some characters stand for others: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet */
function branchFilter(branch: string): string {
  return yamlText(branch.replace(/[+!]/g, '\\$&'));
}

/** Words that YAML takes for something else than text, in one of its versions. */
const YAML_WORDS = /^(?:true|false|yes|no|on|off|y|n|null)$/i;

function yamlText(text: string): string {
  return /^[A-Za-z_][\w./-]*$/.test(text) && !YAML_WORDS.test(text) ? text : JSON.stringify(text);
}

function inFolder(folder: string, path: string): string {
  return folder === '' ? path : `${folder}/${path}`;
}

function upTo(text: string, end: string): string {
  return text.slice(0, placeOf(text, end) + end.length);
}

function swap(text: string, old: string, replacement: string): string {
  placeOf(text, old);
  return text.replaceAll(old, () => replacement);
}

/** Where the templates have a text that is replaced. @throws Error when examples/starter no longer has it. */
function placeOf(text: string, part: string): number {
  const at = text.indexOf(part);
  if (at < 0) throw new Error(`the starter has no ${JSON.stringify(part)}`);
  return at;
}
