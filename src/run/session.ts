import { failureKindOf, messageOf } from '../report/failure.js';
import { type Engine, REPORT_SCHEMA_VERSION, type Report, type RunIdentity, type StageAsked, type StageReport } from '../report/model.js';
import { SUCCEEDS } from '../report/outcome.js';
import type { PackSource } from '../stages/pack.js';
import { TOOL } from '../version.js';

/**
 * The Report of the run under way: stages add to it, and whoever keeps it (a file) hears of every change. At any moment it is true: as
 * long as a stage that was asked for has not run, and after a failure, no good result of an earlier stage stands for the run.
 */
export class Session {
  readonly #engines = new Map<string, Engine>();
  readonly #stages = new Map<StageReport['stage'], StageReport>();
  readonly #run: RunIdentity | undefined;
  readonly #keep: (report: Report) => Promise<void>;
  #pending = new Set<StageAsked>();
  #stopped = false;
  #overridden: readonly string[] = [];
  #emulated = false;
  #releaseRecord: Report['releaseRecord'];
  #failure: Report['failure'];
  #tests: PackSource['tests'] | undefined;

  constructor(run: RunIdentity | undefined, keep: (report: Report) => Promise<void>) {
    this.#run = run;
    this.#keep = keep;
  }

  addEngine(engine: Engine): void {
    this.#engines.set(`${engine.name} ${engine.path ?? ''}`, engine);
  }

  markEmulated(): void {
    this.#emulated = true;
  }

  setOverridden(overridden: readonly string[]): void {
    this.#overridden = overridden;
  }

  /** The test files beside the policy file that a stage worked with. */
  get tests(): PackSource['tests'] | undefined {
    return this.#tests;
  }

  keepTests(tests: PackSource['tests']): void {
    this.#tests = tests;
  }

  /** Names the stages the run was asked for. */
  expect(stages: readonly StageAsked[]): void {
    this.#pending = new Set(stages);
  }

  /** Says that the stages still expected do not run, because of the result of the one before them. */
  async stopHere(): Promise<void> {
    this.#stopped = true;
    await this.#keep(this.report());
  }

  async setStage(report: StageReport): Promise<void> {
    this.#stages.set(report.stage, report);
    this.#pending.delete(report.stage);
    if (report.stage === 'deploy') this.#pending.delete('rollback');
    await this.#keep(this.report());
  }

  async setReleaseRecord(record: NonNullable<Report['releaseRecord']>): Promise<void> {
    this.#releaseRecord = record;
    await this.#keep(this.report());
  }

  async fail(error: unknown): Promise<void> {
    this.#failure = { kind: failureKindOf(error), message: messageOf(error) };
    await this.#keep(this.report());
  }

  report(): Report {
    const stages = [...this.#stages.values()];
    return {
      schemaVersion: REPORT_SCHEMA_VERSION,
      tool: TOOL,
      ...(this.#emulated && { emulated: true }),
      engines: [...this.#engines.values()],
      ...(this.#run !== undefined && { run: this.#run }),
      result: this.#result(),
      ...(this.#failure !== undefined && { failure: this.#failure }),
      ...(this.#overridden.length > 0 && { overridden: this.#overridden }),
      ...(this.#pending.size > 0 && { withoutResult: [...this.#pending] }),
      ...(this.#releaseRecord !== undefined && { releaseRecord: this.#releaseRecord }),
      stages,
    };
  }

  #result(): Report['result'] {
    const last = [...this.#stages.values()].at(-1)?.result ?? 'incomplete';
    if (last === 'incomplete' || !SUCCEEDS[last]) return last;
    return this.#failure !== undefined || (this.#pending.size > 0 && !this.#stopped) ? 'incomplete' : last;
  }
}
