import { readFileSync } from 'node:fs';
import { parse, parseAllDocuments } from 'yaml';

/** The names that an action's metadata declares. */
export interface Declared {
  readonly inputs: ReadonlySet<string>;
  readonly outputs: ReadonlySet<string>;
}

/** `owner/keeptrusts-policy-action/validate@v1`, or `./validate` in this repository's own workflows. */
const OURS = /^(?:[\w.-]+\/keeptrusts-policy-action|\.)(?:\/(validate|deploy|verify))?(?:@.+|\/)?$/;

/** The metadata of one of our actions by the words after `uses:`; undefined for the action of somebody else. */
export function declaredBy(uses: string): Declared | undefined {
  const match = OURS.exec(uses);
  if (match === null) return undefined;
  const file = match[1] === undefined ? 'action.yml' : `${match[1]}/action.yml`;
  const { inputs, outputs } = parse(readFileSync(file, 'utf8'));
  return { inputs: new Set(Object.keys(inputs)), outputs: new Set(Object.keys(outputs)) };
}

interface UsedStep {
  readonly uses: string;
  readonly id?: string;
  readonly inputs: readonly string[];
}

/** Everything with `uses:` in a piece of YAML, however much of a workflow it shows. */
export function usedSteps(value: unknown): readonly UsedStep[] {
  if (typeof value !== 'object' || value === null) return [];
  const own =
    'uses' in value && typeof value.uses === 'string'
      ? [
          {
            uses: value.uses,
            ...('id' in value && typeof value.id === 'string' && { id: value.id }),
            inputs: 'with' in value && typeof value.with === 'object' && value.with !== null ? Object.keys(value.with) : [],
          },
        ]
      : [];
  return [...own, ...Object.values(value).flatMap(usedSteps)];
}

/** What a piece of YAML says of our actions and their metadata does not: inputs they do not take, outputs they do not give. */
export function wrongNames(text: string): readonly string[] {
  const steps = parseAllDocuments(text).flatMap((document) => usedSteps(document.toJS()));
  const ours = steps.flatMap((step) => {
    const declared = declaredBy(step.uses);
    return declared === undefined ? [] : [{ ...step, declared }];
  });
  const inputs = ours.flatMap(({ uses, declared, inputs: given }) =>
    given.filter((name) => !declared.inputs.has(name)).map((name) => `${uses} takes no input ${name}`),
  );
  const outputs = [...text.matchAll(/\bsteps\.([\w-]+)\.outputs\.([\w-]+)/g)].flatMap(([, id = '', name = '']) => {
    const step = ours.find((one) => one.id === id);
    return step === undefined || step.declared.outputs.has(name) ? [] : [`${step.uses} gives no output ${name}`];
  });
  return [...inputs, ...outputs];
}
