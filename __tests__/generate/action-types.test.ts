import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';

const ACTION_FILES = ['action.yml', 'validate/action.yml', 'deploy/action.yml', 'verify/action.yml'];

function yamlOf(file: string) {
  return parse(readFileSync(file, 'utf8'));
}

describe.each(ACTION_FILES)('the typing beside %s', (file) => {
  const action = yamlOf(file);
  const types = yamlOf(join(dirname(file), 'action-types.yml'));

  test('has a type for every input and output of the action, and for nothing else', () => {
    expect(Object.keys(types)).toEqual(['inputs', 'outputs']);
    expect(Object.keys(types.inputs)).toEqual(Object.keys(action.inputs));
    expect(Object.keys(types.outputs)).toEqual(Object.keys(action.outputs));
  });

  test('lists the choices that the description names', () => {
    for (const [name, { description }] of Object.entries<{ description: string }>(action.inputs)) {
      const [, listed] = /\b(?:One of|Of) ((?:`[^`]+`(?:, )?)+)\./.exec(description) ?? [];
      const { type, 'allowed-values': values, 'list-item': item } = types.inputs[name];
      if (listed === undefined) expect(['string', 'boolean', 'integer', 'list']).toContain(type);
      else expect(values ?? item['allowed-values']).toEqual([...listed.matchAll(/`([^`]+)`/g)].map(([, choice]) => choice));
    }
  });
});

describe('the types', () => {
  const { inputs, outputs } = yamlOf('action-types.yml');

  test('are those of the options', () => {
    expect(inputs).toMatchObject({
      'dry-run': { type: 'boolean' },
      concurrency: { type: 'integer' },
      interval: { type: 'string' },
      phase: { type: 'enum', 'allowed-values': ['all', 'stage', 'promote'] },
      stages: { type: 'list', separator: ',', 'list-item': { type: 'enum' } },
      'policy-file': { type: 'list', separator: '\n', 'list-item': { type: 'string' } },
    });
  });

  test('are numbers only for outputs that always are', () => {
    const numbers = Object.keys(outputs).filter((name) => outputs[name].type !== 'string');
    expect(numbers).toEqual(['errors', 'warnings', 'tests-passed', 'tests-failed', 'tests-undecided']);
  });
});
