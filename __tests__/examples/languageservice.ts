import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DescriptionDictionary, isDescriptionDictionary } from '@actions/expressions';
import { registerLogger, validate } from '@actions/languageservice';
import type { ActionMetadata, ActionReference } from '@actions/languageservice/action';
import type { ContextProviderConfig } from '@actions/languageservice/context-providers/config';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parse } from 'yaml';

/** Inputs of other people's actions, as far as our files use them: a name that is not here has to be looked up in that action's action.yml first. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  'actions/checkout': ['fetch-depth', 'path', 'persist-credentials', 'ref', 'repository', 'submodules', 'sparse-checkout'],
  'actions/attest': ['subject-path', 'subject-name', 'subject-digest', 'predicate-type', 'predicate', 'predicate-path', 'github-token'],
  'actions/upload-artifact': ['name', 'path', 'if-no-files-found', 'retention-days', 'overwrite', 'include-hidden-files'],
  'actions/download-artifact': ['name', 'path', 'pattern', 'merge-multiple'],
  'github/codeql-action/upload-sarif': ['sarif_file', 'category', 'ref', 'sha', 'checkout_path', 'wait-for-processing'],
};

function metadataAt(path: string): ActionMetadata {
  return parse(readFileSync(join(path, 'action.yml'), 'utf8'));
}

const OURS = /^your-org\/keeptrusts-policy-action(?:\/([a-z]+))?$/;

/** The action.yml of one of our actions, undefined for others. */
function ours(uses: string): ActionMetadata | undefined {
  const [name = ''] = uses.split('@');
  const match = OURS.exec(name);
  if (match !== null) return metadataAt(match[1] ?? '.');
  return uses.startsWith('./') ? metadataAt(uses) : undefined;
}

async function fetchActionMetadata({ owner, name, path }: ActionReference): Promise<ActionMetadata> {
  const action = [owner, name, ...(path === undefined || path === '' ? [] : [path])].join('/');
  const own = ours(action);
  if (own !== undefined) return own;
  const known = OTHERS[action];
  const described = { name: action, description: '' };
  // Without inputs the service checks none.
  if (known === undefined) return described;
  return { ...described, inputs: Object.fromEntries(known.map((input) => [input, { description: '' }])) };
}

/** Makes the outputs of steps that use our actions those of their action.yml: by default any name would pass. */
const getContext: ContextProviderConfig['getContext'] = async (name, context, { job }) => {
  if (name !== 'steps' || context === undefined) return undefined;
  const complete = new DescriptionDictionary();
  for (const { key, value, description } of context.pairs()) {
    const step = job?.steps?.find(({ id }) => id === key);
    const action = step !== undefined && 'uses' in step ? ours(step.uses.value) : undefined;
    if (action === undefined || !isDescriptionDictionary(value)) {
      complete.add(key, value, description);
      continue;
    }
    const known = new DescriptionDictionary();
    for (const pair of value.pairs()) known.add(pair.key, pair.key === 'outputs' ? outputsOf(action) : pair.value, pair.description);
    complete.add(key, known, description);
  }
  return complete;
};

function outputsOf({ outputs = {} }: ActionMetadata): DescriptionDictionary {
  const known = new DescriptionDictionary();
  for (const output of Object.keys(outputs)) known.add(output, new DescriptionDictionary());
  return known;
}

/** The service logs what went wrong in itself, and then has nothing to say of the file. */
const troubles: string[] = [];
const note = (message: string): void => void troubles.push(message);
registerLogger({ log: () => {}, info: () => {}, warn: note, error: note });

let documents = 0;

/**
 * What GitHub's own language service, the one of its editors, says of a workflow file: `line: message` each.
 * @throws Error when the service itself failed.
 */
export async function diagnosticsOf(text: string): Promise<readonly string[]> {
  // What it has read it keeps by name, and would not look at another text under the same one.
  documents += 1;
  const document = TextDocument.create(`file:///.github/workflows/${documents}.yml`, 'yaml', 0, text);
  const found = await validate(document, {
    actionsMetadataProvider: { fetchActionMetadata },
    contextProviderConfig: { getContext },
  });
  if (troubles.length > 0) throw new Error(troubles.splice(0).join('\n'));
  return found.map(({ range, message }) => `${range.start.line + 1}: ${typeof message === 'string' ? message : message.value}`);
}
