import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { KINDS } from '../../src/policy/schema/catalog.js';
import { LspClient } from './lsp-client.js';

const ROOT = join(import.meta.dirname, '../..');
const SERVER = join(ROOT, 'bench/peers/node_modules/yaml-language-server/bin/yaml-language-server');

/** The line of the documentation: it names the schema relative to the policy file. */
const MODELINE = '# yaml-language-server: $schema=../../schema/policy-config.schema.json\n';
const PACK = 'pack:\n  name: support-desk\n  version: "1.4.0"\n  enabled: true\n';

// Heavy, and no part of the product: `npm ci --ignore-scripts --prefix bench/peers` installs it. Skipped tests are counted as such.
const whenInstalled = existsSync(SERVER) ? describe : describe.skip;

whenInstalled('the YAML language server (bench/peers) with the published schema', () => {
  const client = new LspClient(process.execPath, [SERVER, '--stdio']);
  let opened = 0;

  /** Opens a text as a file beside the example; its lines are counted from 1 with the modeline as line 0. */
  async function open(text: string): Promise<{ readonly uri: string; readonly said: readonly string[] }> {
    opened += 1;
    const uri = pathToFileURL(join(ROOT, `examples/support-desk/opened-${opened}.yaml`)).href;
    const diagnostics = await client.open(uri, MODELINE + text);
    return { uri, said: diagnostics.map(({ message, range }) => `${range.start.line}:${range.start.character} ${message}`) };
  }

  beforeAll(() => client.start(pathToFileURL(ROOT).href), 30_000);
  afterAll(() => client.stop());

  test('has nothing to say of the example', async () => {
    const { said } = await open(readFileSync(join(ROOT, 'examples/support-desk/policy-config.yaml'), 'utf8'));
    expect(said).toEqual([]);
  });

  test('nor of one policy on its own', async () => {
    expect((await open('policy:\n  name: quality-scorer\n  version: "1.0.0"\n  enabled: true\n')).said).toEqual([]);
  });

  test('underlines a misspelt kind, a misspelt key and a wrong value', async () => {
    const { said } = await open(
      `${PACK}policies:\n  chain:\n    - prompt-injections\n    - pii-detector\npolicy:\n  pii-detector:\n    actions: redact\n    pci_mode: maybe\n`,
    );
    expect([...said].sort()).toEqual([
      expect.stringMatching(/^11:4 Property actions is not allowed/),
      expect.stringMatching(/^12:14 Incorrect type\. Expected "boolean"/),
      expect.stringMatching(/^7:6 Value is not accepted\. Valid values: "agent-firewall", "audit-logger"/),
    ]);
  });

  test('says which section is missing', async () => {
    expect((await open(PACK)).said).toEqual([expect.stringMatching(/^1:0 Missing property "policies"/)]);
  });

  test('offers every kind in the chain', async () => {
    const { uri } = await open(`${PACK}policies:\n  chain:\n    - \n`);
    expect(await client.complete(uri, 7, 6)).toEqual(expect.arrayContaining([...KINDS]));
  });

  test("offers a conditional entry's conditions and stages", async () => {
    const { uri } = await open(`${PACK}policies:\n  chain:\n    - rbac:\n        stage: \n        \n`);
    expect([...(await client.complete(uri, 8, 15))].sort()).toEqual(['post-request', 'post-response', 'pre-request', 'pre-response']);
    expect([...(await client.complete(uri, 9, 8))].sort()).toEqual(['parallel', 'when']);
  });

  test("offers a block's keys and their values", async () => {
    const { uri } = await open(`${PACK}policies:\n  chain:\n    - pii-detector\npolicy:\n  pii-detector:\n    action: \n    \n`);
    expect([...(await client.complete(uri, 10, 12))].sort()).toEqual(['block', 'redact']);
    expect([...(await client.complete(uri, 11, 4))].sort()).toEqual(['detect_patterns', 'healthcare_mode', 'pci_mode', 'redaction']);
  });

  test('offers the settings of a policy on its own', async () => {
    const { uri } = await open('policy:\n  name: quality-scorer\n  version: "1.0.0"\n  enabled: true\n\n');
    expect(await client.complete(uri, 5, 0)).toEqual(expect.arrayContaining(['thresholds']));
  });

  test('offers the sections of a new file', async () => {
    const { uri } = await open('\n');
    expect(await client.complete(uri, 1, 0)).toEqual(expect.arrayContaining(['pack', 'policies', 'policy', 'providers', 'testing']));
  });
});
