import { dirname, join } from 'node:path/posix';
import { Document } from 'yaml';
import { optionNames, specOf } from '../../src/options/lookup.js';
import type { Entry, OptionSpec, OutputName } from '../../src/options/table.js';
import { ACTIONS, outputsOf } from './action.js';

/** One entry of https://github.com/typesafegithub/github-actions-typing#available-types. */
type Typing =
  | { readonly type: 'string' | 'boolean' | 'integer' | 'float' }
  | { readonly type: 'enum'; readonly 'allowed-values': readonly string[] }
  | { readonly type: 'list'; readonly separator: string; readonly 'list-item': Typing };

const HEADER =
  ' Generated from src/options/table.ts; edit the table and run `npm run generate`. Read by https://github.com/typesafegithub/github-actions-typing.';

/** Durations, addresses, paths and digests have forms of their own, which the typing has no words for. */
function typingOf(spec: OptionSpec): Typing {
  switch (spec.type) {
    case 'boolean':
    case 'integer':
      return { type: spec.type };
    case 'choice':
      return { type: 'enum', 'allowed-values': spec.choices };
    case 'choices':
      return { type: 'list', separator: ',', 'list-item': { type: 'enum', 'allowed-values': spec.choices } };
    case 'lines':
      return { type: 'list', separator: '\n', 'list-item': { type: 'string' } };
    default:
      return { type: 'string' };
  }
}

/** Outputs that are numbers; all others are texts, among them JSON. `coverage` and `events` are empty where nothing is known, and stay texts. */
const COUNTS: ReadonlySet<string> = new Set<OutputName>(['errors', 'warnings', 'tests-passed', 'tests-failed', 'tests-undecided']);

/** Where the typing of an action is looked for: beside its metadata. */
export function actionTypesFile(entry: Entry): string {
  return join(dirname(ACTIONS[entry].file), 'action-types.yml');
}

/** The text of an action's `action-types.yml`, from which bindings for typed languages are made. */
export function actionTypesYaml(entry: Entry): string {
  const types = {
    inputs: Object.fromEntries(optionNames(entry, 'inputs').map((name) => [name, typingOf(specOf(name))])),
    outputs: Object.fromEntries(outputsOf(entry).map(([name]) => [name, { type: COUNTS.has(name) ? 'integer' : 'string' }])),
  };
  const document = new Document(types, { aliasDuplicateObjects: false });
  document.commentBefore = HEADER;
  return document.toString({ lineWidth: 0, blockQuote: false });
}
