import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { recordSchemaText } from '../../scripts/generate/record-schema.js';

const RECORD = readFileSync('schema/release-record.schema.json', 'utf8');
const REPORT = readFileSync('schema/report.schema.json', 'utf8');

interface Schema {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly $defs: Readonly<Record<string, unknown>>;
}

function parsed(text: string): Schema {
  return JSON.parse(text);
}

describe("the release record's schema", () => {
  test('has the definitions of the report as they are there', () => {
    const [record, report] = [parsed(recordSchemaText(RECORD, REPORT)), parsed(REPORT)];
    for (const name of ['probe', 'step', 'wave', 'plan', 'servedIdentity']) expect(record.$defs[name]).toEqual(report.$defs[name]);
  });

  test('follows a change of the report, and leaves its own part alone', () => {
    const changed = REPORT.replace('"description": "Gateways that are written to together."', '"description": "Changed."');
    expect(changed).not.toBe(REPORT);
    const [before, after] = [parsed(RECORD), parsed(recordSchemaText(RECORD, changed))];
    expect(after.$defs).toEqual({ ...before.$defs, wave: { ...Object(before.$defs.wave), description: 'Changed.' } });
    expect(after.properties).toEqual(before.properties);
  });

  test('refers to no definition that is not in it', () => {
    const { $defs } = parsed(RECORD);
    const referred = [...RECORD.matchAll(/"#\/\$defs\/(\w+)"/g)].map(([, name = '']) => name);
    expect(referred.filter((name) => !(name in $defs))).toEqual([]);
    expect(Object.keys($defs).filter((name) => !referred.includes(name))).toEqual([]);
  });
});
