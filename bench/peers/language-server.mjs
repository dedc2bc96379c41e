// Checks files with yaml-language-server's own service, without the protocol around it: `node language-server.mjs SCHEMA DIRECTORY`.
// That is less than an editor does, so that the comparison is in its favour. Prints `file:line:column message` and ends with 1 for findings.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { getLanguageService, TextDocument } from 'yaml-language-server';

const [schema, directory] = process.argv.slice(2);
const schemaUri = pathToFileURL(schema).href;
const service = getLanguageService({
  schemaRequestService: async () => readFileSync(schema, 'utf8'),
  workspaceContext: { resolveRelativePath: (path) => path },
});
service.configure({
  validate: true,
  customTags: [],
  schemas: [{ uri: schemaUri, fileMatch: ['*.yaml'], schema: JSON.parse(readFileSync(schema, 'utf8')) }],
});

let found = 0;
for (const name of readdirSync(directory, { recursive: true })) {
  if (!name.endsWith('.yaml')) continue;
  const path = join(directory, name);
  const document = TextDocument.create(pathToFileURL(path).href, 'yaml', 1, readFileSync(path, 'utf8'));
  for (const { range, message } of await service.doValidation(document, false)) {
    found += 1;
    process.stdout.write(
      `${name}:${range.start.line + 1}:${range.start.character + 1} ${typeof message === 'string' ? message : message.value}\n`,
    );
  }
}
process.exitCode = found > 0 ? 1 : 0;
