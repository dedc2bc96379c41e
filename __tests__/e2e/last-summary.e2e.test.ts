import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { runStep, type StepResult } from '../../emulator/runner.js';
import { annotationsIn, type ReadAnnotation } from './annotations.js';
import { type Scene, Scenes } from './harness.js';
import { readActionFile } from './invariants.js';
import { NODE, NODE_NAME } from './node.js';
import { BLOCKS_ROADMAP, policy } from './policies.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

/** The most a step's summary file may have: one byte more and the runner uploads none of it. */
const LIMIT = 1_048_576;

interface Ended extends StepResult {
  readonly errors: readonly ReadAnnotation[];
  readonly log: string;
  readonly summarySize: number;
}

/** Validates with a module loaded before the bundle, which makes something fail that does not fail by itself. */
async function validate(scene: Scene, preload = '', before = ''): Promise<Ended> {
  await scene.write('../preload.mjs', preload);
  const directory = join(scene.directory, 'step');
  await mkdir(directory);
  if (before !== '') await writeFile(join(directory, 'summary.md'), before);
  const lines: string[] = [];
  const step = await runStep({
    node: NODE,
    file: readActionFile('validate').main,
    inputs: { engine: 'builtin' },
    environment: { ...scene.environment(), NODE_OPTIONS: `--import=${join(scene.directory, 'preload.mjs')}` },
    workspace: scene.workspace,
    directory,
    onLine: (line) => lines.push(line),
  });
  const { size } = await stat(join(directory, 'summary.md'));
  const errors = annotationsIn(lines).filter(({ level }) => level === 'error');
  return { ...step, errors, log: lines.join('\n'), summarySize: size };
}

async function goodPack(): Promise<Scene> {
  const scene = await scenes.open();
  await scene.write('policy-config.yaml', policy({ chain: ['dlp-filter', 'audit-logger'] }).replace(/ {2}prompt-injection:\n.*\n/, ''));
  await scene.write('tests/blocks-roadmap.json', BLOCKS_ROADMAP);
  return scene;
}

/** A module that replaces a function of `node:fs` for paths that match. */
function breakFs(name: string, pattern: RegExp, act: string): string {
  return `
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
const original = fs.${name};
fs.${name} = (...args) => {
  if (${pattern}.test(String(args[0]))) { ${act} }
  return original(...args);
};
syncBuiltinESMExports();
`;
}

const REFUSE = "throw Object.assign(new Error('EACCES: injected'), { code: 'EACCES' });";

describe(`the job summary on ${NODE_NAME}`, () => {
  test.concurrent('is there after a defect that nothing caught, and does not call the run good', async () => {
    const scene = await goodPack();
    const step = await validate(
      scene,
      breakFs('readFileSync', /policy-config\.yaml$/, "queueMicrotask(() => { throw new Error('injected'); });"),
    );
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'incomplete' } });
    expect(step.summary.trimStart()).toMatch(/^## ❌ incomplete: injected/);
    expect(step.errors.map(({ message }) => message.split('\n')[0])).toEqual([expect.stringContaining('Unexpected error: injected')]);
  });

  test.concurrent('takes back what it said when a defect comes after the verdict', async () => {
    const scene = await goodPack();
    const step = await validate(scene, "process.once('beforeExit', () => { throw new Error('injected'); });");
    expect(step.exitCode).toBe(1);
    expect(step.summary).toMatch(/^\n## ✅ validate passed[\s\S]*\n## ❌ incomplete: Unexpected error: injected/);
  });

  test.concurrent('is there when the process ends with a promise nobody settles', async () => {
    const scene = await goodPack();
    const step = await validate(
      scene,
      `import { syncBuiltinESMExports } from 'node:module';
import module from 'node:fs';
const { readFileSync } = module;
module.readFileSync = (...args) => {
  // An await of this never comes back.
  if (String(args[0]).endsWith('policy-config.yaml')) Promise.prototype.then = () => {};
  return readFileSync(...args);
};
syncBuiltinESMExports();
`,
    );
    expect(step.exitCode).toBe(1);
    expect(step.summary.trimStart()).toMatch(/^## ❌ incomplete: /);
  });

  test.concurrent('is there, in one line, when it cannot be rendered', async () => {
    const scene = await goodPack();
    const step = await validate(
      scene,
      `const { byteLength } = Buffer;
Buffer.byteLength = (text, ...rest) => {
  if (String(text).includes('### ')) throw new Error('injected');
  return byteLength(text, ...rest);
};
`,
    );
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'passed' } });
    expect(step.log).toContain('Warning: The job summary could not be written: injected');
    expect(step.summary).toMatch(/^\n## ✅ validate passed: .*\n\nThe report has what is known: `.*\.json`\n$/);
  });

  test.concurrent('is there when the report can be written nowhere', async () => {
    const scene = await goodPack();
    const step = await validate(scene, breakFs('openSync', /report-\d+\.json/, REFUSE));
    expect(step.exitCode).toBe(1);
    expect(step.summary.trimStart()).toMatch(/^## ❌ incomplete(?:: |\n\n).*EACCES: injected/);
    expect(step.errors.at(-1)?.message).toContain('EACCES: injected');
    expect(step.outputs).toMatchObject({ result: 'incomplete' });
    expect(step.outputs).not.toHaveProperty('report');
  });

  test.concurrent('is there when outputs cannot be set', async () => {
    const scene = await goodPack();
    const step = await validate(scene, breakFs('appendFileSync', /\/output$/, REFUSE));
    expect(step.exitCode).toBe(1);
    expect(step.summary.trimStart()).toMatch(/^## ✅ validate passed/);
    expect(step.errors.at(-1)?.message).toContain("The step's outputs could not be written");
  });

  test.concurrent('fits into what the step left of its file, and says what it left out', async () => {
    const scene = await goodPack();
    const unknown = Array.from({ length: 300 }, (_one, index) => `no-such-kind-${index}`);
    await scene.write('policy-config.yaml', policy({ chain: unknown }));
    const before = `${'ä'.repeat((LIMIT - 20_000) / 2)}\n`;
    const step = await validate(scene, '', before);
    expect(step.exitCode).toBe(1);
    expect(step.summarySize).toBeLessThanOrEqual(LIMIT);
    const own = step.summary.slice(before.length);
    expect(own).toMatch(/^\n## ❌ validate failed/);
    expect(own).toMatch(/left out: [\d,]+ findings.* The full report is `.*\.json`/);
    expect(own).toContain('no-such-kind-0');
  });
});
