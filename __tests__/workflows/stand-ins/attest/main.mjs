import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const { GITHUB_WORKSPACE: workspace, STAND_IN_KEPT: kept, ...environment } = process.env;
const input = (name) => {
  const value = environment[`INPUT_${name.toUpperCase()}`];
  if (!value) throw new Error(`${name} is empty`);
  return value;
};
const digest = input('subject-digest');
if (!/^sha256:[0-9a-f]{64}$/.test(digest)) throw new Error(`subject-digest is no SHA-256: ${digest}`);
const predicate = JSON.parse(readFileSync(resolve(workspace, input('predicate-path')), 'utf8'));
const statement = { name: input('subject-name'), digest, predicateType: input('predicate-type'), predicate };
mkdirSync(kept, { recursive: true });
writeFileSync(join(kept, 'attested.json'), JSON.stringify(statement));
