import type { PolicyDocument } from '../policy/assemble.js';
import { decode } from '../policy/decode.js';
import type { TestReading } from '../policy/tests/cases.js';
import { parseGoldenFile } from '../policy/tests/golden.js';
import { inlineSuites } from '../policy/tests/inline.js';
import type { PlacedCase } from './cases.js';
import type { FileNames } from './finding.js';
import type { PackSource } from './pack.js';

/** The test files and inline suites of a pack, read, and their cases in one list. */
export interface Cases {
  readonly files: readonly { readonly names: FileNames; readonly golden: TestReading }[];
  readonly inline: TestReading;
  readonly cases: readonly PlacedCase[];
}

/** Reads the golden files beside a policy file and the suites in it. */
export function readCases(source: PackSource, document: PolicyDocument): Cases {
  const files = source.tests.map(({ names, bytes }) => ({ names, golden: parseGoldenFile(decode(bytes)) }));
  const inline = inlineSuites(document);
  const cases = [
    ...files.flatMap(({ names, golden }) => golden.cases.map((testCase) => ({ workspaceFile: names.workspaceFile, testCase }))),
    ...inline.cases.map((testCase) => ({ workspaceFile: source.names.workspaceFile, testCase })),
  ];
  return { files, inline, cases };
}
