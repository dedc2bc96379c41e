import { appendFileSync } from 'node:fs';
import { Failure, messageOf } from '../report/failure.js';

/**
 * Appends `name=value` pairs to the file of GITHUB_OUTPUT or GITHUB_STATE in its multi-line form, so that no value can end
 * early or add a pair of its own. Written at once and in one piece: an output set before a long wait survives a kill.
 * Nothing happens without a file (a terminal).
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#multiline-strings
 * @throws Failure `defect` for a name that is not a plain identifier, `bad-input` when the file cannot be written.
 */
export function appendPairs(file: string | undefined, pairs: Readonly<Record<string, string>>): void {
  if (file === undefined || file === '') return;
  const text = Object.entries(pairs)
    .map(([name, value]) => formatPair(name, value))
    .join('');
  try {
    appendFileSync(file, text, 'utf8');
  } catch (error) {
    throw new Failure(
      'bad-input',
      { doing: `writing the step's outputs to ${file}`, cameBack: messageOf(error), nextStep: 'Check the runner: the file is its own.' },
      { cause: error },
    );
  }
}

/**
 * Appends a directory to the file of GITHUB_PATH, one a line, for the steps that follow; this process keeps its own PATH.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#adding-a-system-path
 * @throws Failure `bad-input` when the directory's name holds a line break, or the file cannot be written.
 */
export function appendPath(file: string | undefined, directory: string): void {
  if (file === undefined || file === '') return;
  const doing = `adding ${JSON.stringify(directory)} to the job's PATH`;
  if (/[\r\n]/.test(directory)) {
    throw new Failure('bad-input', { doing, cameBack: 'its name holds a line break', nextStep: 'Choose another tool cache directory.' });
  }
  try {
    appendFileSync(file, `${directory}\n`, 'utf8');
  } catch (error) {
    const parts = { doing, cameBack: messageOf(error), nextStep: 'Check the runner: the file is its own.' };
    throw new Failure('bad-input', parts, { cause: error });
  }
}

/** One pair of the file; `createDelimiter` is asked again while the value holds its answer. */
export function formatPair(name: string, value: string, createDelimiter: () => string = randomDelimiter): string {
  if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name)) {
    const parts = { doing: 'setting an output', cameBack: `${JSON.stringify(name)} is no output name`, nextStep: 'Report this as a bug.' };
    throw new Failure('defect', parts);
  }
  let delimiter = createDelimiter();
  while (value.includes(delimiter)) delimiter = createDelimiter();
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}

/** What an earlier entry (main before post) saved under this name through GITHUB_STATE; undefined when nothing was. */
export function readState(env: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  const value = env[`STATE_${name}`];
  return value === undefined || value === '' ? undefined : value;
}

/** It need not be a secret: a value that holds it gets another one. */
function randomDelimiter(): string {
  return `keeptrusts-${Math.random().toString(36).slice(2)}`;
}
