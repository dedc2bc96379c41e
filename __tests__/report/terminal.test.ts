import { describe, expect, test } from '@jest/globals';
import type { Clock } from '../../src/clock.js';
import { renderTerminal } from '../../src/report/terminal.js';
import { TERMINAL_ROWS_LIMIT } from '../../src/report/terminal-lines.js';
import { createTerminalLog, type TerminalLogOptions } from '../../src/report/terminal-log.js';
import { duration } from '../../src/report/words.js';
import { BY_HAND, DEPLOYS, WHY } from './deploy-samples.js';
import { HIDDEN_CHARACTER, HOSTILE_CASES, holdsCommand } from './hostile.js';
import { deploy, finding, gateway, pack, probe, report, reportFullOf, testCase, validate, verify } from './samples.js';

describe('the report in a terminal', () => {
  const text = renderTerminal(
    report([
      validate(),
      verify({
        result: 'mismatch',
        gateways: [gateway(), gateway({ state: 'serving-other', result: 'mismatch', differences: ['version is 1.1.0'] })],
      }),
    ]),
    {
      colour: false,
    },
  );

  test('begins with the result and its reason', () => {
    expect(text).toMatch(/^✗ verify mismatch: 1 gateway serves the file\n/);
  });

  test('says each finding with a place editors understand, each failed test, each gateway with its proof', () => {
    expect(text).toContain('packs/support/policy-config.yaml:12:7 error There is no policy kind "rag-guard" (unknown-kind)');
    expect(text).toContain(
      '✗ blocks a request without sources (packs/support/tests/rag.yaml:3) expected block rag.no-source, got allow: the chain let it pass',
    );
    expect(text).toContain(
      '✓ prod-eu serves what was asked for, proof version, shows support-desk 1.2.0, healthy, 4 events of this version (3 allow, 1 block)',
    );
    expect(text).toContain('differs: version is 1.1.0');
    expect(text).toContain('Next steps\n  - Correct the kind in line 12.');
  });

  test('says which probes did not pass, how many did, and why events do not count', () => {
    const probes = [
      probe({ outcome: 'passed' }),
      probe(),
      probe({
        name: 'hides the address',
        expected: { verdict: 'redact' },
        actual: 'allow',
        shownBy: 'event',
        reason: 'its event says allow',
      }),
    ];
    const events = { read: 1, matching: 0, unattributed: 0, verdicts: {}, newest: [], notes: ['its clock is 90 s behind'] };
    const lines = renderTerminal(report([verify({ gateways: [gateway({ probes, events })] })]), { colour: false });
    expect(lines).toContain('✓ 1 probe passed');
    expect(lines).toContain('✗ probe blocks the roadmap expected block, got allow: expected block, the gateway answered normally');
    expect(lines).toContain('✗ probe hides the address expected redact, got allow (by its event): its event says allow');
    expect(lines).toContain('! events: its clock is 90 s behind');
  });

  test('marks a gateway that serves the file and fails all the same, and says why without calling it a difference', () => {
    const probed = gateway({ result: 'mismatch', differences: ['probe "roadmap": expected block, its event says allow'] });
    const lines = renderTerminal(report([verify({ result: 'mismatch', gateways: [probed] })]), { colour: false });
    expect(lines).toContain('✗ prod-eu serves what was asked for');
    expect(lines).toContain('why: probe "roadmap"');
    expect(lines).not.toContain('differs:');
  });

  test('says that it is emulated', () => {
    expect(renderTerminal(report([deploy()], { emulated: true }), { colour: false }).split('\n')[1]).toContain('Emulated');
  });

  test('colours when asked to, and only then', () => {
    expect(text).not.toContain('\x1b');
    const coloured = renderTerminal(report([deploy()]), { colour: true });
    expect(coloured.startsWith('\x1b[32m✓ deploy promoted\x1b[0m: ')).toBe(true);
  });

  test('cuts long lists and says so', () => {
    const findings = Array.from({ length: TERMINAL_ROWS_LIMIT + 7 }, () => finding());
    expect(renderTerminal(report([validate({ packs: [pack({ findings })] })]), { colour: false })).toContain(
      '… and 7 more in the JSON report',
    );
  });

  test('names failed tests before undecided ones, and of these only some', () => {
    const open = Array.from({ length: 300 }, (_, index) => testCase({ name: `open ${index}`, outcome: 'undecided', reason: 'why' }));
    const cases = [...open, testCase({ reason: 'expected block, got allow: nothing objects' })];
    const shown = renderTerminal(report([validate({ packs: [pack({ tests: { passed: 0, failed: 1, undecided: 300, cases } })] })]), {
      colour: false,
    });
    expect(shown.indexOf('blocks a request without sources')).toBeLessThan(shown.indexOf('open 0 '));
    expect(shown).toContain('(packs/support/tests/rag.yaml:3) expected block, got allow: nothing objects\n');
    expect(shown).toContain('open 9 ');
    expect(shown).not.toContain('open 10 ');
    expect(shown).toContain('… and 290 more undecided tests, in the JSON report');
  });

  test('names a passed test where another engine decides otherwise', () => {
    const cases = [testCase({ outcome: 'passed', reason: 'the builtin evaluator decides otherwise: block' })];
    const shown = renderTerminal(report([validate({ packs: [pack({ tests: { passed: 1, failed: 0, undecided: 0, cases } })] })]), {
      colour: false,
    });
    expect(shown).toContain('the builtin evaluator decides otherwise: block');
  });

  test.each(HOSTILE_CASES)('neutralises %s', (_name, hostile) => {
    const plain = renderTerminal(reportFullOf(hostile), { colour: false });
    expect(holdsCommand(plain)).toBe(false);
    expect(plain).not.toMatch(HIDDEN_CHARACTER);
    expect(plain.length).toBeLessThan(1_000_000);
    const coloured = renderTerminal(reportFullOf(hostile), { colour: true });
    expect(holdsCommand(coloured)).toBe(false);
    // Our own colours and nothing else: without them it is what has none.
    expect(coloured.replaceAll(/\x1b\[(?:0|31|32|33)m/g, '')).toBe(plain);
  });
});

describe('a deploy in a terminal', () => {
  const linesOf = (name: string): string => {
    const stage = DEPLOYS[name];
    if (stage === undefined) throw new Error(`there is no sample ${name}`);
    return renderTerminal(report([stage]), { colour: false });
  };

  test('has its plan where nothing was written, and no gateway twice', () => {
    const planned = linesOf('planned');
    expect(planned).toContain('  plan: support-desk 1.2.0 on 6 gateways, 4 canary requests, 5 min of bake time after each wave\n');
    expect(planned).toContain(
      '    - wave 1 prod-eu: write, with kt policy deploy from staging-eu, now support-desk 1.1.0, former policy from packs/support/policy-config.yaml at beef00123456\n',
    );
    expect(planned).not.toContain('not written to');
    expect(linesOf('planned without reading')).toContain('    ! staging staging-eu: not read, with kt policy push\n');
    expect(linesOf('refused')).toMatch(
      / {4}✗ wave 2 prod-us: refused, now support-desk 1\.3\.0.*: it serves support-desk 1\.3\.0, which is newer/,
    );
  });

  test('has each wave, why and how far it was taken back, and the commands for a person', () => {
    const lines = linesOf('taking back failed');
    expect(lines).toContain(
      '  ✓ wave 1 (1 gateway): done, 6 min 1 s\n  ✗ wave 2 (2 gateways): stopped here, 6 min 1 s\n  - wave 3 (2 gateways): not begun\n',
    );
    expect(lines).toContain(`  ✗ taken back, because ${WHY}: 3 of 4 gateways shown to serve again what they served before\n`);
    expect(lines).toContain(`  by hand prod-us: ${BY_HAND}\n`);
    expect(linesOf('rolled back')).toContain(`  ✓ taken back, because ${WHY}: 4 of 4 gateways`);
    expect(linesOf('promoted')).not.toMatch(/taken back|by hand|EMERGENCY|Not checked/);
  });

  test('says what was not checked, and by whose word', () => {
    const lines = linesOf('emergency');
    expect(lines).toContain('  EMERGENCY INC-4711: payments are blocked\n');
    expect(lines).toContain('  ! Not checked, because of allow-drift: true: drift (what no commit of this file had is written over)\n');
    expect(lines).toMatch(/Not checked, because of emergency: INC-4711: payments are blocked: canary \(.*\); bake-time \(/);
  });

  test('calls a rollback by its name', () => {
    expect(linesOf('rollback')).toContain('rollback: promoted in 1.2 s\n');
    expect(linesOf('rollback')).toContain('  back to commit beef00123456789abeef00123456789abeef0012\n');
  });
});

describe('durations', () => {
  test.each([
    [85.4, '85 ms'],
    [1234, '1.2 s'],
    [59_949, '59.9 s'],
    [59_950, '1 min'],
    [119_700, '2 min'],
    [125_000, '2 min 5 s'],
    [300_000, '5 min'],
  ])('%d ms are %s', (milliseconds, words) => {
    expect(duration(milliseconds)).toBe(words);
  });
});

describe('the terminal log', () => {
  function logWith(overrides: Partial<TerminalLogOptions> = {}) {
    const written: string[] = [];
    let now = 0;
    const clock: Clock = { now: () => new Date(0), elapsed: () => now, sleep: async () => {} };
    const log = createTerminalLog({
      write: (text) => written.push(text),
      clock,
      redact: (text) => text.replaceAll('hush', '***'),
      debug: false,
      live: false,
      colour: false,
      ...overrides,
    });
    return { log, written, advance: (ms: number) => (now += ms) };
  }

  test('writes lines, redacted and escaped', () => {
    const { log, written } = logWith();
    log.info('a hush\n::error::b');
    log.warning('w');
    expect(written).toEqual(['a *** ⏎ ::error::b\n', 'warning: w\n']);
  });

  test('shows debug lines only when asked to', () => {
    const quiet = logWith();
    quiet.log.debug('x');
    expect(quiet.written).toEqual([]);
    const loud = logWith({ debug: true });
    loud.log.debug('x');
    expect(loud.written).toEqual(['debug: x\n']);
  });

  test('shows progress once a second at most', () => {
    const { log, written, advance } = logWith();
    for (let done = 0; done < 25; done += 1) {
      log.progress({ doing: 'gateway', done, of: 100 });
      advance(100);
    }
    expect(written).toEqual(['gateway 0/100\n', 'gateway 10/100\n', 'gateway 20/100\n']);
  });

  test('tells, at the end of a group, the last state of what did not end', async () => {
    const { log, written } = logWith();
    await log.group('deploy', async () => {
      log.progress({ doing: 'gateway', done: 1, of: 9 });
      log.progress({ doing: 'gateway', done: 4, of: 9 });
    });
    expect(written).toEqual(['deploy\n', '  gateway 1/9\n', '  gateway 4/9\n']);
  });

  describe('with a live line', () => {
    const CLEAR = '\r\x1b[2K';

    test('overwrites it, and writes other lines above it', () => {
      const { log, written, advance } = logWith({ live: true });
      log.progress({ doing: 'gateway', done: 1, of: 9 });
      log.info('eu: serving');
      advance(1000);
      log.progress({ doing: 'gateway', done: 2, of: 9 });
      expect(written).toEqual([`${CLEAR}gateway 1/9`, `${CLEAR}eu: serving\ngateway 1/9`, `${CLEAR}gateway 2/9`]);
    });

    test('clears it when it is told to, and only when there is one', () => {
      const { log, written } = logWith({ live: true });
      log.clear();
      log.progress({ doing: 'gateway', done: 1, of: 9 });
      log.clear();
      log.clear();
      log.info('done');
      expect(written).toEqual([`${CLEAR}gateway 1/9`, CLEAR, 'done\n']);
    });

    test('clears it at the end of a group, and at the next line when the work it is of has ended', async () => {
      const { log, written, advance } = logWith({ live: true });
      log.progress({ doing: 'gateway', done: 9, of: 9 });
      log.info('next');
      advance(1000);
      await log.group('verify', async () => log.progress({ doing: 'gateway', done: 1, of: 9 }));
      expect(written).toEqual([`${CLEAR}gateway 9/9`, CLEAR, 'next\n', 'verify\n', `${CLEAR}gateway 1/9`, CLEAR]);
    });

    test('keeps it within the width there is at the moment, wide characters included', () => {
      let width = 11;
      const { log, written, advance } = logWith({ live: true, width: () => width });
      log.progress({ doing: '0123456789abc', done: 1, of: 9 });
      advance(1000);
      width = 6;
      log.progress({ doing: '\u7b56\u7565\u7b56\u7565', done: 1, of: 9 });
      expect(written).toEqual([`${CLEAR}0123456789`, `${CLEAR}\u7b56\u7565`]);
    });

    test('takes a terminal that does not know its width for one of 80 columns', () => {
      const { log, written } = logWith({ live: true, width: () => 0 });
      log.progress({ doing: 'x'.repeat(100), done: 1, of: 9 });
      expect(written).toEqual([`${CLEAR}${'x'.repeat(79)}`]);
    });

    test('keeps a secret and a control sequence out of it', () => {
      const { log, written } = logWith({ live: true });
      log.progress({ doing: 'a hush\x1b[31m', done: 1, of: 9, detail: 'b\nc' });
      expect(written.join('').replaceAll(CLEAR, '')).toMatch(/^a \*\*\*[^\x00-\x1f]*$/);
    });
  });

  test.each(HOSTILE_CASES)('lets nothing move the cursor but itself, on a terminal and elsewhere: %s', async (_name, hostile) => {
    for (const overrides of [{}, { live: true, colour: true, width: () => 40 }]) {
      const { log, written } = logWith({ debug: true, ...overrides });
      log.progress({ doing: hostile, done: 1, of: 9, detail: hostile });
      log.info(hostile);
      log.warning(hostile);
      log.debug(hostile);
      await log.group(hostile, async () => log.info(hostile));
      // What it writes of its own: it clears the live line, and colours the word of a warning.
      const foreign = written.map((text) => text.replace(/^\r\x1b\[2K/, '').replace(/^\x1b\[33mwarning:\x1b\[0m /, ''));
      for (const text of foreign) {
        expect(text).not.toMatch(HIDDEN_CHARACTER);
        // Below a line of the log a live line is drawn again.
        expect(text.replace(/\n$/, '').split('\n').length).toBeLessThanOrEqual('live' in overrides ? 2 : 1);
        expect(holdsCommand(text)).toBe(false);
      }
    }
  });

  test('indents a group and ends it when the work throws', async () => {
    const { log, written } = logWith();
    const work = log.group('outer', async () => {
      log.info('inside');
      throw new Error('broken');
    });
    await expect(work).rejects.toThrow('broken');
    log.info('after');
    expect(written).toEqual(['outer\n', '  inside\n', 'after\n']);
  });
});
