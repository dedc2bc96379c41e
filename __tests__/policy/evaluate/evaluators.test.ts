import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { EVALUATORS } from '../../../src/policy/evaluate/evaluators.js';
import { KINDS } from '../../../src/policy/schema/catalog.js';

describe('the evaluators', () => {
  test('are the kinds of the catalog, each once', () => {
    expect(KINDS).toHaveLength(39);
    expect([...EVALUATORS.keys()].sort()).toEqual([...KINDS].sort());
  });

  test('each kind has one file and one table of documented sentences', () => {
    const files = (folder: string, ending: string) =>
      readdirSync(folder).flatMap((file) => (file.endsWith(ending) ? [file.slice(0, -ending.length)] : []));
    expect(files('src/policy/evaluate/kinds', '.ts').sort()).toEqual([...KINDS].sort());
    expect(files('__tests__/policy/evaluate/kinds', '.test.ts').sort()).toEqual([...KINDS].sort());
  });
});
