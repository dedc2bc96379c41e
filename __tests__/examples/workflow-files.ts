import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A workflow file that is shown to users, or that this repository runs itself. */
export interface WorkflowFile {
  readonly path: string;
  readonly kind: 'example' | 'own';
  readonly text: string;
  readonly workflow: AnyWorkflow;
}

/** As far as the tests look at it; anything may be missing in a file that is wrong. */
export interface AnyWorkflow {
  readonly on?: unknown;
  readonly permissions?: unknown;
  readonly concurrency?: Concurrency;
  readonly jobs?: Readonly<Record<string, AnyJob>>;
}

export interface Concurrency {
  readonly group?: string;
  readonly 'cancel-in-progress'?: boolean | string;
}

export interface AnyJob {
  readonly uses?: string;
  readonly permissions?: unknown;
  readonly concurrency?: Concurrency;
  readonly 'timeout-minutes'?: number;
  readonly steps?: readonly AnyStep[];
}

export interface AnyStep {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

const FOLDERS = [
  { folder: 'examples/workflows', kind: 'example' },
  { folder: '.github/workflows', kind: 'own' },
] as const;

/** Every workflow file of the repository. */
export function workflowFiles(): readonly WorkflowFile[] {
  return FOLDERS.flatMap(({ folder, kind }) => {
    if (!existsSync(folder)) return [];
    const names = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
    return names.map((name) => workflowFile(join(folder, name), kind, readFileSync(join(folder, name), 'utf8')));
  });
}

export function workflowFile(path: string, kind: WorkflowFile['kind'], text: string): WorkflowFile {
  return { path, kind, text, workflow: parse(text) };
}

export function jobsOf({ workflow }: WorkflowFile): readonly (readonly [string, AnyJob])[] {
  return Object.entries(workflow.jobs ?? {});
}

export function stepsOf(file: WorkflowFile): readonly AnyStep[] {
  return jobsOf(file).flatMap(([, { steps = [] }]) => steps);
}
