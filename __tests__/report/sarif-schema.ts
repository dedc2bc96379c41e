import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Ajv as AjvClass, ErrorObject } from 'ajv';

const require = createRequire(import.meta.url);
const { Ajv }: { Ajv: typeof AjvClass } = require('ajv');

/** The schema as its authors publish it, in a package of theirs; written for draft 4, of which it uses nothing that draft 7 reads otherwise but `id`. */
const {
  id: _id,
  $schema: _draft,
  ...SCHEMA
} = JSON.parse(readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'));
const FORMATS = {
  uri: /^[a-z][a-z0-9+.-]*:[^\s\\"<>^`{|}]*$/i,
  'uri-reference': /^[^\s\\"<>^`{|}]*$/,
  'date-time': /^\d{4}-\d\d-\d\dT[\d:.]+Z$/,
};
const valid = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false, formats: FORMATS }).compile(SCHEMA);

/** What the official schema of SARIF 2.1.0 finds wrong with a log; nothing for one that fits. */
export function sarifProblems(log: unknown): readonly ErrorObject[] {
  return valid(log) ? [] : (valid.errors ?? []);
}
