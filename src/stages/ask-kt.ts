import type { Kt, KtCase } from '../keeptrusts/kt.js';
import type { KtAnswer } from '../policy/lint/kt-merge.js';
import type { fromKt } from './finding.js';

export interface KtAnswers {
  readonly answer: KtAnswer;
  readonly problems: Parameters<typeof fromKt>[0][];
  /** Absent when kt decided no case; then `undecided` says why. */
  readonly results?: readonly KtCase[];
  readonly undecided?: string;
  /** What kt was asked for and gave no usable answer to: always a failure, never a silent builtin run. */
  readonly unusable: readonly string[];
}

/** What kt reads: copies of exactly these bytes. */
interface KtSource {
  readonly bytes: Uint8Array;
  readonly tests: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

/** Lets kt lint a pack and, where it loads and has cases, run its tests. Without kt the answers are empty. */
export async function askKt(
  source: KtSource,
  engines: { readonly kt?: undefined } | { readonly kt: Kt; readonly stagingDirectory: string },
  hasCases: boolean,
): Promise<KtAnswers> {
  if (engines.kt === undefined) return { answer: 'none', problems: [], unusable: [] };
  const { stagePack } = await import('../keeptrusts/kt-pack.js');
  const staged = await stagePack({ policy: source.bytes, tests: source.tests }, engines.stagingDirectory);
  const lint = await engines.kt.lint(staged.policyFile);
  if (lint.kind === 'unusable') {
    const unusable = [`kt policy lint gave no usable answer: ${lint.reason}`];
    return { answer: 'none', problems: [], unusable, undecided: 'kt gave no usable answer about this file, so its tests were not run' };
  }
  const problems = [...lint.problems];
  if (!lint.valid && !problems.some((problem) => problem.severity === 'error')) {
    problems.push({ severity: 'error', message: 'kt says this file is not valid and names no error' });
  }
  // A stand-in's consent says nothing about kt.
  const answer = engines.kt.identity.emulated ? 'none' : lint.valid ? 'valid' : 'invalid';
  if (!hasCases) return { answer, problems, unusable: [] };
  // Tests of a file that does not load say nothing about behaviour, and would report each fault a second time.
  if (!lint.valid) return { answer, problems, unusable: [], undecided: 'kt says that this file is not valid, so its tests were not run' };
  const test = await engines.kt.test(engines.stagingDirectory);
  if (test.kind === 'unusable') {
    return { answer, problems, unusable: [`kt policy test gave no usable answer: ${test.reason}`], undecided: test.reason };
  }
  // The command failed: cases it does not name must not turn that into "inconclusive".
  const silentFailure = !test.ok && test.cases.every((one) => one.passed);
  return { answer, problems, results: test.cases, unusable: silentFailure ? ['kt policy test failed and named no failed case'] : [] };
}
