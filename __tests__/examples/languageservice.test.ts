import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { diagnosticsOf } from './languageservice.js';
import { workflowFiles } from './workflow-files.js';

describe("GitHub's language service, with our action.yml files", () => {
  test.each(workflowFiles())('has nothing to say of $path', async ({ text }) => {
    expect(await diagnosticsOf(text)).toEqual([]);
  });
});

describe('the same, of a file that is wrong', () => {
  const RIGHT = readFileSync('examples/workflows/two-jobs.yml', 'utf8');

  test.each([
    ['an input of validate that there is not', 'undecided: fail', 'undecidet: fail', "Invalid action input 'undecidet'"],
    ['an input of the root action that there is not', 'bake-time: 2m', 'bake-tme: 2m', "Invalid action input 'bake-tme'"],
    ['an input that only another of our actions takes', 'phase: stage', 'minimum-coverage: 80', "Invalid action input 'minimum-coverage'"],
    ['an input of another action that there is not', 'fetch-depth: 0', 'fetch-deep: 0', "Invalid action input 'fetch-deep'"],
    [
      'an output that validate does not have',
      'steps.validate.outputs.digest',
      'steps.validate.outputs.digst',
      'Context access might be invalid: digst',
    ],
    [
      'an output that only another of our actions has',
      'steps.stage.outputs.environment-url',
      'steps.stage.outputs.coverage',
      'Context access might be invalid: coverage',
    ],
    [
      'an output that a job does not hand on',
      'needs.validate.outputs.digest',
      'needs.validate.outputs.matrix',
      'Context access might be invalid: matrix',
    ],
    [
      'a job that is not there',
      'needs: [validate, stage]',
      'needs: [validate, staging]',
      "Job 'promote' depends on unknown job 'staging'.",
    ],
    ['a key that there is not', 'timeout-minutes: 15', 'timeout-minute: 15', "Unexpected value 'timeout-minute'"],
    ['a permission that there is not', 'attestations: write', 'attestation: write', "Unexpected value 'attestation'"],
  ])('finds %s', async (_, from, to, message) => {
    expect(RIGHT).toContain(from);
    expect(await diagnosticsOf(RIGHT.replace(from, to))).toContainEqual(expect.stringContaining(message));
  });
});
