import { describe, expect, test } from '@jest/globals';
import { COMMANDS } from '../../src/options/commands.js';
import { readFlags } from '../../src/options/flags.js';
import { renderHelp } from '../../src/options/help.js';
import { optionNames, specOf } from '../../src/options/lookup.js';

describe('command line flags', () => {
  test.each([
    [['--policy-file', 'a', '--policy-file=b'], { 'policy-file': 'a\nb' }],
    [['a.yaml', '--engine', 'kt', 'b.yaml'], { 'policy-file': 'a.yaml\nb.yaml', engine: 'kt' }],
    [['--', '--odd.yaml'], { 'policy-file': '--odd.yaml' }],
    [['#a.yaml'], { 'policy-file': './#a.yaml' }],
    [['--summary'], { summary: 'true' }],
    [['--no-summary', '--annotations=false'], { summary: 'false', annotations: 'false' }],
    [['--accept-degraded', 'x.yaml'], { 'accept-degraded': 'true', 'policy-file': 'x.yaml' }],
    [['--stages=validate', '--stages', 'deploy'], { stages: 'validate\ndeploy' }],
    [['--digest='], { digest: '' }],
    [['--staging-gateway=--x'], { 'staging-gateway': '--x' }],
    [['--unknown=1'], { unknown: '' }],
  ])('%j', (argv, expected) => {
    const { values, problems } = readFlags(argv);
    expect(problems).toEqual([]);
    expect(Object.fromEntries(values)).toEqual(expected);
  });

  test.each([
    [
      ['--api-token', 'hunter2'],
      '--api-token: secrets are not taken from the command line, where every process can read them; set KEEPTRUSTS_API_TOKEN instead',
    ],
    [['--gateway-token=hunter2'], 'set KEEPTRUSTS_GATEWAY_TOKEN instead'],
    [['--phase'], '--phase needs a value'],
    [['--phase', '--summary'], '--phase needs a value'],
    [['--phase=all', '--phase=stage'], '--phase is given twice'],
    [['--summary', '--no-summary'], '--summary is given twice'],
    [['--no-phase'], '--no-phase does not exist'],
    [['--no-summary=yes'], '--no-summary takes no value'],
    [['-x'], 'unknown flag "-x"'],
    [['--canary', 'a\nb'], '--canary: a value holds a line break'],
    [['a\nb.yaml'], 'holds a line break: rename the file'],
  ])('%j is a problem', (argv, problem) => {
    const { problems } = readFlags(argv);
    expect(problems).toEqual([expect.stringContaining(problem)]);
    expect(problems.join()).not.toContain('hunter2');
  });

  test('help and debug are switches, not options', () => {
    expect(readFlags(['-h', '--debug'])).toMatchObject({ help: true, debug: true, values: new Map(), problems: [] });
    expect(readFlags([])).toMatchObject({ help: false, debug: false });
  });
});

describe('--help', () => {
  test.each(['validate', 'deploy', 'verify'] as const)('%s: lists every flag and no secret as one', (entry) => {
    const help = renderHelp(entry);
    for (const name of optionNames(entry, 'flags')) {
      const spec = specOf(name);
      const flag = new RegExp(`^ {2}--(\\[no-\\])?${name}(=|$)`, 'm');
      if (spec.type === 'secret') {
        expect(help).not.toMatch(flag);
        expect(help).toContain(`  ${spec.environment}\n`);
      } else expect(help).toMatch(flag);
    }
    expect(help.split('\n').every((line) => line.length <= 100)).toBe(true);
    expect(help.endsWith('\n')).toBe(true);
  });

  test('leaves out what only a workflow run has', () => {
    expect(renderHelp('validate')).not.toMatch(/--comment|--check-run|GITHUB_TOKEN/);
  });

  test('states defaults and ranges', () => {
    expect(renderHelp('verify')).toContain('[1 to 1000] [default: 50]');
    expect(renderHelp('validate')).not.toContain('--phase');
  });

  test('without a command, lists the commands', () => {
    for (const name of Object.keys(COMMANDS)) expect(renderHelp(undefined)).toMatch(new RegExp(`^ {2}${name} `, 'm'));
  });
});
