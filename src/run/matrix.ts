import { posix } from 'node:path';
import { gatingPacks } from '../report/gate.js';
import type { Log } from '../report/log.js';
import type { PackReport, Report, ValidateReport } from '../report/model.js';

/** One job of `strategy.matrix`: a pack and where the inventory sends it. It names gateways, never tokens or addresses. */
export interface MatrixEntry {
  /** From the working directory, as `policy-file` takes it. */
  readonly file: string;
  readonly digest: string;
  /** Id of the staging gateway; empty where the inventory names none. */
  readonly staging: string;
  /** Ids of the production gateways. */
  readonly gateways: readonly string[];
  /** `unknown`: nothing was compared, or nobody could tell. Packs that are known not to have changed are left out. */
  readonly changed: true | 'unknown';
  readonly owner: string;
}

/** Jobs that GitHub makes of one matrix in a run. https://docs.github.com/en/actions/reference/limits */
export const MATRIX_JOBS = 256;

/**
 * Bytes of UTF-16 for the matrix, so that the other outputs find room beside it: all outputs of a job may take 1 MB in that encoding.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idoutputs
 */
export const MATRIX_BYTES = 1_000_000;

const BYTES_PER_CODE_UNIT = 2;

export interface Matrix {
  /** JSON for `strategy.matrix`: `{"include": [entry, …]}`, one entry a pack that counts for the result. Empty when it would not fit. */
  readonly text: string;
  /** What GitHub would not do with it, as a sentence. */
  readonly limit?: { readonly kind: 'too-many-jobs' | 'left-empty'; readonly message: string };
}

/** The jobs that the packs of a validation make. Pure; of a redacted report. */
export function matrixOf({ packs, workingDirectory = '' }: ValidateReport): Matrix {
  const include = gatingPacks(packs).map((pack) => entryOf(pack, workingDirectory));
  const text = JSON.stringify({ include });
  if (text.length * BYTES_PER_CODE_UNIT > MATRIX_BYTES) {
    // Cut short it would be a deployment of some of the packs that looks like one of all.
    const message = `The output matrix is empty: its ${include.length} packs take more than the 1 MB GitHub allows for the outputs of a job; validate fewer packs in a step, or use changed-only`;
    return { text: '', limit: { kind: 'left-empty', message } };
  }
  if (include.length <= MATRIX_JOBS) return { text };
  const message = `The output matrix has ${include.length} packs, and GitHub makes no more than ${MATRIX_JOBS} jobs of one matrix: a job that takes it whole would fail; validate fewer packs in a step, or use changed-only`;
  return { text, limit: { kind: 'too-many-jobs', message } };
}

function entryOf({ file, digest, destination, gate }: PackReport, workingDirectory: string): MatrixEntry {
  return {
    file: posix.relative(workingDirectory, file),
    digest,
    staging: destination?.staging ?? '',
    gateways: destination?.gateways ?? [],
    changed: gate?.state === 'changed' ? true : 'unknown',
    owner: destination?.owner ?? '',
  };
}

/**
 * Says what GitHub would not do with the matrix of a run.
 * @returns warnings for the run: of a matrix that was left empty. Too many jobs concern only a workflow that makes them, so they are a line in the log.
 */
export function tellMatrixLimits({ stages }: Report, log: Pick<Log, 'info' | 'warning'>): readonly string[] {
  return stages.flatMap((stage) => {
    const limit = stage.stage === 'validate' ? matrixOf(stage).limit : undefined;
    if (limit === undefined) return [];
    if (limit.kind === 'left-empty') log.warning(limit.message);
    else log.info(limit.message);
    return limit.kind === 'left-empty' ? [limit.message] : [];
  });
}
