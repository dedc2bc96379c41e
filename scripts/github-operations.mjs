// Writes __tests__/github/operations.json: what GitHub's published OpenAPI description says of the requests this project makes, for the tests
// that check those requests. Run by hand when a request is added or GitHub's description moves on:
//   npm pack @octokit/openapi && tar xzf octokit-openapi-*.tgz && node scripts/github-operations.mjs package
// The package (MIT, https://github.com/octokit/openapi) is 29 MB packed, which is why the tests read this extract and not the package.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OPERATIONS = [
  'issues/list-comments',
  'issues/create-comment',
  'issues/update-comment',
  'issues/delete-comment',
  'checks/create',
  'checks/get',
  'checks/update',
  'checks/list-for-ref',
  'repos/list-commits',
  'repos/list-pull-requests-associated-with-commit',
  'pulls/list-reviews',
  'actions/get-reviews-for-run',
];

/** What says nothing about what is valid. */
const PROSE = new Set(['description', 'summary', 'example', 'examples', 'externalDocs', 'title']);

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name the unpacked folder of @octokit/openapi');
const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const description = JSON.parse(readFileSync(join(folder, 'generated', 'api.github.com.json'), 'utf8'));

/** The node with its references resolved; `properties` are names of the interface, whatever they are called. */
function resolved(node, isNames = false) {
  if (Array.isArray(node)) return node.map((item) => resolved(item));
  if (typeof node !== 'object' || node === null) return node;
  if (typeof node.$ref === 'string') {
    return resolved(
      node.$ref
        .slice(2)
        .split('/')
        .reduce((at, key) => at[key], description),
    );
  }
  const kept = Object.entries(node).filter(([key]) => isNames || !(PROSE.has(key) || key.startsWith('x-')));
  return Object.fromEntries(kept.map(([key, value]) => [key, resolved(value, key === 'properties' && !isNames)]));
}

const operations = Object.entries(description.paths).flatMap(([path, item]) =>
  Object.entries(item).flatMap(([method, operation]) => {
    if (!OPERATIONS.includes(operation.operationId)) return [];
    const parameters = resolved([...(item.parameters ?? []), ...(operation.parameters ?? [])]).map(
      ({ name, in: place, required = false, schema }) => ({ name, in: place, required, schema }),
    );
    const body = operation.requestBody && resolved(operation.requestBody.content['application/json'].schema);
    return [{ id: operation.operationId, method: method.toUpperCase(), path, parameters, ...(body && { body }) }];
  }),
);
if (operations.length !== OPERATIONS.length) throw new Error(`found ${operations.length} of ${OPERATIONS.length} operations`);
const source = `@octokit/openapi ${version}, generated/api.github.com.json, MIT; written by scripts/github-operations.mjs`;
writeFileSync(join(root, '__tests__', 'github', 'operations.json'), `${JSON.stringify({ source, operations }, null, 2)}\n`);
