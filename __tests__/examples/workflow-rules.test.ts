import { describe, expect, test } from '@jest/globals';
import { workflowFile, workflowFiles } from './workflow-files.js';
import { WORKFLOW_RULES } from './workflow-rules.js';

const FILES = workflowFiles();

describe.each(FILES)('$path', (file) => {
  test.each(Object.entries(WORKFLOW_RULES))('%s', (_, rule) => {
    expect(rule(file)).toEqual([]);
  });
});

test('an action of others has one version in all files', () => {
  const pins = new Map<string, Set<string>>();
  for (const { text } of FILES) {
    for (const [, action = '', pin = ''] of text.matchAll(/uses: *([\w./-]+)@([0-9a-f]{40} # v\S+)$/gm)) {
      // The actions of one repository, such as those of CodeQL, have one commit.
      const repository = action.split('/').slice(0, 2).join('/');
      pins.set(repository, (pins.get(repository) ?? new Set()).add(pin));
    }
  }
  expect([...pins].filter(([, versions]) => versions.size > 1)).toEqual([]);
  expect(pins.size).toBeGreaterThan(4);
});

const RIGHT = `# For a test: it breaks no rule.
# Prepare: nothing.
on: push
permissions: {}
concurrency:
  group: release
  cancel-in-progress: false
jobs:
  one:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions: {}
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          fetch-depth: 0
          persist-credentials: false
      - uses: your-org/keeptrusts-policy-action/deploy@v1
      - run: echo "$TITLE"
`;

/** What breaks each rule, and nothing else. */
const BREAKS: readonly (readonly [rule: string, from: string, to: string])[] = [
  ['actions of others are pinned', '@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1', '@v7'],
  ['actions of others are pinned', ' # v7.0.1', ''],
  ['the workflow has no permissions of its own', 'permissions: {}\nconcurrency', 'permissions: write-all\nconcurrency'],
  ['the workflow has no permissions of its own', 'permissions: {}\nconcurrency', 'concurrency'],
  ['each job lists its permissions', '    permissions: {}\n', ''],
  ['each job ends', '    timeout-minutes: 5\n', ''],
  ['no expression of others is part of a script', '"$TITLE"', '"${{ github.event.pull_request.title }}"'],
  ['no expression of others is part of a script', '"$TITLE"', '"${{ matrix.file }}"'],
  ['no token stays on the disk', '          persist-credentials: false\n', ''],
  ['a deployment that has begun ends', 'cancel-in-progress: false', 'cancel-in-progress: true'],
  ['a deployment that has begun ends', 'concurrency:\n  group: release\n  cancel-in-progress: false\n', ''],
  ['deployments have the history to go back', '          fetch-depth: 0\n', ''],
  ['strangers get no secrets', 'on: push', 'on: [pull_request_target]'],
  ['a reader learns whether it is for them', '# Prepare: nothing.\n', ''],
];

describe('the rules', () => {
  const broken = (text: string): readonly string[] =>
    Object.entries(WORKFLOW_RULES).flatMap(([name, rule]) => (rule(workflowFile('x.yml', 'example', text)).length > 0 ? [name] : []));

  test('let a right file pass', () => {
    expect(broken(RIGHT)).toEqual([]);
  });

  test.each(BREAKS)('%s, and not with %j replaced by %j', (rule, from, to) => {
    expect(RIGHT).toContain(from);
    expect(broken(RIGHT.replace(from, to))).toEqual([rule]);
  });

  test('each have a file that breaks them', () => {
    expect(Object.keys(WORKFLOW_RULES).filter((name) => !BREAKS.some(([rule]) => rule === name))).toEqual([]);
  });
});
