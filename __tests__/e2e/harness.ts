import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { jest } from '@jest/globals';
import { writeKtCommand } from '../../emulator/fleet.js';
import { runStep, type StepResult } from '../../emulator/runner.js';
import type { Report } from '../../src/report/model.js';
import { annotationsIn, type ReadAnnotation } from './annotations.js';
import { checkStep, readActionFile, readReport } from './invariants.js';
import { NODE, ROOT } from './node.js';
import { noneLeft } from './processes.js';

// A test starts a dozen processes; on a busy machine each takes its time.
jest.setTimeout(60_000);

export type EntryName = 'root' | 'validate' | 'deploy' | 'verify';

/** The bundled command line; with `emulated-kt` it is the emulated kt. */
export const CLI = join(ROOT, 'dist', 'cli.mjs');

export interface StepOptions {
  /** More environment variables, or others than the usual ones. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Called once the step runs; `send` signals it. */
  readonly during?: (send: (signal: 'SIGINT' | 'SIGTERM') => void, directory: string) => Promise<void>;
}

export interface RanStep extends StepResult {
  readonly lines: readonly string[];
  readonly annotations: readonly ReadAnnotation[];
  /** Annotations of level error. */
  readonly errors: readonly ReadAnnotation[];
  readonly report: Report;
  /** Directories the step put on the PATH of later ones. */
  readonly path: readonly string[];
  readonly ms: number;
}

/** A workspace, a kt and a home of their own, as a fresh job of a runner has them. */
export class Scene {
  readonly directory: string;
  readonly workspace: string;
  /** The only directory on PATH beside the system's; `kt` in it is the emulated one, unless a test replaced or removed it. */
  readonly bin: string;
  readonly #cleanup: (() => Promise<void>)[] = [];
  #steps = 0;

  private constructor(directory: string) {
    this.directory = directory;
    this.workspace = join(directory, 'workspace');
    this.bin = join(directory, 'bin');
  }

  static async open(): Promise<Scene> {
    const scene = new Scene(await mkdtemp(join(tmpdir(), 'keeptrusts-e2e-')));
    await Promise.all(['workspace', 'home', 'bin', 'tools'].map((name) => mkdir(join(scene.directory, name))));
    await writeKtCommand(scene.bin, NODE, CLI, ['emulated-kt']);
    return scene;
  }

  /** Does `work` at the end of the scene. */
  atEnd(work: () => Promise<void>): void {
    this.#cleanup.push(work);
  }

  async close(): Promise<void> {
    for (const work of this.#cleanup.splice(0).reverse()) await work();
    await rm(this.directory, { recursive: true, force: true });
  }

  /** Writes a file of the workspace. */
  async write(path: string, content: string | Uint8Array): Promise<void> {
    const file = join(this.workspace, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }

  async copyExample(): Promise<void> {
    await cp(join(ROOT, 'examples', 'support-desk'), this.workspace, { recursive: true });
  }

  /** Takes kt away. */
  async withoutKt(): Promise<void> {
    await rm(join(this.bin, 'kt'));
  }

  /**
   * Puts a shell script before the emulated kt. What it does not end itself goes on to the emulated one; `$1 $2` are the command's words.
   * Needed for commands that get no KEEPTRUSTS_ variable, and so no fault through the environment.
   */
  async wrapKt(script: string): Promise<void> {
    const real = await writeKtCommand(join(this.directory, 'real'), NODE, CLI, ['emulated-kt']);
    const path = join(this.bin, 'kt');
    await writeFile(path, `#!/bin/sh\n${script}\nexec '${real}' "$@"\n`);
    await chmod(path, 0o755);
  }

  /** What a runner gives a step of a push to main. */
  environment(): Readonly<Record<string, string>> {
    return {
      PATH: `${this.bin}:/usr/bin:/bin`,
      HOME: join(this.directory, 'home'),
      LANG: 'C.UTF-8',
      CI: 'true',
      GITHUB_REPOSITORY: 'octo/policies',
      GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_RUN_ID: '4711',
      GITHUB_RUN_ATTEMPT: '2',
      GITHUB_ACTOR: 'octocat',
      GITHUB_TRIGGERING_ACTOR: 'octocat',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_API_URL: 'https://api.github.com',
      RUNNER_OS: 'Linux',
      RUNNER_TOOL_CACHE: join(this.directory, 'tools'),
    };
  }

  /**
   * Runs an action's bundle as the runner would, declared inputs that are not given included as '', and checks what holds for every step:
   * the report against its schema, the log, the summary, secrets, what is left behind.
   */
  async step(entry: EntryName, inputs: Readonly<Record<string, string>> = {}, options: StepOptions = {}): Promise<RanStep> {
    const action = readActionFile(entry);
    this.#steps += 1;
    const directory = join(this.directory, `step-${this.#steps}`);
    await mkdir(directory);
    const lines: string[] = [];
    const before = await contentOf(this.workspace);
    const started = performance.now();
    let disturbance: Promise<void> | undefined;
    const result = await runStep({
      node: NODE,
      file: action.main,
      inputs: { ...Object.fromEntries(action.inputs.map((name) => [name, ''])), ...inputs },
      environment: {
        ...this.environment(),
        GITHUB_PATH: join(directory, 'path'),
        GITHUB_ENV: join(directory, 'env'),
        GITHUB_STATE: join(directory, 'state'),
        ...options.environment,
      },
      workspace: this.workspace,
      directory,
      onLine: (line) => lines.push(line),
      onStart: (send) => {
        disturbance = options.during?.(send, directory);
      },
    });
    const ms = performance.now() - started;
    await disturbance;
    await noneLeft(this.directory);
    const report = await readReport(result.outputs.report).catch((error: unknown) => {
      throw new Error(`${String(error)}\n\n${lines.join('\n')}`);
    });
    const secrets = ['api-token', 'gateway-token', 'github-token'].map((name) => inputs[name] ?? '');
    await checkStep({ ...result, action, lines, report, secrets, directory, wantsSummary: inputs.summary !== 'false' });
    await this.#mustBeUnchanged(before, result.outputs.report ?? '');
    const annotations = annotationsIn(lines);
    const errors = annotations.filter((one) => one.level === 'error');
    const path = (await readFile(join(directory, 'path'), 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');
    return { ...result, lines, annotations, errors, report, path, ms };
  }

  async #mustBeUnchanged(before: ReadonlyMap<string, string>, reportPath: string): Promise<void> {
    const after = await contentOf(this.workspace);
    const report = relative(this.workspace, reportPath);
    const names = [...new Set([...before.keys(), ...after.keys()])].filter((name) => name !== report);
    const changed = names.filter((name) => before.get(name) !== after.get(name));
    if (changed.length > 0) throw new Error(`the step changed the workspace: ${changed.join(', ')}`);
    const home = await readdir(join(this.directory, 'home'));
    if (home.length > 0) throw new Error(`the step left ${home.join(', ')} in HOME`);
  }
}

async function contentOf(directory: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return new Map(
    await Promise.all(
      files.map(async (entry): Promise<[string, string]> => {
        const path = join(entry.parentPath, entry.name);
        return [
          relative(directory, path),
          createHash('sha256')
            .update(await readFile(path))
            .digest('hex'),
        ];
      }),
    ),
  );
}

/** Scenes of a suite, closed after each test. */
export class Scenes {
  readonly #open: Scene[] = [];

  async open(): Promise<Scene> {
    const scene = await Scene.open();
    this.#open.push(scene);
    return scene;
  }

  async closeAll(): Promise<void> {
    for (const scene of this.#open.splice(0)) await scene.close();
  }
}
