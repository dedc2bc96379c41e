import { Document, type ParsedNode, type YAMLMap } from 'yaml';
import { writtenDefault, writtenRange } from '../../src/options/help.js';
import { optionNames, specOf } from '../../src/options/lookup.js';
import { type Entry, type OptionName, OUTPUTS, type OutputSpec } from '../../src/options/table.js';

interface ActionFacts {
  /** Path of the file this describes, from the root of the repository. */
  readonly file: string;
  readonly name: string;
  readonly description: string;
  /** From the folder of `file`; a path out of the action's own folder is allowed, and codeql-action relies on it too. */
  readonly main: string;
  /** Runs after the job, whatever became of it: looks after a deploy that died. */
  readonly post?: string;
}

/** What is said of each action beside its options. */
export const ACTIONS: Readonly<Record<Entry, ActionFacts>> = {
  root: {
    file: 'action.yml',
    name: 'Keeptrusts Policy',
    description: 'Validate, deploy and verify Keeptrusts policy packs: the stages you name, in order, in one step',
    main: 'dist/main.mjs',
    post: 'dist/post.mjs',
  },
  validate: {
    file: 'validate/action.yml',
    name: 'Keeptrusts Policy: validate',
    description: 'Lint Keeptrusts policy files with exact positions and run their behaviour tests',
    main: '../dist/validate.mjs',
  },
  deploy: {
    file: 'deploy/action.yml',
    name: 'Keeptrusts Policy: deploy',
    description: 'Bring exactly the validated bytes of a Keeptrusts policy file to staging, then to production gateways',
    main: '../dist/deploy.mjs',
    post: '../dist/post.mjs',
  },
  verify: {
    file: 'verify/action.yml',
    name: 'Keeptrusts Policy: verify',
    description: 'Check what Keeptrusts gateways really serve: health, configuration, recent decision events',
    main: '../dist/verify.mjs',
  },
};

const HEADER = ' Generated from src/options/table.ts; edit the table and run `npm run generate`.';

/** The outputs of an action in the table's order; root has all. */
export function outputsOf(entry: Entry): readonly (readonly [string, OutputSpec])[] {
  const outputs: Readonly<Record<string, OutputSpec>> = OUTPUTS;
  return Object.entries(outputs).filter(([, { stages }]) => entry === 'root' || stages.includes(entry));
}

/** What an option may be and what it is when unset, in sentences that follow its text. */
export function facts(name: OptionName): readonly string[] {
  const spec = specOf(name);
  const written = writtenDefault(spec);
  const range = writtenRange(spec);
  return [
    ...(spec.type === 'choice' ? [`One of ${spec.choices.map((choice) => `\`${choice}\``).join(', ')}.`] : []),
    ...(spec.type === 'choices' ? [`Of ${spec.choices.map((choice) => `\`${choice}\``).join(', ')}.`] : []),
    ...(spec.type === 'boolean' ? ['`true` or `false`.'] : []),
    ...(range === undefined ? [] : [`From ${range}.`]),
    ...(written === undefined ? [] : [`Default: \`${written}\`.`]),
  ];
}

/**
 * The text of an action's metadata file. No input has a `default`: an unset input arrives as `''`, and the code decides, because metadata
 * cannot read the environment or the inventory. The descriptions say what the code does.
 */
export function actionYaml(entry: Entry): string {
  const { name, description, main, post } = ACTIONS[entry];
  const inputs = optionNames(entry, 'inputs').map((option) => [
    option,
    { description: [specOf(option).text, ...facts(option)].join(' '), required: false },
  ]);
  const document = new Document<YAMLMap<ParsedNode>, false>({
    name,
    description,
    author: 'The Keeptrusts Policy Action authors',
    branding: { icon: 'shield', color: 'blue' },
    inputs: Object.fromEntries(inputs),
    outputs: Object.fromEntries(outputsOf(entry).map(([output, { text }]) => [output, { description: text }])),
    runs: { using: 'node24', main, ...(post !== undefined && { post, 'post-if': 'always()' }) },
  });
  document.commentBefore = HEADER;
  return document.toString({ lineWidth: 0 });
}
