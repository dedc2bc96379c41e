import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { commentMarker, renderComment } from '../../src/report/comment.js';
import type { Report } from '../../src/report/model.js';
import { renderSummary } from '../../src/report/summary.js';
import { RUNS } from './runs.js';

/**
 * What was looked at, rendered as GitHub renders it, before it was kept: the wording and the looks of whole pages. After a change on purpose
 * `npm run golden` writes them anew, and scripts/pictures draws them to be looked at again (CONTRIBUTING.md).
 */
function expectKept(file: string, markdown: string): void {
  const path = join('__tests__', 'golden', file);
  if (process.env.GOLDEN === 'write') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, markdown);
  }
  expect(markdown).toBe(readFileSync(path, 'utf8'));
}

async function reportOf(name: string): Promise<Report> {
  const run = RUNS[name];
  if (run === undefined) throw new Error(`there is no run ${name}`);
  const report = await run.report();
  expect(report.result).toBe(run.result);
  return report;
}

describe('the job summary', () => {
  test.each(Object.keys(RUNS))('%s is the one that was looked at', async (name) => {
    expectKept(`summary/${name}.md`, renderSummary(await reportOf(name), { reportPath: 'keeptrusts-policy-report.json' }));
  });
});

describe('the comment on a pull request', () => {
  const marker = commentMarker('validate');

  test.each(['validate-findings', 'validate-tests-failed', 'deploy-planned'])('%s is the one that was looked at', async (name) => {
    expectKept(`comment/${name}.md`, renderComment(await reportOf(name), marker, undefined) ?? '');
  });

  test('resolved is the one that was looked at', async () => {
    const before = renderComment(await reportOf('validate-tests-failed'), marker, undefined);
    expectKept('comment/resolved.md', renderComment(await reportOf('validate-passed'), marker, before) ?? '');
  });
});
