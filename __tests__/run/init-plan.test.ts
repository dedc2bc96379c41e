import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { parseInventory } from '../../src/options/inventory.js';
import { optionNames } from '../../src/options/lookup.js';
import { parseOptions } from '../../src/options/parse.js';
import { canBeListed, INVENTORY_PATH, planStarter, RELEASE_PATH, type StarterPlace, VALIDATE_PATH } from '../../src/run/init-plan.js';
import { ourSteps, type Workflow } from '../docs/workflow.js';

const ROOT = 'examples/starter';
const TEMPLATES = readdirSync(ROOT, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ path: relative(ROOT, path), text: readFileSync(path, 'utf8') }));

const EMPTY: StarterPlace = { branch: 'main', packs: [], folder: '', listed: undefined, action: undefined };
const tested = (file: string) => ({ file, isTested: true });

function plan(place: Partial<StarterPlace>): Readonly<Record<string, string>> {
  return Object.fromEntries(planStarter(TEMPLATES, { ...EMPTY, ...place }).map(({ path, text }) => [path, text]));
}

function workflow(place: Partial<StarterPlace>, path: string): Workflow {
  return parse(plan(place)[path] ?? '');
}

describe('the starter', () => {
  test('in an empty repository is examples/starter as it is', () => {
    expect(planStarter(TEMPLATES, EMPTY)).toEqual(TEMPLATES);
  });

  test.each([VALIDATE_PATH, RELEASE_PATH])(
    '%s: no permission but reading, no cancelled deployment, everything of others pinned',
    (path) => {
      const { permissions, concurrency, jobs } = workflow({}, path);
      expect(permissions).toEqual({});
      expect(concurrency['cancel-in-progress']).toBe(false);
      for (const job of Object.values(jobs)) expect(job).toMatchObject({ permissions: { contents: 'read' } });
      const uses = Object.values(jobs).flatMap(({ steps }) => steps.flatMap((step) => step.uses ?? []));
      expect(uses.filter((name) => !/^(?:actions\/checkout@[0-9a-f]{40}|your-org\/keeptrusts-policy-action.*@v1)$/.test(name))).toEqual([]);
      expect(plan({})[path]).toContain('# PLACEHOLDER: ');
    },
  );

  test('what validates runs on pull requests, and neither has a secret nor trusts what a fork brings', () => {
    const text = plan({})[VALIDATE_PATH] ?? '';
    expect(Object.keys(workflow({}, VALIDATE_PATH).on)).toEqual(['pull_request', 'push']);
    expect(text).not.toMatch(/secrets\.|pull_request_target|workflow_run/);
  });

  test('what releases is started by hand alone, and asks for an approval before production', () => {
    const { on, jobs } = workflow({}, RELEASE_PATH);
    expect(Object.keys(on)).toEqual(['workflow_dispatch']);
    expect(Object.entries(jobs).map(([name, { needs, environment }]) => [name, needs, environment])).toEqual([
      ['validate', undefined, undefined],
      ['stage', 'validate', 'staging'],
      ['promote', ['validate', 'stage'], 'production'],
    ]);
  });

  test.each([VALIDATE_PATH, RELEASE_PATH])('%s gives our actions options they take', (path) => {
    for (const { entry, inputs } of ourSteps(workflow({}, path))) {
      const known: readonly string[] = optionNames(entry, 'inputs');
      expect(Object.keys(inputs).filter((name) => !known.includes(name))).toEqual([]);
      const filled = (text: string): string =>
        text.includes('.digest') ? `sha256:${'a'.repeat(64)}` : text.replace(/\$\{\{.*\}\}/, 'https://a.example');
      const values = new Map(Object.entries(inputs).map(([name, text]) => [name, filled(text)]));
      expect(parseOptions(entry, { values, environment: {}, origin: 'inputs' })).toMatchObject({ kind: 'ok' });
    }
  });
});

describe('the starter adapts', () => {
  test.each([
    ['main', 'main'],
    ['release/2026.1', 'release/2026.1'],
    ['on', 'on'],
    ['1.0', '1.0'],
    ['c++', 'c\\+\\+'],
    ['a#b: c', 'a#b: c'],
  ])('to the branch %j', (branch, filter) => {
    const { on } = workflow({ branch }, VALIDATE_PATH);
    expect(on.push).toEqual({ branches: [filter] });
    expect(parse(plan({ branch })[RELEASE_PATH] ?? '').on).toEqual({ workflow_dispatch: null });
  });

  test('to a folder: the pack goes there, and is named so everywhere', () => {
    const files = plan({ folder: 'services/chat' });
    expect(Object.keys(files).sort()).toEqual([
      INVENTORY_PATH,
      VALIDATE_PATH,
      RELEASE_PATH,
      'services/chat/policy-config.yaml',
      'services/chat/tests/allows-a-plain-question.json',
      'services/chat/tests/keeps-cloud-keys-in.json',
      'services/chat/tests/keeps-internal-terms-in.json',
    ]);
    expect(parse(files[INVENTORY_PATH] ?? '').packs).toMatchObject([{ file: 'services/chat/policy-config.yaml', tests: 'required' }]);
  });

  test('to packs that are there: all are listed, and which one is released is asked for', async () => {
    const packs = [tested('a/policy-config.yaml'), { file: '@b/ä: x/policy-config.yml', isTested: false }];
    const files = plan({ packs });
    expect(Object.keys(files).sort()).toEqual([INVENTORY_PATH, VALIDATE_PATH, RELEASE_PATH]);
    const inventory = await parseInventory(files[INVENTORY_PATH] ?? '', INVENTORY_PATH);
    expect(inventory).toMatchObject({ kind: 'ok' });
    expect(parse(files[INVENTORY_PATH] ?? '').packs).toEqual([
      { file: 'a/policy-config.yaml', staging: 'staging', gateways: ['production'], tests: 'required' },
      { file: '@b/ä: x/policy-config.yml', staging: 'staging', gateways: ['production'] },
    ]);
    const release = workflow({ packs }, RELEASE_PATH);
    expect(release.on).toEqual({
      workflow_dispatch: {
        inputs: {
          'policy-file': { description: 'The pack to release', required: true, type: 'choice', options: packs.map(({ file }) => file) },
        },
      },
    });
    expect(ourSteps(release).map(({ inputs }) => inputs['policy-file'])).toEqual(Array(3).fill('${{ inputs.policy-file }}'));
  });

  test('to an inventory that is there: its packs are released; where it lists none, validate gets their names', () => {
    const packs = [tested('x/policy-config.yaml'), tested('y/policy-config.yaml')];
    const listed = workflow({ packs, listed: ['y/policy-config.yaml'] }, RELEASE_PATH);
    expect(ourSteps(listed).map(({ inputs }) => inputs['policy-file'])).toEqual(Array(3).fill('y/policy-config.yaml'));
    const validating = (names: readonly string[]) => ourSteps(workflow({ packs, listed: names }, VALIDATE_PATH))[0]?.inputs;
    expect(validating([])).toEqual({ 'policy-file': 'x/policy-config.yaml\ny/policy-config.yaml\n', 'kt-version': '0.1.0' });
    expect(validating(['y/policy-config.yaml'])).toEqual({ 'kt-version': '0.1.0' });
  });

  test("to the organisation's copy of the action", () => {
    const files = plan({ action: 'acme/policy@0123abc' });
    const text = `${files[VALIDATE_PATH]}${files[RELEASE_PATH]}`;
    expect(text.match(/uses: acme.*/g)).toEqual([
      'uses: acme/policy/validate@0123abc',
      'uses: acme/policy/validate@0123abc',
      'uses: acme/policy/deploy@0123abc',
      'uses: acme/policy@0123abc',
    ]);
    expect(text).not.toMatch(/your-org|PLACEHOLDER/);
  });

  test('not to names that the inventory could not hold', async () => {
    const names = ['a/policy-config.yaml', 'ä b/policy-config.yaml', 'a*/p.yaml', '[a]/p.yaml', '#a/p.yaml', '!a/p.yaml', 'a\u0007/p.yaml'];
    for (const name of names) {
      const parsed = await parseInventory(`packs: [{file: ${JSON.stringify(name)}}]\n`, INVENTORY_PATH);
      expect([name, canBeListed(name)]).toEqual([name, parsed.kind === 'ok']);
    }
  });
});
