import { Failure } from '../report/failure.js';
import type { EngineName, StageName } from '../report/model.js';
import { KT_RELEASE } from './install/kt-release.js';

/** How to get kt. `none`: this run does without it. */
export type KtSource =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'install'; readonly version: string }
  | { readonly kind: 'on-path'; readonly path: string }
  | { readonly kind: 'none' };

export interface EngineQuestion {
  readonly stage: StageName;
  /** The option; stages that do not have it choose as `auto` does. */
  readonly engine?: 'auto' | 'kt' | 'builtin' | undefined;
  readonly ktPath?: string | undefined;
  readonly ktVersion?: string | undefined;
  /** Where kt was found on PATH. */
  readonly ktOnPath?: string | undefined;
}

export interface EngineChoice {
  /** The engines that lint and test the file; verify validates nothing, so its list is empty. */
  readonly engines: readonly EngineName[];
  readonly kt: KtSource;
}

/**
 * Which engines judge the policy, and where kt comes from. deploy and verify always need kt, and so does `engine: kt`: from
 * `kt-path`, else `kt-version`, else PATH, else the version this release was tested with. `auto` asks kt only where it was named or is
 * at hand. The caller must treat a source that does not run as a failure: going on with builtin alone would hide it.
 * @throws Failure `bad-input` when both `kt-path` and `kt-version` are set.
 */
export function chooseEngines(question: EngineQuestion): EngineChoice {
  const given = givenKt(question);
  const needed: KtSource = given ?? { kind: 'install', version: KT_RELEASE.version };
  if (question.stage === 'verify') return { engines: [], kt: needed };
  const engine = question.engine ?? 'auto';
  if (question.stage === 'deploy') return { engines: DEPLOY_ENGINES[engine], kt: needed };
  if (engine === 'builtin') return { engines: ['builtin'], kt: { kind: 'none' } };
  if (engine === 'kt') return { engines: ['kt'], kt: needed };
  return given === undefined ? { engines: ['builtin'], kt: { kind: 'none' } } : { engines: ['builtin', 'kt'], kt: given };
}

const DEPLOY_ENGINES = { auto: ['builtin', 'kt'], kt: ['kt'], builtin: ['builtin'] } as const satisfies Record<
  string,
  readonly EngineName[]
>;

function givenKt({ ktPath, ktVersion, ktOnPath }: EngineQuestion): KtSource | undefined {
  if (ktPath !== undefined && ktVersion !== undefined) {
    throw new Failure('bad-input', {
      doing: 'choosing kt',
      cameBack: `both \`kt-path\` (${ktPath}) and \`kt-version\` (${ktVersion}) are set`,
      nextStep: 'Keep one of them: `kt-path` uses an installed kt, `kt-version` installs one.',
    });
  }
  if (ktPath !== undefined) return { kind: 'path', path: ktPath };
  if (ktVersion !== undefined) return { kind: 'install', version: ktVersion };
  return ktOnPath === undefined ? undefined : { kind: 'on-path', path: ktOnPath };
}
