import { parse, stringify } from 'yaml';

type Inputs = Readonly<Record<string, unknown>>;

interface Step {
  readonly uses?: string;
  readonly with?: Inputs;
}

interface Job {
  readonly environment?: string | { readonly name: string };
  readonly steps: readonly Step[];
}

interface WorkflowFile {
  readonly concurrency?: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const OURS = /^[\w-]+\/keeptrusts-policy-action(?:\/(\w+))?@/;

/** Waiting that suits a test; the examples wait as production needs it. */
const QUICK = '50ms';
const DEPLOY = { interval: QUICK, 'deploy-timeout': '5s' };
const VERIFY = { interval: QUICK, 'verify-timeout': '5s' };
const WAITS: Readonly<Record<string, Inputs>> = { validate: {}, deploy: DEPLOY, verify: VERIFY, root: { ...DEPLOY, ...VERIFY } };

/** Secrets and variables that only jobs of one environment have. */
export interface EnvironmentValues {
  readonly secrets?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
}

/** The actions that a workflow uses, as it names them. */
export function actionsUsed(text: string): readonly string[] {
  const { jobs }: WorkflowFile = parse(text);
  return [...new Set(Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? [])))];
}

export function isOurs(action: string): boolean {
  return OURS.test(action);
}

/**
 * An example as it runs in a test: the addresses of its gateways are the emulator's, kt is the one on PATH, not one to be downloaded, and what
 * waits between questions and waves waits a short while. Everything else is what the file says, but for `concurrency.queue`: act 0.2.89 refuses
 * the file because of it ("Unknown Property queue"), and does not know `concurrency` anyway.
 * @param urlOf the address of a gateway by its id.
 */
export function adapted(text: string, urlOf: (id: string) => string): string {
  const workflow = eachJob(parse(text), (job) => ({ ...job, steps: job.steps.map((step) => adaptedStep(step, urlOf)) }));
  const { queue: _unknown, ...concurrency } = workflow.concurrency ?? {};
  return stringify({ ...workflow, concurrency });
}

function adaptedStep(step: Step, urlOf: (id: string) => string): Step {
  const entry = OURS.exec(step.uses ?? '');
  if (entry === null) return step;
  const { 'kt-version': _downloaded, ...given } = step.with ?? {};
  const waits = { ...WAITS[entry[1] ?? 'root'], ...('bake-time' in given && { 'bake-time': QUICK }) };
  const placed = Object.entries(given).map(([name, value]) => [name, typeof value === 'string' ? placedAt(value, urlOf) : value]);
  return { ...step, with: { ...Object.fromEntries(placed), ...waits } };
}

function placedAt(text: string, urlOf: (id: string) => string): string {
  return text.replace(/([\w-]+)=https:\/\/[\w.-]*gateway\.example\.com/g, (_whole, id: string) => `${id}=${urlOf(id)}`);
}

/**
 * act 0.2.89 knows no environments: it takes `environment:` and gives every job the same secrets and variables. So each that an environment has is
 * given to act under a name of its own, and read by that name in the jobs of the environment.
 */
export function withEnvironments(text: string, environments: Readonly<Record<string, EnvironmentValues>>): string {
  const workflow = eachJob(parse(text), (job) => {
    const name = typeof job.environment === 'object' ? job.environment.name : job.environment;
    const values = name === undefined ? undefined : environments[name];
    if (name === undefined || values === undefined) return job;
    const own = { secrets: values.secrets ?? {}, vars: values.variables ?? {} };
    const renamed = JSON.stringify(job).replace(/\b(secrets|vars)\.(\w+)/g, (whole, kind: 'secrets' | 'vars', value: string) =>
      value in own[kind] ? `${kind}.${environmentName(name, value)}` : whole,
    );
    return JSON.parse(renamed);
  });
  return stringify(workflow);
}

/** The name under which act is given what an environment has. */
export function environmentName(environment: string, value: string): string {
  return `${environment.replaceAll('-', '_').toUpperCase()}__${value}`;
}

function eachJob(workflow: WorkflowFile, change: (job: Job) => Job): WorkflowFile {
  return { ...workflow, jobs: Object.fromEntries(Object.entries(workflow.jobs).map(([name, job]) => [name, change(job)])) };
}
