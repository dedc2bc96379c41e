import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readFormat, wantsJson } from '../options/format.js';
import { commandHelp } from '../options/help.js';
import { mustBeKnown } from '../options/plain-flags.js';
import { shown } from '../options/shown.js';
import { documentJson, failureJson } from '../report/command-json.js';
import { logLine } from '../report/escape/log-line.js';
import { Failure, InputProblems, messageOf } from '../report/failure.js';
import { isInside, withSlashes } from '../workspace/workspace.js';
import { INVENTORY_PATH, planStarter, RELEASE_PATH, type StarterFile, VALIDATE_PATH } from './init-plan.js';
import { type Survey, survey } from './init-survey.js';

export interface InitIo {
  stdout(text: string): void;
  stderr(text: string): void;
}

export interface InitPlace {
  readonly directory: string;
  /** Path of the bundled command line program: the starter's files lie in the package it belongs to. */
  readonly self: string;
}

const HELP = `Writes what a repository needs to have its policy pack validated in pull requests, and released by hand: a starter pack with golden tests, the
inventory and two workflows. It asks nothing and overwrites nothing: what is there is kept and named. Where there are policy files already, no
starter pack is written, and inventory and workflows are made for them.

Options:
  --dry-run                 Print what would be written, and write nothing.
  --action OWNER/NAME@REF   The copy of this action that your organisation trusts. Default: a placeholder, said aloud
  --working-directory DIR   Where the pack goes; inventory and workflows go to the root of the repository. Default: .
  --format text|json        json prints one JSON document, also after a failure. Default: text
  -h, --help                Show this text.
`;

const FLAGS = {
  'dry-run': { type: 'boolean', default: false },
  action: { type: 'string' },
  'working-directory': { type: 'string', default: '.' },
  format: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** `uses:` of an action in a repository: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsuses */
const ACTION = /^[\w.-]+\/[\w.-]+@[\w./-]+$/;

interface Outcome {
  readonly found: Survey;
  readonly files: readonly StarterFile[];
  /** Paths from the root, with `/`. */
  readonly written: readonly string[];
  readonly kept: readonly string[];
  readonly next: readonly string[];
}

/**
 * `keeptrusts-policy init`.
 * @returns the exit code: 0 when everything is there now.
 */
export async function initCommand(argv: readonly string[], io: InitIo, place: InitPlace): Promise<number> {
  try {
    mustBeKnown(argv, FLAGS);
    const { values } = parseArgs({ args: [...argv], options: FLAGS });
    if (values.help) {
      io.stdout(commandHelp('init', HELP));
      return 0;
    }
    const { format, problem } = readFormat(values.format);
    const { action } = values;
    const badAction = action !== undefined && !ACTION.test(action) ? `--action: got ${shown(action)}, expected OWNER/NAME@REF` : undefined;
    const problems = [problem, badAction].filter((one) => one !== undefined);
    if (problems.length > 0) throw new InputProblems(problems);
    const directory = resolve(place.directory, values['working-directory']);
    const found = await survey(mustBeFolder(directory));
    const isDry = values['dry-run'];
    const plan = planStarter(readTemplates(place.self), { ...found, action });
    const outcome = carryOut(plan, found, { isDry, action });
    io.stdout(format === 'json' ? outcomeJson(outcome, isDry) : outcomeText(outcome, { isDry, from: place.directory }));
    return 0;
  } catch (error) {
    if (wantsJson(argv)) io.stdout(failureJson(error));
    io.stderr(`keeptrusts-policy init: ${logLine(messageOf(error))}\n`);
    return 1;
  }
}

function mustBeFolder(directory: string): string {
  if (lstatSync(directory, { throwIfNoEntry: false }) !== undefined && realpathIsFolder(directory)) return realpathSync(directory);
  throw new Failure('bad-input', {
    doing: `looking at the folder ${JSON.stringify(directory)}`,
    cameBack: 'it is no folder',
    nextStep: 'Check the option --working-directory',
  });
}

function realpathIsFolder(path: string): boolean {
  try {
    return lstatSync(realpathSync(path)).isDirectory();
  } catch {
    return false;
  }
}

/** The files of examples/starter, by their paths from there. */
function readTemplates(self: string): readonly StarterFile[] {
  const root = join(dirname(self), '..', 'examples', 'starter');
  if (!existsSync(root)) {
    throw new Failure('bad-input', {
      doing: `reading the starter ${JSON.stringify(root)}`,
      cameBack: 'it is not there',
      nextStep: 'Run the command from the whole package, or from a clone of its repository',
    });
  }
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: withSlashes(relative(root, path)), text: readFileSync(path, 'utf8').replaceAll('\r\n', '\n') }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

interface How {
  readonly isDry: boolean;
  readonly action: string | undefined;
}

function carryOut(plan: readonly StarterFile[], found: Survey, { isDry, action }: How): Outcome {
  const isThere = ({ path }: StarterFile): boolean => lstatSync(join(found.root, path), { throwIfNoEntry: false }) !== undefined;
  const kept = plan.filter(isThere);
  const missing = plan.filter((file) => !kept.includes(file));
  // All of it is looked at first: half a starter would have to be cleared away by hand.
  for (const { path } of missing) mustStayInside(found.root, path);
  if (!isDry) for (const [index, file] of missing.entries()) write(found.root, file, missing.slice(0, index));
  const written = missing.map(({ path }) => path);
  return { found, files: missing, written, kept: kept.map(({ path }) => path), next: nextSteps(written, found, action) };
}

/** A folder of the repository may be a link to somewhere else, where nothing of it belongs. */
function mustStayInside(root: string, path: string): void {
  let folder = dirname(join(root, path));
  while (!existsSync(folder)) folder = dirname(folder);
  const real = realpathSync(folder);
  if (isInside(realpathSync(root), real) && lstatSync(real).isDirectory()) return;
  throw new Failure('bad-input', {
    doing: `writing ${path}`,
    cameBack: `${JSON.stringify(withSlashes(relative(root, folder)))} is no folder of this repository`,
    nextStep: 'Nothing was written: make it a folder and run init again',
  });
}

function write(root: string, { path, text }: StarterFile, before: readonly StarterFile[]): void {
  const file = join(root, path);
  try {
    mkdirSync(dirname(file), { recursive: true });
    // What came to be there in the meantime is not overwritten either.
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    const nextStep = `Mend that. Written before it: ${before.map((one) => one.path).join(', ') || 'nothing'}`;
    throw new Failure('bad-input', { doing: `writing ${path}`, cameBack: messageOf(error), nextStep }, { cause: error });
  }
}

/** What is left to do by hand, for the files that were written. */
function nextSteps(written: readonly string[], { packs, branch }: Survey, action: string | undefined): readonly string[] {
  const workflows = [VALIDATE_PATH, RELEASE_PATH].filter((path) => written.includes(path));
  return [
    'keeptrusts-policy validate: lint and tests, as the pull request will run them',
    ...(packs.length === 0 && written.length > 0
      ? ['Name the pack after what it protects, and put your own words and tests in the place of the examples']
      : []),
    ...(written.includes(INVENTORY_PATH)
      ? [
          `${INVENTORY_PATH}: the gateways staging and production are placeholders; write your own ids and addresses${packs.length > 1 ? ', and which pack goes to which' : ''}`,
        ]
      : []),
    ...(workflows.length > 0 && action === undefined
      ? [
          `${workflows.join(', ')}: your-org/keeptrusts-policy-action is a placeholder; write the copy your organisation trusts, pinned to a commit`,
        ]
      : []),
    ...(written.includes(RELEASE_PATH)
      ? [
          `On GitHub, before the first release: the variable KEEPTRUSTS_API_URL, and the environments staging and production, each with its own secret KEEPTRUSTS_API_TOKEN and open to ${branch} only; required reviewers for production`,
        ]
      : []),
    ...(written.length > 0 ? ['Commit, and open a pull request'] : []),
  ];
}

function outcomeJson({ found, files, written, kept, next }: Outcome, isDry: boolean): string {
  const { root, branch, packs, remarks } = found;
  return documentJson({
    dryRun: isDry,
    root,
    branch,
    found: packs.map(({ file }) => file),
    written,
    kept,
    remarks,
    next,
    ...(isDry && { files }),
  });
}

function outcomeText(
  { found, files, written, kept, next }: Outcome,
  { isDry, from }: { readonly isDry: boolean; readonly from: string },
): string {
  const here = (path: string): string => logLine(withSlashes(relative(realpathSync(from), join(found.root, path))));
  const lines = [
    ...(found.packs.length > 0 ? [`Found ${found.packs.map(({ file }) => here(file)).join(', ')}: no starter pack is needed.`] : []),
    ...found.remarks.map((remark) => logLine(remark)),
    ...written.map((path) => `${isDry ? 'would write' : 'wrote'}  ${here(path)}`),
    ...kept.map((path) => `kept   ${here(path)} (it was there before)`),
    ...(written.length === 0 ? ['Everything is there already; nothing was written.'] : []),
    ...(isDry ? files.flatMap(({ path, text }) => ['', `--- ${here(path)}`, text.trimEnd()]) : []),
    '',
    'Next:',
    ...next.map((step, index) => `  ${index + 1}. ${logLine(step)}`),
  ];
  return `${lines.join('\n')}\n`;
}
