export type JobResult = 'success' | 'failure' | 'skipped';

export interface StepRun {
  /** The step's `id`, or its place in the job. */
  readonly id: string;
  readonly name: string;
  readonly stage: 'Pre' | 'Main' | 'Post';
  readonly result: JobResult;
}

export interface JobRun {
  readonly id: string;
  readonly matrix: Readonly<Record<string, unknown>>;
  readonly result: JobResult;
  readonly steps: readonly StepRun[];
  /** Outputs of its steps, by step and name. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface WorkflowRun {
  readonly exitCode: number;
  /** Without job matrices one for each job of the file. */
  readonly jobs: readonly JobRun[];
  /** What was printed, for the message of a test that fails. */
  readonly text: string;
}

/** A line of act's log with `--json`. */
interface Entry {
  readonly msg?: string;
  readonly job?: string;
  readonly jobID?: string;
  readonly matrix?: Readonly<Record<string, unknown>>;
  readonly jobResult?: JobResult;
  readonly stage?: StepRun['stage'];
  readonly step?: string;
  readonly stepID?: readonly string[];
  readonly stepResult?: JobResult;
  readonly command?: string;
  readonly name?: string;
  readonly arg?: string;
  readonly level?: string;
}

const NOISE = /^(?:LocalRepositoryCache |Couldn't get a valid docker connection)/;

/**
 * Reads act's log, of `--json --verbose`: that a job was skipped is said nowhere else.
 * @throws Error when a job has no result, or no job ran: act could not read the workflow, or came to a sudden end.
 */
export function parseLog(log: string, exitCode: number): WorkflowRun {
  const lines = log.split('\n').filter((line) => line !== '');
  const entries = lines.map((line): Entry => (line.startsWith('{') ? JSON.parse(line) : { msg: line }));
  const said = entries.filter(({ level, command, msg = '' }) => level !== 'debug' && command !== 'summary' && !NOISE.test(msg));
  const text = said.map(({ job, msg = '' }) => `${job?.trimEnd() ?? 'act'} | ${msg.trimEnd()}`).join('\n');
  const keyOf = ({ job, matrix }: Entry): string => JSON.stringify([job, matrix]);
  const keys = new Set(entries.filter(({ job }) => job !== undefined).map(keyOf));
  const ofJob = (key: string): readonly Entry[] => entries.filter((entry) => keyOf(entry) === key);
  const jobs = [...keys].map((key) => jobOf(ofJob(key), text));
  if (jobs.length === 0) throw new Error(`no job ran; act ended with ${exitCode}\n${text}`);
  return { exitCode, jobs, text };
}

function jobOf(entries: readonly Entry[], text: string): JobRun {
  const [first] = entries;
  const said = entries.findLast(({ jobResult }) => jobResult !== undefined)?.jobResult;
  if (said === undefined) throw new Error(`job ${first?.job ?? ''} has no result\n${text}`);
  const outputs: Record<string, Record<string, string>> = {};
  for (const { command, stepID: [id = ''] = [], name = '', arg = '' } of entries) {
    if (command === 'set-output') outputs[id] = { ...outputs[id], [name]: arg };
  }
  const steps = entries.flatMap(({ stage, stepResult, stepID: [id = ''] = [], step = '' }) =>
    stage === undefined || stepResult === undefined ? [] : [{ id, name: step, stage, result: stepResult }],
  );
  const matrix = first?.matrix ?? {};
  const result = Object.keys(matrix).length === 0 || said === 'skipped' ? said : ofSteps(steps);
  return { id: first?.jobID ?? '', matrix, result, steps, outputs };
}

/** Of a job with a matrix act 0.2.89 says "failure" for every entry that ends after one that failed (setJobResult in pkg/runner/job_executor.go). */
function ofSteps(steps: readonly StepRun[]): JobResult {
  return steps.some(({ result }) => result === 'failure') ? 'failure' : 'success';
}

/**
 * Results by job; of a job with a matrix a sorted list. A job that was skipped has no matrix on GitHub; act makes one, and says it of each entry.
 */
export function resultsOf({ jobs }: WorkflowRun): Readonly<Record<string, JobResult | readonly JobResult[]>> {
  return Object.fromEntries(
    jobs.map(({ id }) => {
      const [first = 'skipped', ...more] = jobs.filter((job) => job.id === id).map(({ result }) => result);
      const one = more.length === 0 || [first, ...more].every((result) => result === 'skipped');
      return [id, one ? first : [first, ...more].toSorted()];
    }),
  );
}

/** An output of a step. @throws Error when no job has it. */
export function outputOf({ jobs, text }: WorkflowRun, job: string, step: string, name: string): string {
  const value = jobs.find(({ id }) => id === job)?.outputs[step]?.[name];
  if (value === undefined) throw new Error(`${job}: step ${step} set no output ${name}\n${text}`);
  return value;
}
