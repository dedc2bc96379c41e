import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { parseInventory } from '../../src/options/inventory.js';
import { optionNames } from '../../src/options/lookup.js';
import { parseOptions } from '../../src/options/parse.js';
import { resolveStage } from '../../src/options/resolve.js';
import { RELEASE_RECORD_TYPE } from '../../src/report/release-model.js';
import { matrixOf } from '../../src/run/matrix.js';
import { pack, validate } from '../report/samples.js';
import { ourSteps, type Workflow } from './workflow.js';

const FOLDER = 'examples/workflows';
const FILES = readdirSync(FOLDER);

function textOf(file: string): string {
  return readFileSync(join(FOLDER, file), 'utf8');
}

function workflowOf(file: string): Workflow {
  return parse(textOf(file));
}

/** Two packs, each with a staging gateway of the same control plane and two of production. */
const INVENTORY = `gateways:
  gw-staging: { url: https://staging.example.com }
  gw-eu: { url: https://eu.example.com, wave: 1 }
  gw-us: { url: https://us.example.com, wave: 2 }
packs:
  - { file: packs/desk/policy-config.yaml, staging: gw-staging, gateways: [gw-eu, gw-us] }
  - { file: packs/finance/policy-config.yaml, staging: gw-staging, gateways: [gw-eu, gw-us] }
`;

/** The value an expression would have in a run: an option's check needs a text, not an expression. */
function evaluated(input: string): string {
  return input
    .replaceAll(/\$\{\{ .*digest \}\}/g, `sha256:${'a'.repeat(64)}`)
    .replaceAll("${{ github.event_name == 'pull_request' }}", 'true')
    .replaceAll(/\$\{\{ vars\.\w+ \}\}/g, 'https://api.example.com')
    .replaceAll('${{ matrix.file }}', 'packs/desk/policy-config.yaml')
    .replaceAll('${{ inputs.emergency }}', '')
    .replaceAll('${{ inputs.commit }}', 'c0ffee0')
    .replaceAll(/\$\{\{ [^}]*\}\}/g, 'some-text');
}

describe.each(FILES)('the example workflow %s', (file) => {
  const workflow = workflowOf(file);

  test('gives our actions only options they take, with values they understand', () => {
    for (const { entry, inputs } of ourSteps(workflow)) {
      const known: readonly string[] = optionNames(entry);
      expect(Object.keys(inputs).filter((name) => !known.includes(name))).toEqual([]);
      const values = new Map(Object.entries(inputs).map(([name, value]) => [name, evaluated(value)]));
      expect(parseOptions(entry, { values, environment: {}, origin: 'inputs' })).toMatchObject({ kind: 'ok' });
    }
  });

  test('gives them what their stages need, with the inventory where it relies on one', async () => {
    const parsed = await parseInventory(INVENTORY, '.github/keeptrusts.yml');
    if (parsed.kind !== 'ok') throw new Error(parsed.problems.join('\n'));
    const inventory = textOf(file).includes('.github/keeptrusts.yml') ? parsed.inventory : undefined;
    for (const { entry, inputs } of ourSteps(workflow)) {
      const values = new Map(Object.entries(inputs).map(([name, value]) => [name, evaluated(value)]));
      const given = parseOptions(entry, { values, environment: {}, origin: 'inputs' });
      if (given.kind !== 'ok') throw new Error(given.problems.join('\n'));
      expect(resolveStage(entry, given.options, given.sources, inventory).problems).toEqual([]);
    }
  });

  test('signs a release record under the type that it has', () => {
    for (const step of Object.values(workflow.jobs).flatMap(({ steps }) => steps)) {
      if (step.uses?.startsWith('actions/attest@') !== true) continue;
      expect(step.with).toMatchObject({ 'predicate-type': RELEASE_RECORD_TYPE, 'predicate-path': 'release-record.json' });
    }
  });
});

describe('the example workflow with an approval', () => {
  const { jobs } = workflowOf('two-jobs.yml');

  test('asks for it between staging and production, and has no name of a production gateway in the job before', () => {
    expect(jobs.stage).toMatchObject({ needs: 'validate', environment: { name: 'staging' } });
    expect(jobs.promote).toMatchObject({ needs: ['validate', 'stage'], environment: { name: 'production' } });
    expect(JSON.stringify(jobs.stage)).not.toContain('production-');
  });
});

describe('the example workflow for many packs', () => {
  const text = textOf('many-packs.yml');
  const { jobs } = workflowOf('many-packs.yml');

  test('asks people once, between staging and production, in a job without secrets', () => {
    expect(Object.entries(jobs).map(([name, { needs, environment }]) => [name, needs, environment])).toEqual([
      ['validate', undefined, undefined],
      ['stage', 'validate', 'staging'],
      ['approve', 'stage', 'production-approval'],
      ['promote', ['validate', 'approve'], 'production'],
    ]);
    expect(JSON.stringify(jobs.approve)).not.toContain('secrets.');
  });

  test('begins no job with the matrix that validate gives when nothing changed', () => {
    const { text: empty } = matrixOf(validate({ packs: [] }));
    expect(text).toContain(`if: \${{ needs.validate.outputs.matrix != '${empty}' }}`);
  });

  test('reads of an entry only what it has', () => {
    const entry = JSON.parse(matrixOf(validate({ packs: [pack()] })).text).include[0];
    const read = [...text.matchAll(/matrix\.(\w+)/g)].map(([, key = '']) => key).filter((key) => key !== '');
    expect(new Set(read)).toEqual(new Set(['file', 'digest']));
    expect(Object.keys(entry)).toEqual(expect.arrayContaining(read));
  });
});

describe('the example workflows that pull requests start', () => {
  test.each(['pull-request.yml', 'changed-only.yml'])('%s use no secret: strangers have none', (file) => {
    expect(textOf(file)).not.toMatch(/secrets\.|environment:/);
  });

  test('upload nothing to code scanning for a fork, whose token cannot', () => {
    expect(textOf('pull-request.yml')).toContain('github.event.pull_request.head.repo.full_name == github.repository');
  });
});

describe('examples/README.md', () => {
  test('lists every workflow there is, once', () => {
    const listed = [...readFileSync('examples/README.md', 'utf8').matchAll(/^\| `([\w-]+\.yml)` \|/gm)].map(([, name]) => name);
    expect(listed).toHaveLength(FILES.length);
    expect(new Set(listed)).toEqual(new Set(FILES));
  });
});
