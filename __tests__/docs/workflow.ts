import { parse } from 'yaml';
import type { Entry } from '../../src/options/table.js';
import { codeBlocks } from './markdown.js';

export interface OurStep {
  readonly job: string;
  readonly entry: Entry;
  readonly inputs: Readonly<Record<string, string>>;
}

export interface Workflow {
  readonly name: string;
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency: { readonly group: string; readonly 'cancel-in-progress': boolean };
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly needs?: string | readonly string[];
  readonly environment?: string;
  readonly steps: readonly { readonly id?: string; readonly uses?: string; readonly with?: Readonly<Record<string, unknown>> }[];
}

/** The workflows README shows, in its order. */
export function readmeWorkflows(): readonly Workflow[] {
  return codeBlocks('README.md')
    .filter(({ language }) => language === 'yaml')
    .map(({ text }) => parse(text));
}

const OURS = /^your-org\/keeptrusts-policy-action(?:\/(validate|deploy|verify))?@v1$/;

/** The steps of a workflow that use this project's actions, in the order the jobs are written in. */
export function ourSteps(workflow: Workflow): readonly OurStep[] {
  return Object.entries(workflow.jobs).flatMap(([job, { steps }]) =>
    steps.flatMap(({ uses, with: given = {} }) => {
      const match = OURS.exec(uses ?? '');
      if (match === null) return [];
      const entry = match[1] === 'validate' || match[1] === 'deploy' || match[1] === 'verify' ? match[1] : 'root';
      return [{ job, entry, inputs: Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)])) }];
    }),
  );
}
