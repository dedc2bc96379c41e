import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { placedFindings } from '../../src/run/placed-findings.js';
import { sourcePlaces } from '../../src/run/source-places.js';
import { finding, pack, RUN, report, testCase, validate } from '../report/samples.js';

const OURS = { name: 'acme/policies', serverUrl: 'https://github.com' };
const COMMIT = 'f00d'.repeat(10);

let workspace = '';
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'places-'));
});
afterEach(() => rmSync(workspace, { recursive: true }));

function checkOut(directory: string, remote: string | undefined, commit = COMMIT): void {
  const files = { HEAD: `${commit}\n`, config: remote === undefined ? '' : `[remote "origin"]\n\turl = ${remote}\n` };
  for (const [name, text] of Object.entries(files)) {
    const file = join(workspace, directory, '.git', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

describe('the place of a file', () => {
  test('is its path from the checkout, with the commit that is checked out', () => {
    checkOut('', 'https://github.com/acme/policies');
    expect(sourcePlaces(workspace, OURS).placeOf('packs/p.yaml')).toEqual({ path: 'packs/p.yaml', commit: COMMIT });
  });

  test('does not begin with the folder of a checkout below the workspace', () => {
    checkOut('src', 'https://github.com/acme/policies');
    const { placeOf, pathOf } = sourcePlaces(workspace, OURS);
    expect(placeOf('src/packs/p.yaml')).toEqual({ path: 'packs/p.yaml', commit: COMMIT });
    expect(pathOf('src/packs/p.yaml')).toBe('packs/p.yaml');
  });

  test('is nowhere in the repository of the run for a file of another one, not even below it', () => {
    checkOut('', 'https://github.com/acme/policies');
    checkOut('vendor/other', 'https://github.com/acme/other');
    const { placeOf, pathOf } = sourcePlaces(workspace, OURS);
    expect(placeOf('vendor/other/p.yaml')).toBeUndefined();
    expect(pathOf('vendor/other/p.yaml')).toBe('p.yaml');
    expect(placeOf('vendor/p.yaml')).toEqual({ path: 'vendor/p.yaml', commit: COMMIT });
  });

  test('counts from the workspace outside Git, with no commit of its own', () => {
    expect(sourcePlaces(workspace, OURS).placeOf('packs/p.yaml')).toEqual({ path: 'packs/p.yaml' });
  });

  test('has no commit in a repository made on the runner: nobody else knows it', () => {
    checkOut('', undefined);
    expect(sourcePlaces(workspace, OURS).placeOf('p.yaml')).toEqual({ path: 'p.yaml' });
  });

  test.each(['', '../p.yaml', '/etc/p.yaml', 'C:\\p.yaml'])('is none for %j, which is outside the workspace', (file) => {
    checkOut('', 'https://github.com/acme/policies');
    expect(sourcePlaces(workspace, OURS).placeOf(file)).toBeUndefined();
  });

  test('is in whatever is checked out where there is no workflow', () => {
    checkOut('', 'https://git.example/any/thing');
    expect(sourcePlaces(workspace).placeOf('p.yaml')).toEqual({ path: 'p.yaml', commit: COMMIT });
  });
});

describe('the findings of a run where Git has them', () => {
  const reportOf = (...files: string[]) =>
    report(
      [
        validate({
          packs: files.map((file) =>
            pack({
              file,
              findings: [finding({ file: '../p.yaml', workspaceFile: file })],
              tests: { passed: 0, failed: 1, undecided: 0, cases: [testCase({ file: join(dirname(file), 'tests/t.json') })] },
            }),
          ),
        }),
      ],
      { run: RUN },
    );

  test('have paths from the root of their repository, tests too, and its commit', () => {
    checkOut('src', 'https://github.com/acme/policies');
    const { findings, revision } = placedFindings(reportOf('src/packs/p.yaml'), sourcePlaces(workspace, OURS));
    expect(findings.map(({ file }) => file)).toEqual(['packs/p.yaml', 'packs/tests/t.json']);
    expect(revision).toBe(COMMIT);
  });

  test('count from the workspace outside Git, and are of the commit of the run', () => {
    const { findings, revision } = placedFindings(reportOf('packs/p.yaml'), sourcePlaces(workspace, OURS));
    expect(findings.map(({ file }) => file)).toEqual(['packs/p.yaml', 'packs/tests/t.json']);
    expect(revision).toBe(RUN.commit);
  });

  test('are of no one commit when some are of another repository, or of another commit', () => {
    checkOut('src', 'https://github.com/acme/policies');
    checkOut('other', 'https://github.com/acme/other');
    checkOut('old', 'https://github.com/acme/policies', 'c0de'.repeat(10));
    const places = sourcePlaces(workspace, OURS);
    expect(placedFindings(reportOf('src/p.yaml', 'other/p.yaml'), places)).not.toHaveProperty('revision');
    expect(placedFindings(reportOf('src/p.yaml', 'old/p.yaml'), places)).not.toHaveProperty('revision');
  });
});
