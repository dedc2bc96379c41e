import type { Kt, KtTest } from '../keeptrusts/kt.js';
import { stagePack } from '../keeptrusts/kt-pack.js';
import type { KtAnswer } from '../policy/lint/kt-merge.js';
import type { fromKt } from './finding.js';

export interface KtAnswers {
  readonly answer: KtAnswer;
  readonly problems: Parameters<typeof fromKt>[0][];
  readonly test?: KtTest;
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
  engines: { readonly kt?: Kt; readonly stagingDirectory: string },
  hasCases: boolean,
): Promise<KtAnswers> {
  if (engines.kt === undefined) return { answer: 'none', problems: [], unusable: [] };
  const staged = await stagePack({ policy: source.bytes, tests: source.tests }, engines.stagingDirectory);
  const lint = await engines.kt.lint(staged.policyFile);
  if (lint.kind === 'unusable') return { answer: 'none', problems: [], unusable: [`kt policy lint gave no usable answer: ${lint.reason}`] };
  const problems = [...lint.problems];
  if (!lint.valid && !problems.some((problem) => problem.severity === 'error')) {
    problems.push({ severity: 'error', message: 'kt says this file is not valid and names no error' });
  }
  // A stand-in's consent says nothing about kt.
  const answer = engines.kt.identity.emulated ? 'none' : lint.valid ? 'valid' : 'invalid';
  // Tests of a file that does not load say nothing about behaviour, and would report each fault a second time.
  if (!hasCases || !lint.valid) return { answer, problems, unusable: [] };
  const test = await engines.kt.test(engines.stagingDirectory);
  const unusable = test.kind === 'unusable' ? [`kt policy test gave no usable answer: ${test.reason}`] : [];
  return { answer, problems, test, unusable };
}
