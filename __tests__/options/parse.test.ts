import { describe, expect, test } from '@jest/globals';
import { readFlags } from '../../src/options/flags.js';
import { readInputs } from '../../src/options/inputs.js';
import { comesBy, isOptionName, optionNames, specOf } from '../../src/options/lookup.js';
import { parseOptions } from '../../src/options/parse.js';
import { type Entry, OPTIONS } from '../../src/options/table.js';

const DIGEST = `sha256:${'0f'.repeat(32)}`;

function parse<E extends Entry>(
  entry: E,
  values: Record<string, string>,
  environment: Record<string, string> = {},
  origin: 'inputs' | 'flags' = 'inputs',
) {
  return parseOptions(entry, { values: new Map(Object.entries(values)), environment, origin });
}

function problemsOf(...args: Parameters<typeof parse>): readonly string[] {
  const result = parse(...args);
  return result.kind === 'problems' ? result.problems : [];
}

function optionsOf<E extends Entry>(
  entry: E,
  values: Record<string, string>,
  environment: Record<string, string> = {},
  origin: 'inputs' | 'flags' = 'inputs',
) {
  const result = parse(entry, values, environment, origin);
  if (result.kind === 'problems') throw new Error(result.problems.join('\n'));
  return result;
}

describe('options of an entry', () => {
  test.each(['root', 'validate', 'deploy', 'verify'] as const)('%s: nothing set gives every option its default', (entry) => {
    const { options, sources } = optionsOf(entry, {});
    expect(Object.keys(options)).toEqual(optionNames(entry));
    expect([...sources.values()].every((source) => source === 'default')).toBe(true);
  });

  test('types arrive parsed', () => {
    const { options, sources } = optionsOf('verify', {
      since: '90s',
      'event-limit': '7',
      'accept-degraded': 'TRUE',
      gateways: 'a\n# no\nb=https://b.example',
      digest: DIGEST,
    });
    expect(options).toMatchObject({
      since: 90_000,
      'event-limit': 7,
      'accept-degraded': true,
      gateways: ['a', 'b=https://b.example'],
      digest: DIGEST,
    });
    expect(options.interval).toBe(2000);
    expect([sources.get('since'), sources.get('interval')]).toEqual(['option', 'default']);
  });

  test.each(['', '   ', '\n'])('%j means unset', (text) => {
    expect(optionsOf('deploy', { phase: text, digest: text, 'deploy-timeout': text }).options).toMatchObject({
      phase: 'all',
      digest: undefined,
      'deploy-timeout': 150_000,
    });
  });

  test('lines with only comments mean unset', () => {
    expect(optionsOf('validate', { 'policy-file': '# none\n\n' }).options['policy-file']).toEqual(['policy-config.yaml']);
  });

  test('the environment is read when the option is unset, and the option wins', () => {
    const environment = { KEEPTRUSTS_API_URL: 'https://env.example', KEEPTRUSTS_API_TOKEN: 'from-env' };
    const inherited = optionsOf('verify', { 'api-url': '' }, environment);
    expect([inherited.options['api-url'], inherited.options['api-token']?.reveal(), inherited.sources.get('api-url')]).toEqual([
      'https://env.example',
      'from-env',
      'environment',
    ]);
    const given = optionsOf('verify', { 'api-url': 'https://given.example' }, environment);
    expect([given.options['api-url'], given.sources.get('api-url')]).toEqual(['https://given.example', 'option']);
  });

  test('a wrong environment variable is named', () => {
    expect(problemsOf('deploy', {}, { KEEPTRUSTS_API_URL: 'http://api.example' })).toEqual([
      'environment variable KEEPTRUSTS_API_URL (for api-url): got "http://api.example", expected an https:// URL (http:// only for loopback)',
    ]);
  });
});

describe('problems', () => {
  test('are all told at once, each with option, value and what is allowed', () => {
    expect(
      problemsOf('deploy', {
        phase: 'promot',
        'deploy-timeout': '5',
        concurrency: '0',
        'allow-inconclusive': 'yes',
        'kt-verison': '1',
        digest: 'abc',
      }),
    ).toEqual([
      'unknown input "kt-verison"; did you mean kt-version?',
      expect.stringMatching(/^digest: got "abc", expected sha256: and 64/),
      'concurrency: got "0", expected a whole number from 1 to 100',
      'phase: got "promot", expected all, stage or promote; did you mean promote?',
      'allow-inconclusive: got "yes", expected true or false',
      expect.stringMatching(/^deploy-timeout: got "5", expected a duration from 1s to 1h.*5s$/),
    ]);
  });

  test('name flags as they are written', () => {
    expect(problemsOf('deploy', { phase: 'x' }, {}, 'flags')).toEqual(['--phase: got "x", expected all, stage or promote']);
  });

  test('quote hostile values on one line, shortened', () => {
    const [problem = ''] = problemsOf('deploy', { phase: `a\n::set-output name=x::y\u001b[0m${'z'.repeat(500)}` });
    expect(problem).not.toContain('\n');
    expect(problem).not.toContain('\u001b');
    expect(problem.length).toBeLessThan(200);
  });

  test('never repeat a secret', () => {
    const secrets = { 'api-token': 'hunter2 with\nbreak', 'gateway-token': 'hunter2\u0000' };
    const problems = [
      ...problemsOf('deploy', { ...secrets, phase: 'x' }),
      ...problemsOf('verify', {}, { KEEPTRUSTS_API_TOKEN: 'hunter2 x' }),
      ...problemsOf('deploy', { 'api-url': 'https://u:hunter2@x', 'download-url': 'https://x/?t=hunter2' }),
      ...problemsOf('validate', secrets, {}, 'flags'),
    ];
    expect(problems).toHaveLength(8);
    expect(problems.join('\n')).not.toContain('hunter2');
  });

  test.each(['deploy', 'root'] as const)('%s: an unknown input is a problem', (entry) => {
    expect(problemsOf(entry, { policy_file: 'x' })).toEqual(['unknown input "policy_file"; did you mean policy-file?']);
    expect(problemsOf(entry, { zzzzzz: '' })).toEqual([expect.stringContaining('unknown input "zzzzzz"')]);
  });

  test.each(['validate', 'verify'] as const)('%s: an unknown input is a warning, an unknown flag a problem', (entry) => {
    expect(parse(entry, { policy_file: 'x' })).toMatchObject({
      kind: 'ok',
      warnings: ['unknown input "policy_file"; did you mean policy-file?'],
    });
    expect(problemsOf(entry, { policy_file: 'x' }, {}, 'flags')).toEqual(['unknown flag "--policy_file"; did you mean --policy-file?']);
  });

  test('an option of another stage is told from an unknown one', () => {
    expect(parse('validate', { phase: 'all' })).toMatchObject({
      warnings: ['input phase is not taken by validate; it belongs to deploy: remove it here'],
    });
    expect(problemsOf('deploy', { constructor: '' })).toEqual([expect.stringContaining('unknown input "constructor"')]);
  });
});

describe('rules between options', () => {
  const HASH = `kt=${'0'.repeat(64)}`;
  const CASES: readonly (readonly [string, Entry, Record<string, string>, Record<string, string>, readonly string[]])[] = [
    [
      'promote without digest',
      'deploy',
      { phase: 'promote', digest: '' },
      {},
      ['digest is not set or empty, and phase promote requires it'],
    ],
    ['promote with digest', 'deploy', { phase: 'promote', digest: DIGEST }, {}, []],
    ['promote in root without deploy', 'root', { stages: 'validate', phase: 'promote' }, {}, []],
    ['promote in root with deploy', 'root', { stages: 'deploy', phase: 'promote' }, {}, ['digest is not set or empty']],
    ['promote with a bad digest is one problem', 'deploy', { phase: 'promote', digest: 'x' }, {}, ['digest: got "x"']],
    [
      'URL of the environment with token of an input',
      'deploy',
      { 'api-token': 't' },
      { KEEPTRUSTS_API_URL: 'https://e.example' },
      ['set api-url too'],
    ],
    ['both of the environment', 'deploy', {}, { KEEPTRUSTS_API_URL: 'https://e.example', KEEPTRUSTS_API_TOKEN: 't' }, []],
    ['both of inputs', 'deploy', { 'api-url': 'https://i.example', 'api-token': 't' }, { KEEPTRUSTS_API_URL: 'https://e.example' }, []],
    ['token of an input, default URL', 'deploy', { 'api-token': 't' }, {}, []],
    [
      'builtin with kt-path',
      'validate',
      { engine: 'builtin', 'kt-path': '/opt/kt' },
      {},
      ['engine builtin never runs kt, and kt-path is set'],
    ],
    ['builtin with kt-version', 'validate', { engine: 'builtin', 'kt-version': '0.2.0' }, {}, ['kt-version is set']],
    [
      'builtin with kt-version in root, for deploy',
      'root',
      { stages: 'validate,deploy', engine: 'builtin', 'kt-version': '0.2.0' },
      {},
      [],
    ],
    ['builtin with kt-version in root, validate alone', 'root', { engine: 'builtin', 'kt-version': '0.2.0' }, {}, ['engine builtin']],
    [
      'kt-path with kt-version',
      'deploy',
      { 'kt-path': '/kt', 'kt-version': 'latest' },
      {},
      ['kt-path and kt-version contradict each other'],
    ],
    ['kt-path with kt-sha256', 'verify', { 'kt-path': '/kt', 'kt-sha256': HASH }, {}, ['kt-path and kt-sha256 contradict each other']],
    ['kt-version with kt-sha256', 'verify', { 'kt-version': '0.2.0-rc.1', 'kt-sha256': HASH }, {}, []],
    [
      'kt-version that is a path',
      'verify',
      { 'kt-version': '../../evil' },
      {},
      ['kt-version: got "../../evil", expected latest or a version'],
    ],
    ['kt-version with v', 'verify', { 'kt-version': 'v0.2.0' }, {}, ['without a leading v']],
    ['rules', 'validate', { rules: 'a: off\nb' }, {}, ['rules: "b" is not of the form']],
    ['kt-sha256', 'validate', { 'kt-sha256': 'x' }, {}, ['kt-sha256: "x" is not of the form']],
    [
      'gateway lines',
      'deploy',
      { 'staging-gateway': '-s', 'production-gateways': 'a\na' },
      {},
      ['staging-gateway: "-s"', 'production-gateways: gateway "a" is listed twice'],
    ],
    ['gateways of verify', 'verify', { gateways: 'a b' }, {}, ['gateways: "a b"']],
    ['two files for deploy', 'deploy', { 'policy-file': 'a\nb' }, {}, ['policy-file names 2 files']],
    ['two files for validate', 'validate', { 'policy-file': 'a\nb' }, {}, []],
    ['one file and an exclusion for deploy', 'deploy', { 'policy-file': '*.yaml\n!b.yaml' }, {}, []],
    ['only exclusions', 'validate', { 'policy-file': '!b' }, {}, ['policy-file only excludes files']],
    ['more events than are asked for at first', 'verify', { 'minimum-events': '1000' }, {}, []],
    ['more events than are ever asked for', 'verify', { 'minimum-events': '1001' }, {}, ['minimum-events: got "1001"']],
    ['answers that do not fit', 'verify', { interval: '1m', consecutive: '3', 'verify-timeout': '2m' }, {}, ['consecutive 3 good answers']],
    ['answers that fit', 'verify', { interval: '1m', consecutive: '3', 'verify-timeout': '3m' }, {}, []],
    ['waves that fall', 'deploy', { waves: '5, 3, 100%' }, {}, ['waves: got "5, 3, 100%": 3 does not come after 5']],
    ['waves that leave gateways out', 'deploy', { waves: '1, 50%' }, {}, ['its last wave must be 100%']],
    ['waves of another kind', 'deploy', { waves: 'some' }, {}, ['"some" is no size of a wave']],
    ['an emergency without a reason', 'deploy', { emergency: 'INC-1' }, {}, ['emergency: got "INC-1", expected a ticket and a reason']],
    ['an emergency with both', 'deploy', { emergency: 'INC-1: wrong chain blocks everybody' }, {}, []],
    [
      'a source for a rollback that is off',
      'deploy',
      { rollback: 'false', 'previous-policy-file': 'old.yaml' },
      {},
      ['rollback is false, so previous-policy-file would never be used'],
    ],
    ['rollback without a commit', 'root', { stages: 'rollback' }, {}, ['stage rollback needs rollback-to']],
    ['rollback to no commit', 'deploy', { 'rollback-to': '-x' }, {}, ['rollback-to: got "-x", expected one commit']],
    ['rollback beside deploy', 'root', { stages: 'deploy, rollback', 'rollback-to': 'a1' }, {}, ['stages names deploy and rollback']],
    [
      'a commit to go back to without the stage',
      'root',
      { stages: 'deploy', 'rollback-to': 'a1' },
      {},
      ['rollback-to is set, and stage rollback'],
    ],
    ['waves of a rollback', 'deploy', { 'rollback-to': 'a1', waves: '1, 100%' }, {}, ['waves has no meaning for stage rollback']],
    ['a rollback', 'deploy', { 'rollback-to': 'a1' }, {}, []],
    ['a single question', 'deploy', { interval: '10s', 'deploy-timeout': '10s' }, {}, ['interval is not shorter than deploy-timeout']],
  ];

  test.each(CASES)('%s (%s)', (_title, entry, values, environment, expected) => {
    expect(problemsOf(entry, values, environment)).toEqual(expected.map((text) => expect.stringContaining(text)));
  });
});

describe('inputs of an action', () => {
  test('arrive under their names, undeclared ones too', () => {
    const values = readInputs({
      'INPUT_POLICY-FILE': 'a.yaml',
      INPUT_PHASE: '',
      INPUT_SOME_THING: 'x',
      PATH: '/bin',
      INPUT_: 'y',
      INPUT_GONE: undefined,
    });
    expect([...values]).toEqual([
      ['policy-file', 'a.yaml'],
      ['phase', ''],
      ['some_thing', 'x'],
    ]);
  });

  test('every input the runner can hand over is known', () => {
    const environment = Object.fromEntries(optionNames('root', 'inputs').map((name) => [`INPUT_${name.toUpperCase()}`, '']));
    expect(parseOptions('root', { values: readInputs(environment), environment, origin: 'inputs' }).kind).toBe('ok');
  });

  test('every option accepts some value and refuses or reads another: none is ignored', () => {
    const samples: Readonly<Record<string, string>> = {
      text: '0.9.9',
      path: 'some/path',
      url: 'https://sample.example',
      digest: DIGEST,
      secret: 'sample-token',
      integer: '3',
      duration: '3s',
      lines: 'sample',
    };
    for (const name of Object.keys(OPTIONS).filter(isOptionName)) {
      const spec = specOf(name);
      const last = 'choices' in spec ? spec.choices.at(-1) : undefined;
      const special: Readonly<Record<string, string>> = {
        rules: 'a: off',
        'kt-sha256': `kt=${'0'.repeat(64)}`,
        waves: '100%',
        emergency: 'INC-1: reason',
      };
      const text = special[name] ?? last ?? (spec.type === 'boolean' ? String(!spec.default) : samples[spec.type]) ?? '';
      const extra = { digest: DIGEST, 'event-limit': '50' };
      const stages: Record<string, string> = name === 'rollback-to' ? { stages: 'rollback' } : {};
      const origin = comesBy('inputs', name) ? 'inputs' : 'flags';
      const { options, sources } = optionsOf('root', { ...extra, ...stages, [name]: text }, {}, origin);
      expect([name, sources.get(name)]).toEqual([name, 'option']);
      expect(options[name]).not.toEqual(name in extra ? undefined : optionsOf('root', extra).options[name]);
    }
  });
});

describe('an option of the command line alone', () => {
  const given = (origin: 'inputs' | 'flags') => ({ values: new Map([['fix', 'true']]), environment: {}, origin });

  test('is taken as a flag', () => {
    const parsed = parseOptions('validate', given('flags'));
    expect(parsed.kind === 'ok' && parsed.options.fix).toBe(true);
  });

  test('is no input: the root action refuses it, validate warns and leaves it off', () => {
    const words = 'fix is a flag of the command line, not an input: remove it';
    expect(parseOptions('root', given('inputs'))).toMatchObject({ kind: 'problems', problems: [words] });
    expect(parseOptions('validate', given('inputs'))).toMatchObject({ kind: 'ok', options: { fix: false }, warnings: [words] });
  });

  test('contradicts leaving out the engine it needs', () => {
    const parsed = parseOptions('validate', {
      values: new Map([
        ['fix', 'true'],
        ['engine', 'kt'],
      ]),
      environment: {},
      origin: 'flags',
    });
    expect(parsed).toMatchObject({
      kind: 'problems',
      problems: ['--fix needs the builtin engine, which --engine kt leaves out: kt names no edits'],
    });
  });
});

describe('an option of the actions alone', () => {
  test('is taken as an input', () => {
    const values = new Map([['comment', 'true']]);
    expect(parseOptions('validate', { values, environment: {}, origin: 'inputs' })).toMatchObject({
      kind: 'ok',
      options: { comment: true },
    });
  });

  test.each([['--comment'], ['--no-comment'], ['--comment-key=a'], ['--check-run=true'], ['--github-token=hunter2']])(
    'is no flag: %s',
    (flag) => {
      const { values, problems } = readFlags([flag]);
      expect(problems).toEqual([]);
      const name = flag.replace('no-', '').replace(/=.*/, '');
      const words = `${name} is an input of the actions, not a flag: remove it`;
      expect(parseOptions('validate', { values, environment: {}, origin: 'flags' })).toMatchObject({ kind: 'problems', problems: [words] });
    },
  );
});
