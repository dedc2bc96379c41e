import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Fleet } from './fleet.js';
import { type EntryName, type Scene, Scenes } from './harness.js';
import { NODE_NAME } from './node.js';
import { ALLOWS_HOURS, policy } from './policies.js';

// An API or gateway that does not answer, and a token that is not accepted: refusals.e2e.test.ts. Archives: install.e2e.test.ts.
const scenes = new Scenes();
afterAll(() => scenes.closeAll());

interface BadInput {
  readonly name: string;
  /** Of the error, on one line: the thing, what is wrong with it, and the next step. */
  readonly words: readonly string[];
  readonly inputs?: Readonly<Record<string, string>>;
  readonly prepare?: (scene: Scene) => Promise<unknown>;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Faults of the file, which every action must notice. */
const BAD_FILES: readonly BadInput[] = [
  {
    name: 'a missing file',
    inputs: { 'policy-file': 'policy.yaml' },
    words: ['opening policy file "policy.yaml": there is no such file', 'Check the path'],
  },
  { name: 'an empty file', prepare: (scene) => scene.write('policy-config.yaml', ''), words: ['empty'] },
  { name: 'a file that is not YAML', prepare: (scene) => scene.write('policy-config.yaml', 'pack: [1, 2\n'), words: ['is not closed'] },
  {
    name: 'a binary file',
    prepare: (scene) => scene.write('policy-config.yaml', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 0xff, 0xfe, 0])),
    words: ['binary'],
  },
  {
    name: 'a file of two documents',
    prepare: (scene) => scene.write('policy-config.yaml', `${policy()}---\n${policy()}`),
    words: ['more than one YAML document'],
  },
  {
    name: 'a directory',
    prepare: (scene) => mkdir(join(scene.workspace, 'packs')),
    inputs: { 'policy-file': 'packs' },
    words: ['opening policy file "packs": it is a directory', 'Name the file inside it'],
  },
  {
    name: 'a path outside the workspace',
    prepare: (scene) => writeFile(join(scene.directory, 'outside.yaml'), policy()),
    inputs: { 'policy-file': '../outside.yaml' },
    words: ['"../outside.yaml"', 'leads outside the workspace', 'Name a file inside the checkout'],
  },
  {
    name: 'a symbolic link out of the workspace',
    prepare: async (scene) => {
      await writeFile(join(scene.directory, 'outside.yaml'), policy());
      await symlink(join(scene.directory, 'outside.yaml'), join(scene.workspace, 'linked.yaml'));
    },
    inputs: { 'policy-file': 'linked.yaml' },
    words: ['"linked.yaml"', 'symbolic link leads outside the workspace', 'Replace the link'],
  },
];

const BAD_OPTIONS: readonly (BadInput & { readonly entry: EntryName })[] = [
  { entry: 'validate', name: 'an unknown option value', inputs: { engine: 'ktt' }, words: ['engine', '"ktt"', 'auto', 'kt', 'builtin'] },
  {
    entry: 'validate',
    name: 'a working directory that is not there',
    inputs: { 'working-directory': 'nowhere' },
    words: ['nowhere"', 'working-directory'],
  },
  {
    entry: 'validate',
    name: 'a pattern that matches nothing',
    inputs: { 'policy-file': 'packs/**/*.yaml' },
    words: ['packs/**/*.yaml', 'no file matches', 'Check the option policy-file'],
  },
  { entry: 'deploy', name: 'an unknown input name', inputs: { 'stagin-gateway': 'x' }, words: ['stagin-gateway', 'staging-gateway'] },
  {
    entry: 'deploy',
    name: 'an empty digest in promote',
    inputs: { phase: 'promote', digest: '' },
    words: ['digest', 'promote', 'validate'],
  },
  { entry: 'deploy', name: 'a missing token', inputs: { 'api-token': '' }, words: ['needs a Keeptrusts API token', 'set api-token'] },
  { entry: 'deploy', name: 'no production gateway', inputs: { 'production-gateways': '' }, words: ['production-gateways', 'id=url'] },
  { entry: 'deploy', name: 'a broken URL', inputs: { 'staging-gateway': 'staging=ftp://x' }, words: ['staging-gateway', 'http://'] },
  { entry: 'verify', name: 'no gateway to verify', inputs: { gateways: '' }, words: ['gateways', 'id=url'] },
  {
    entry: 'deploy',
    name: 'a kt that is not there',
    inputs: { 'kt-path': '/nowhere/kt' },
    words: ['kt at /nowhere/kt', 'there is no such file', 'Point `kt-path` at a working kt'],
  },
  {
    entry: 'deploy',
    name: 'a report file outside the workspace',
    inputs: { 'report-file': '../report.json' },
    words: ['report-file', 'outside the workspace', 'Name a file inside the checkout'],
  },
  {
    entry: 'deploy',
    name: 'a report file that cannot be written',
    inputs: { 'report-file': 'tests' },
    words: ['writing ', 'tests', 'Choose a path'],
  },
];

async function setUp({ prepare }: BadInput): Promise<{ scene: Scene; fleet: Fleet }> {
  const scene = await scenes.open();
  await scene.write('policy-config.yaml', policy());
  await scene.write('tests/hours.json', ALLOWS_HOURS);
  await prepare?.(scene);
  return { scene, fleet: await Fleet.start(scene, ['staging', 'eu']) };
}

/** Good inputs of each action; what an action does not declare is left out. */
function goodInputs(entry: EntryName, fleet: Fleet): Record<string, string> {
  if (entry === 'validate') return {};
  const common = { ...fleet.access, interval: '50ms' };
  if (entry === 'verify') return { ...common, gateways: fleet.lines('eu'), 'verify-timeout': '1s' };
  return { ...common, 'staging-gateway': fleet.lines('staging'), 'production-gateways': fleet.lines('eu') };
}

async function mustBeRefused(entry: EntryName, bad: BadInput, scene: Scene, fleet: Fleet): Promise<void> {
  const step = await scene.step(entry, { ...goodInputs(entry, fleet), ...bad.inputs }, { environment: bad.environment ?? {} });
  expect(step.exitCode).toBe(1);
  fleet.mustBeUntouched();
  const final = step.errors.at(-1)?.message ?? '';
  for (const word of bad.words) expect(final).toContain(word);
  expect(final).not.toContain('\n');
  expect(step.summary).toContain('## ❌');
}

describe(`bad files on ${NODE_NAME}: one clear line, exit 1, nothing changed`, () => {
  test.concurrent.each(BAD_FILES)('$name', async (bad) => {
    const { scene, fleet } = await setUp(bad);
    for (const entry of ['validate', 'deploy', 'verify'] as const) await mustBeRefused(entry, bad, scene, fleet);
  });
});

describe(`bad options on ${NODE_NAME}: one clear line, exit 1, nothing changed`, () => {
  test.concurrent.each(BAD_OPTIONS)('$entry: $name', async (bad) => {
    const { scene, fleet } = await setUp(bad);
    await mustBeRefused(bad.entry, bad, scene, fleet);
  });

  test.concurrent('several problems are told at once', async () => {
    const { scene, fleet } = await setUp({ name: '', words: [] });
    const inputs = { ...goodInputs('deploy', fleet), phase: 'al', interval: '1ms', 'api-url': 'http://example.com' };
    const step = await scene.step('deploy', inputs);
    expect(step.errors).toHaveLength(1);
    expect(step.errors[0]?.message).toMatch(/^3 problems.*api-url.*interval.*phase/s);
    expect(step.report).toMatchObject({ result: 'incomplete', failure: { kind: 'bad-input' }, stages: [] });
    fleet.mustBeUntouched();
  });

  test.concurrent('validate, which changes nothing, only warns of an unknown input', async () => {
    const { scene } = await setUp({ name: '', words: [] });
    const step = await scene.step('validate', { enginee: 'kt' });
    expect(step.exitCode).toBe(0);
    expect(step.lines.join('\n')).toMatch(/Warning: unknown input "enginee".*engine/);
  });
});
