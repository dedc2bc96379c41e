import { describe, expect, test } from '@jest/globals';
import { commentMarker, renderComment } from '../../src/report/comment.js';
import type { Report } from '../../src/report/model.js';
import type { PlaceOf } from '../../src/report/source-place.js';
import { renderSummary, SUMMARY_BUDGET } from '../../src/report/summary.js';
import { renderTerminal } from '../../src/report/terminal.js';
import { HIDDEN_CHARACTER, HOSTILE_CASES } from './hostile.js';
import { DIGEST, deploy, finding, gateway, pack, probe, report, reportFullOf, testCase, validate, verify } from './samples.js';

const bytes = (text: string): number => Buffer.byteLength(text);

describe('the job summary', () => {
  test('begins with the result and its reason', () => {
    expect(renderSummary(report([validate()]))).toMatch(/^## ❌ validate failed: 1 error and 1 failed test in 1 of 1 packs\n/);
    expect(renderSummary(report([validate({ result: 'passed' }), deploy()]))).toMatch(/^## ✅ deploy promoted: all 1 /);
  });

  test('has a long reason below its heading, once, and the time in the heading of the stage', () => {
    const summary = `gateway prod-eu: ${'no answer; '.repeat(10)}`;
    const markdown = renderSummary(report([validate({ reason: { summary, nextSteps: [] } })]));
    expect(markdown).toMatch(/^## ❌ validate failed\n\ngateway prod-eu: no answer;/);
    expect(markdown).toContain('### ❌ validate: failed (1.2 s)\n');
    expect(markdown.match(/gateway prod-eu/g)).toHaveLength(1);
    const other = renderSummary(report([validate({ result: 'passed', reason: { summary: 'all good', nextSteps: [] } }), deploy()]));
    expect(other).toContain('### ✅ validate: passed (1.2 s)\n\nall good\n');
  });

  test('shows what stands between backticks in our messages as code', () => {
    const nextSteps = ['Point `kt-path` at a kt, or set `a|b`.'];
    const reason = { summary: 'it `is | <b>` so', nextSteps };
    const markdown = renderSummary(report([validate({ reason, packs: [pack({ findings: [finding({ help: 'Write `"1.4.0"`.' })] })] })]));
    expect(markdown).toContain('validate failed: it <code>is &#124; &lt;b&gt;</code> so\n');
    expect(markdown).toContain('1. Point `kt-path` at a kt, or set <code>a&#124;b</code>.\n');
    expect(markdown).toContain('<br>Write `"1.4.0"`. |');
  });

  test('names the one policy file with its whole digest, and of several the beginning of each', () => {
    expect(renderSummary(report([validate()]))).toContain(
      `- **Policy** \`support-desk\` 1.2.0, \`packs/support/policy-config.yaml\`, \`${DIGEST}\`\n`,
    );
    const markdown = renderSummary(
      report([validate({ packs: [pack(), pack({ findings: [], tests: { passed: 0, failed: 0, undecided: 0, cases: [] } })] })]),
    );
    expect(markdown).not.toContain('**Policy**');
    expect(markdown).toContain('| 1 error | 1 passed, 1 failed | `sha256:aaaaaaaaaaaa…` |');
    expect(markdown).toContain('| none | none | `sha256:aaaaaaaaaaaa…` |');
  });

  test('has the steps of all gateways in one collapsed table, and those of kt doctor when it succeeded', () => {
    const markdown = renderSummary(report([verify({ gateways: [gateway(), gateway({ id: 'prod-us' })] })]));
    expect(markdown).toMatch(
      /<details><summary>2 steps<\/summary>\n\n\| Gateway [^\n]+\n[^\n]+\n\| `prod-eu` \| push \|[^\n]+\n\| `prod-us` \| push \|/,
    );
    expect(markdown).toContain('| 2026-01-02 03:04:06 UTC | 80 ms |');
    expect(markdown).toContain('<details><summary>kt doctor succeeded: 1 check</summary>');
    const failed = verify({ doctor: { exitCode: 1, checks: [{ name: 'api', status: 'unreachable' }] } });
    expect(renderSummary(report([failed]))).toMatch(/\n\n\| kt doctor check \| Status \|/);
  });

  test('collapses what validated the file before a deploy, unless it did not pass', () => {
    const title = '<summary>Validation of the file that is deployed: passed</summary>';
    expect(renderSummary(report([deploy()]))).toContain(title);
    expect(renderSummary(report([deploy({ validation: pack() })]))).not.toContain(title);
  });

  test('says why a run ended before a stage did', () => {
    const failure = { kind: 'bad-input', message: 'reading a.yaml: it is a directory. Name a file.' };
    expect(renderSummary(report([], { result: 'incomplete', failure }))).toMatch(/^## ❌ incomplete: reading a\.yaml: it is a directory/);
    expect(renderSummary(report([]))).toMatch(/^## ❌ incomplete: the run has not reached a verdict/);
  });

  test('warns of emulated results before anything but the result line', () => {
    const lines = renderSummary(report([verify()], { emulated: true })).split('\n');
    expect(lines.slice(1, 4).join(' ')).toMatch(/WARNING.*Emulated.*no evidence/);
    expect(renderSummary(report([verify()]))).not.toContain('Emulated');
  });

  test('says what, where and by whom, with links to the commit and the attempt', () => {
    const markdown = renderSummary(report([deploy()]));
    expect(markdown).toContain('`support-desk` 1.2.0, `packs/support/policy-config.yaml`, `sha256:aaaa');
    expect(markdown).toContain('[`c0ffee012345`](https://github.com/acme/policies/commit/c0ffee0123456789c0ffee0123456789c0ffee01)');
    expect(markdown).toContain('`octocat`, push, [run attempt 2](https://github.com/acme/policies/actions/runs/42/attempts/2)');
  });

  test('names the release record and its hash, where one was written', () => {
    const releaseRecord = { path: 'out/`release`.json', sha256: 'ab'.repeat(32) };
    expect(renderSummary(report([deploy()], { releaseRecord }))).toContain(
      `- **Release record** \`\`out/\`release\`.json\`\`, \`sha256:${'ab'.repeat(32)}\`\n`,
    );
    expect(renderSummary(report([deploy()]))).not.toContain('Release record');
  });

  test('links a finding to its line at the commit, on the server of the run', () => {
    const url = 'https://git.corp.example/acme/policies/actions/runs/42/attempts/1';
    const markdown = renderSummary(report([validate()], { run: { ...runOf(), url } }));
    const blob = 'https://git.corp.example/acme/policies/blob/c0ffee0123456789c0ffee0123456789c0ffee01/packs/support/policy-config.yaml';
    expect(markdown).toContain(`[12](${blob}#L12)`);
  });

  test('names lines without links outside a workflow run and outside the repository', () => {
    const { run: _, ...local } = report([validate()]);
    expect(renderSummary(local)).toMatch(/\| error \| 12 \| `unknown-kind` \|/);
    const outside = validate({ packs: [pack({ findings: [finding({ workspaceFile: '../other/p.yaml' })] })] });
    expect(renderSummary(report([outside]))).toMatch(/\| error \| 12 \|/);
  });

  test('links several lines as a range, without one that the finding ends before', () => {
    const [three, two] = [4, 1].map((column) => finding({ range: { start: { line: 3, column: 1 }, end: { line: 5, column } } }));
    const blob = '/blob/c0ffee0123456789c0ffee0123456789c0ffee01/packs/support/policy-config.yaml';
    const linked = (one = finding()): string => renderSummary(report([validate({ packs: [pack({ findings: [one] })] })]));
    expect(linked(three)).toContain(`[3](https://github.com/acme/policies${blob}#L3-L5)`);
    expect(linked(two)).toContain(`[3](https://github.com/acme/policies${blob}#L3-L4)`);
  });

  test('links to the path and the commit of the checkout, names encoded, and to nothing in another repository', () => {
    const findings = [
      finding({ file: 'a #1%.yaml', workspaceFile: 'src/a #1%.yaml', message: 'ours' }),
      finding({ file: 'a #1%.yaml', workspaceFile: 'other/a #1%.yaml', message: 'theirs' }),
    ];
    const placeOf = (file: string) => (file.startsWith('src/') ? { path: file.slice(4), commit: 'f00d'.repeat(10) } : undefined);
    const tests = { passed: 0, failed: 1, undecided: 0, cases: [testCase({ file: 'src/tests/t.json', line: 6 })] };
    const markdown = renderSummary(report([validate({ packs: [pack({ findings, tests })] })]), { placeOf });
    const blob = `https://github.com/acme/policies/blob/${'f00d'.repeat(10)}`;
    expect(markdown).toContain(`#### [\`src/a #1%.yaml\`](${blob}/a%20%231%25.yaml)`);
    expect(markdown).toContain(`[12](${blob}/a%20%231%25.yaml#L12)`);
    expect(markdown).toContain(`(${blob}/tests/t.json#L6)`);
    expect(markdown).toContain('#### `other/a #1%.yaml`\n');
    expect(markdown).toMatch(/\| error \| 12 \|.*theirs/);
  });

  test('says what was checked out where that is not what the run was started for', () => {
    const commit = 'f00d'.repeat(10);
    const of = (placeOf?: PlaceOf): string | undefined =>
      /- \*\*Checked out\*\* (.*)\n/.exec(renderSummary(report([validate()]), placeOf === undefined ? {} : { placeOf }))?.[1];
    expect(of((path) => ({ path, commit }))).toBe(`[\`f00df00df00d\`](https://github.com/acme/policies/commit/${commit})`);
    expect(of((path) => ({ path, commit: runOf().commit }))).toBeUndefined();
    expect(of((path) => ({ path }))).toBeUndefined();
    expect(of()).toBeUndefined();
    expect(of(() => undefined)).toBe('another repository');
  });

  test('groups findings by file, errors first, and leaves suppressed ones out but counted', () => {
    const findings = [
      finding({ workspaceFile: 'b.yaml', severity: 'warning', message: 'third' }),
      finding({ workspaceFile: 'b.yaml', message: 'second' }),
      finding({ workspaceFile: 'a.yaml', message: 'first' }),
      finding({ message: 'accepted', suppressed: true }),
    ];
    const markdown = renderSummary(report([validate({ packs: [pack({ findings })] })]));
    const order = ['`a.yaml`', 'first', '`b.yaml`', 'second', 'third'].map((text) => markdown.indexOf(text));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(markdown.match(/#### /g)).toHaveLength(2);
    expect(markdown).not.toContain('accepted');
    expect(markdown).toContain('2 errors, 1 warning, 1 suppressed');
  });

  test('shows failed tests with what was expected and what came, passed ones collapsed', () => {
    const markdown = renderSummary(report([validate()]));
    expect(markdown).toMatch(
      /❌ \[`blocks a request without sources`\]\([^)]+#L3\) \| block `rag\.no-source` \| allow \| builtin \| the chain let it pass/,
    );
    expect(markdown).toMatch(/<details><summary>1 passed test<\/summary>[\s\S]*allows a greeting[\s\S]*<\/details>/);
  });

  test('folds many undecided tests, and shows a passed one that another engine decides otherwise', () => {
    const open = Array.from({ length: 11 }, (_, index) => testCase({ name: `open ${index}`, outcome: 'undecided' }));
    const doubted = testCase({ name: 'doubted', outcome: 'passed', reason: 'the builtin evaluator decides otherwise: block' });
    const shownOf = (cases: ReturnType<typeof testCase>[]): string =>
      renderSummary(report([validate({ packs: [pack({ tests: { passed: 1, failed: 0, undecided: cases.length - 1, cases } })] })]));
    const many = shownOf([...open, doubted]);
    expect(many.indexOf('doubted')).toBeLessThan(many.indexOf('<details>'));
    expect(many).toMatch(/<details><summary>11 undecided tests<\/summary>[\s\S]*open 10[\s\S]*<\/details>/);
    expect(shownOf([...open.slice(1), doubted])).not.toContain('<details>');
  });

  test('shows gateways, what was proven and what that means, differences, events and canary requests', () => {
    const differing = gateway({ state: 'serving-other', proof: 'none', differences: ['version is 1.1.0, the file says 1.2.0'] });
    const markdown = renderSummary(report([deploy({ gateways: [gateway(), differing] })]));
    expect(markdown).toContain(
      '| ✅ serves what was asked for<br>verified | version | `support-desk` 1.1.0 | `support-desk` 1.2.0 | healthy, 12 ms |',
    );
    expect(markdown).toContain('4 of 9 prove this version, 2 not attributable');
    expect(markdown).toContain('- proof `version`: the version was read back and equals the file; other content was not compared');
    expect(markdown).toContain('- version is 1.1.0, the file says 1.2.0');
    expect(markdown).toContain('✅ `canary block`');
  });

  test('says that something differs from the file only of a gateway that was read', () => {
    const gone = gateway({ id: 'gone', state: 'unreachable', proof: 'none', result: 'unreachable', differences: ['it could not be read'] });
    const other = gateway({ id: 'other', state: 'serving-other', proof: 'none', result: 'mismatch', differences: ['version is 1.1.0'] });
    const markdown = renderSummary(report([verify({ gateways: [gone, other] })]));
    expect(markdown).toMatch(/About `gone`:\n\n- it could not be read/);
    expect(markdown).toMatch(/What `other` serves differs from the file:\n\n- version is 1\.1\.0/);
  });

  test('shows failed and undecided probes with what came and what showed it, passed ones collapsed', () => {
    const probes = [
      probe({ name: 'fine', outcome: 'passed', actual: 'block' }),
      probe({ name: 'open', outcome: 'undecided', reason: 'HTTP 429' }),
      probe({ expected: { verdict: 'redact' }, shownBy: 'event' }),
    ];
    const markdown = renderSummary(report([verify({ gateways: [gateway({ probes })] })]));
    expect(markdown).toContain(
      '| ❌ `blocks the roadmap` | `prod-eu` | redact | allow | event | `keeptrusts-policy-probe-1` | expected block, the gateway answered normally |',
    );
    expect(markdown.indexOf('`blocks the roadmap`')).toBeLessThan(markdown.indexOf('⚠️ `open`'));
    expect(markdown).toMatch(/<details><summary>1 passed probe<\/summary>[\s\S]*✅ `fine`[\s\S]*<\/details>/);
  });

  test('shows the verdict mix of all gateways as a table and a pie, and no message text', () => {
    const events = { read: 30, matching: 3, unattributed: 0, newest: [], verdicts: { block: 1, redact: 1, 'held "back"]%%{init}': 1 } };
    const markdown = renderSummary(report([verify({ gateways: [gateway(), gateway({ id: 'prod-us', events })] })]));
    expect(markdown).toMatch(
      /\| Verdict \| Events \| Share \|\n\| --- \| --- \| --- \|\n\| allow \| 3 \| 42 % \|\n\| redact \| 1 \| 14 % \|\n\| block \| 2 \| 28 % \|/,
    );
    const [, pie = ''] = /```mermaid\n([\s\S]*?)\n```/.exec(markdown) ?? [];
    const [look = '', ...lines] = pie.split('\n');
    // The largest first, each verdict in its colour.
    expect(JSON.parse(look.slice('%%{init: '.length, -'}%%'.length))).toMatchObject({
      themeVariables: { pie1: '#2da44e', pie2: '#cf222e', pie3: '#0969da', pie4: '#8250df' },
    });
    expect(lines).toEqual([
      'pie showData',
      '    title Decision events that prove this version',
      '    "allow" : 3',
      '    "block" : 2',
      '    "redact" : 1',
      '    "held #34;back#34;#93;#37;#37;#123;init#125;" : 1',
    ]);
  });

  test('draws no pie where no event proves anything', () => {
    const events = { read: 9, matching: 0, unattributed: 9, verdicts: {}, newest: [] };
    const markdown = renderSummary(report([verify({ gateways: [gateway({ events })] })]));
    expect(markdown).not.toContain('mermaid');
    expect(markdown).toContain('0 of 9 prove this version, 9 not attributable');
  });

  test('names at most eight verdicts, the rarest together', () => {
    const verdicts = Object.fromEntries(
      ['allow', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].map((word, index) => [word, 20 - index]),
    );
    const events = { read: 99, matching: 99, unattributed: 0, newest: [], verdicts };
    const markdown = renderSummary(report([verify({ gateways: [gateway({ events })] })]));
    expect(markdown).toMatch(/ {4}"other" : 46\n {4}"allow" : 20\n[\s\S]* {4}"f" : 14\n```/);
  });

  test('shows the newest events by their ids, and why events do not count', () => {
    const notOurs = { id: 'evt_0', correlation: 'version+time' as const };
    const newest = [
      notOurs,
      {
        id: 'evt_1',
        time: '2026-01-02T03:04:05Z',
        verdict: 'block',
        reasonCode: 'pii_detected',
        model: 'gpt-4o',
        configVersion: '1.2.0',
        gatewayId: 'prod-eu',
        requestId: 'keeptrusts-policy-probe-1',
        correlation: 'request-id' as const,
      },
    ];
    const events = { read: 1, matching: 1, unattributed: 0, verdicts: { block: 1 }, newest, notes: ['its clock is 90 s behind'] };
    const markdown = renderSummary(report([verify({ gateways: [gateway({ events })] })]));
    expect(markdown).toContain('<summary>2 newest decision events</summary>');
    expect(markdown).toMatch(/\| evt\\_0 \|.*\| version\+time, names no gateway \|/);
    expect(markdown).toMatch(
      /\| `prod-eu` \| evt\\_1 \| 2026-01-02T03:04:05Z \| block \| pii\\_detected \| gpt-4o \| 1\.2\.0 \| keeptrusts-policy-probe-1 \| request-id \|/,
    );
    expect(markdown).toContain('What limits the proof of the events of `prod-eu`:\n\n- its clock is 90 s behind');
  });

  test('gives next steps when something failed, and none otherwise', () => {
    expect(renderSummary(report([validate()]))).toContain('1. Correct the kind in line 12.');
    expect(renderSummary(report([deploy(), verify()]))).not.toContain('Next steps');
    const reason = { summary: 'version 1.2.0 is staged', nextSteps: ['Promote it.'] };
    const staged = report([deploy({ result: 'staged', reason })]);
    expect(renderSummary(staged)).toContain('### Next steps\n\n1. Promote it.');
    expect(renderTerminal(staged, { colour: false })).toContain('Next steps\n  - Promote it.');
  });

  test('says with the result which stages that were asked for have none', () => {
    const stopped: Report = { ...report([deploy({ result: 'refused' })]), withoutResult: ['verify'] };
    expect(renderSummary(stopped)).toMatch(/^## ❌ deploy refused.*\n\nWithout a result: verify\.\n/);
    expect(renderComment(stopped, commentMarker('root'), undefined)).toContain('\n\nWithout a result: verify.\n');
    expect(renderTerminal(stopped, { colour: false })).toMatch(/^.*deploy refused.*\nWithout a result: verify\.\n/);
    const alone: Report = { ...report([]), withoutResult: ['validate'] };
    expect(renderSummary(alone)).not.toContain('Without a result');
  });

  test('shows findings of the deployed copy once when validate ran too', () => {
    const stages = [validate(), deploy({ result: 'refused', validation: pack() })] as const;
    expect(renderSummary(report(stages)).match(/There is no policy kind/g)).toHaveLength(1);
    expect(renderSummary(report(stages.slice(1)))).toContain('There is no policy kind');
  });
});

describe('a summary over its budget', () => {
  const findings = Array.from({ length: 20_000 }, (_, index) =>
    finding({ message: `finding number ${index} ü`, severity: index === 19_999 ? 'error' : 'warning', file: `packs/${index % 40}.yaml` }),
  );
  const large = report([validate({ packs: [pack({ findings })] })], { emulated: true });

  test('stays within it, keeps the head and the worst, says what is missing and where it is', () => {
    const markdown = renderSummary(large, { reportPath: '/tmp/r/report.json' });
    expect(bytes(markdown)).toBeLessThanOrEqual(SUMMARY_BUDGET);
    expect(bytes(markdown)).toBeGreaterThan(SUMMARY_BUDGET / 10);
    expect(markdown).toMatch(/^## ❌ validate failed: 1 error/);
    expect(markdown).toContain('finding number 19999');
    expect(markdown).toContain('left out: 18,000 findings, 1 test. The full report is `/tmp/r/report.json`.');
  });

  test('counts bytes, not characters', () => {
    const wide = Array.from({ length: 800 }, () => finding({ message: '漢'.repeat(480) }));
    const markdown = renderSummary(report([validate({ packs: [pack({ findings: wide })] })]));
    expect(bytes(markdown)).toBeLessThanOrEqual(SUMMARY_BUDGET);
    expect(markdown).toContain('left out: 300 findings');
  });

  test.each([300_000, 30_000, 6_000, 2_000, 600])('fits %d bytes as well, result and banner included', (budget) => {
    const markdown = renderSummary(large, { budget });
    expect(bytes(markdown)).toBeLessThanOrEqual(budget);
    expect(markdown).toMatch(/^## ❌ validate failed/);
    expect(markdown).toContain('Emulated');
    expect(markdown).toContain('left out');
  });

  test('shortens 3,000 tests and 500 gateways too', () => {
    const cases = Array.from({ length: 3000 }, (_, index) =>
      index === 2999 ? testCase({ outcome: 'failed' }) : testCase({ outcome: 'passed', name: 'r'.repeat(400) }),
    );
    const gateways = Array.from({ length: 500 }, (_, index) =>
      gateway({ id: `g${index}`, differences: Array.from({ length: 50 }, () => 'd'.repeat(400)) }),
    );
    const stages = [validate({ packs: [pack({ tests: { passed: 2999, failed: 1, undecided: 0, cases } })] }), deploy({ gateways })];
    const markdown = renderSummary(report(stages));
    expect(bytes(markdown)).toBeLessThanOrEqual(SUMMARY_BUDGET);
    expect(markdown).toMatch(/left out: .*2,999 tests.*400 gateways/);
    expect(markdown).toMatch(/❌ \[`blocks a request/);
  });
});

describe('hostile text in a summary', () => {
  test.each(HOSTILE_CASES)('%s', (_name, text) => {
    const markdown = renderSummary(reportFullOf(text));
    expect(markdown).not.toMatch(HIDDEN_CHARACTER);
    expect(bytes(markdown)).toBeLessThanOrEqual(SUMMARY_BUDGET);
    // A block ends at the first fence as long as its own: https://spec.commonmark.org/0.31.2/#fenced-code-blocks
    const outsideBlocks = markdown.replace(/^(`{3,})[^`\n]*\n[\s\S]*?\n\1`*$/gm, 'CODE');
    const outsideCode = outsideBlocks.replace(/(`+)(?!`)[^\n]*?[^`]\1(?!`)/g, 'CODE');
    const tags = outsideCode.match(/<[^>]*>?/g) ?? [];
    expect(tags.filter((tag) => !/^<\/?(details|summary|br|code)>$/.test(tag))).toEqual([]);
    // Inside the HTML line that opens a collapsed block, Markdown means nothing.
    expect(outsideCode.replace(/^<details>.*$/gm, '')).not.toMatch(/(?<!\\)\]\(javascript:|!\[/);
    for (const row of outsideBlocks.split('\n').filter((line) => line.startsWith('| '))) expect(cellsOf(row)).toBeLessThanOrEqual(9);
  });

  test('every row of a table has as many cells as its header', () => {
    const lines = renderSummary(reportFullOf('a | b \\| c `|` d')).split('\n');
    let header = 0;
    for (const [index, line] of lines.entries()) {
      if (line.startsWith('|') && lines[index - 1] === '') header = cellsOf(line);
      if (line.startsWith('|')) expect(cellsOf(line)).toBe(header);
    }
    expect(header).toBeGreaterThan(1);
  });
});

function cellsOf(row: string): number {
  return row.split('|').length - 2;
}

function runOf() {
  const { run } = report([]);
  if (run === undefined) throw new Error('the sample has a run');
  return run;
}
