import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One step as the runner would start it: `node <file>` with inputs and file commands in the environment, the workspace as directory. */
export interface StepRequest {
  readonly node: string;
  /** The bundled entry file. */
  readonly file: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
  readonly workspace: string;
  /** Holds the files behind GITHUB_OUTPUT and GITHUB_STEP_SUMMARY of this step, and RUNNER_TEMP. */
  readonly directory: string;
  readonly onLine: (line: string) => void;
  /** Called once the step runs, with a way to send it a signal as the runner does at a cancellation, in the end SIGKILL. */
  readonly onStart?: (send: (signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL') => void) => void;
}

export interface StepResult {
  readonly exitCode: number;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/**
 * Runs a step. Inputs become `INPUT_<NAME>`, upper-cased with hyphens kept
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax#inputs).
 */
export async function runStep(request: StepRequest): Promise<StepResult> {
  const outputFile = join(request.directory, 'output');
  const summaryFile = join(request.directory, 'summary.md');
  const environment = {
    ...request.environment,
    ...Object.fromEntries(
      Object.entries(request.inputs).map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]),
    ),
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: request.workspace,
    GITHUB_OUTPUT: outputFile,
    GITHUB_STEP_SUMMARY: summaryFile,
    RUNNER_TEMP: request.directory,
  };
  const exitCode = await new Promise<number>((resolve, reject) => {
    const child = spawn(request.node, [request.file], { cwd: request.workspace, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    const emit = lineSplitter(request.onLine);
    child.stdout.setEncoding('utf8').on('data', emit.push);
    child.stderr.setEncoding('utf8').on('data', emit.push);
    child.once('error', reject);
    child.once('spawn', () => request.onStart?.((signal) => void child.kill(signal)));
    child.once('close', (code) => {
      emit.flush();
      resolve(code ?? 1);
    });
  });
  const [outputs, summary] = await Promise.all([readText(outputFile), readText(summaryFile)]);
  return { exitCode, outputs: parseOutputs(outputs), summary };
}

/** The pairs of a GITHUB_OUTPUT file in its multi-line form; a later value of a name replaces an earlier one. */
export function parseOutputs(text: string): Readonly<Record<string, string>> {
  const outputs: Record<string, string> = {};
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const [, name, delimiter] = /^([^=<\n]+)<<(.+)$/.exec(lines[index] ?? '') ?? [];
    if (name === undefined || delimiter === undefined) continue;
    const end = lines.indexOf(delimiter, index + 1);
    if (end < 0) break;
    outputs[name] = lines.slice(index + 1, end).join('\n');
    index = end;
  }
  return outputs;
}

/** What the runner shows of a log line: commands become what they mean, masks disappear. */
export function shownLine(line: string): string | undefined {
  const [, command = '', properties = '', message = ''] = /^\s*::([a-z-]+)(?: ([^:]*))?::(.*)$/.exec(line) ?? [];
  const text = message
    .replaceAll('%0A', '\n    ')
    .replaceAll('%0D', '')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
  switch (command) {
    case '':
      return line;
    case 'group':
      return `▼ ${text}`;
    case 'error':
    case 'warning':
    case 'notice': {
      const place = /(?:^|,)file=([^,]*)(?:,line=(\d+))?/.exec(properties);
      const where = place === null ? '' : ` ${place[1] ?? ''}${place[2] === undefined ? '' : `:${place[2]}`}:`;
      return `${command === 'notice' ? 'Notice' : command === 'error' ? 'Error' : 'Warning'}:${where} ${text}`;
    }
    default:
      return undefined;
  }
}

function lineSplitter(onLine: (line: string) => void): { push: (chunk: string) => void; flush: () => void } {
  let rest = '';
  return {
    push: (chunk) => {
      const lines = `${rest}${chunk}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    },
    flush: () => {
      if (rest !== '') onLine(rest);
      rest = '';
    },
  };
}

async function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
