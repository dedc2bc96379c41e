import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { optionNames } from '../../src/options/lookup.js';
import { parseOptions } from '../../src/options/parse.js';
import { OUTPUTS } from '../../src/options/table.js';
import { RELEASE_RECORD_TYPE } from '../../src/report/release-model.js';
import { ourSteps, type Workflow } from './workflow.js';

const FOLDER = 'examples/workflows';
const FILES = readdirSync(FOLDER);

function textOf(file: string): string {
  return readFileSync(join(FOLDER, file), 'utf8');
}

function workflowOf(file: string): Workflow {
  return parse(textOf(file));
}

/** The value an expression would have in a run: an option's check needs a text, not an expression. */
function evaluated(input: string): string {
  return input
    .replaceAll(/\$\{\{ .*digest \}\}/g, `sha256:${'a'.repeat(64)}`)
    .replaceAll("${{ github.event_name == 'pull_request' }}", 'true')
    .replaceAll(/\$\{\{ vars\.\w+ \}\}/g, 'https://api.example.com')
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

  test('reads only outputs there are', () => {
    const names = [...textOf(file).matchAll(/(?:steps|needs)\.\w+\.outputs\.([\w-]+)/g)].map(([, name = '']) => name);
    expect(names.filter((name) => !(name in OUTPUTS))).toEqual([]);
  });

  test('never cancels a deployment, and may write nothing of the repository by default', () => {
    expect(workflow.concurrency['cancel-in-progress']).toBe(false);
    expect(Object.values(workflow.permissions).filter((access) => access !== 'read')).toEqual([]);
  });

  test('gives deploy the history in which it finds what to go back to', () => {
    for (const { steps } of Object.values(workflow.jobs)) {
      const deploys = steps.some(({ with: given = {} }) => 'staging-gateway' in given || 'production-gateways' in given);
      const checkout = steps.find(({ uses }) => uses?.startsWith('actions/checkout@') === true);
      if (deploys) expect(checkout?.with).toMatchObject({ 'fetch-depth': 0, 'persist-credentials': false });
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
