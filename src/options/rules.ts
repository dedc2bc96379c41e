import { parseArchiveHashes, parseGatewayLines, parseRuleSeverities } from './lines.js';
import { isRef } from './ref.js';
import { shown } from './shown.js';
import type { Entry, OptionName } from './table.js';
import type { OptionsOf, Source } from './types.js';

/** The options of some entry; those it does not take are absent. */
export type AnyOptions = Partial<OptionsOf<'root'>>;

interface Given {
  readonly options: AnyOptions;
  readonly sources: ReadonlyMap<OptionName, Source>;
  readonly stages: readonly string[];
  /** An option's name as this caller writes it: `phase` or `--phase`. */
  readonly label: (name: OptionName) => string;
}

interface Rule {
  /** What it looks at: when one of these could not be parsed, the rule has nothing true to say. */
  readonly reads: readonly OptionName[];
  readonly problems: (given: Given) => readonly string[];
}

/** The stages that will run: the entry itself, or what `stages` says in the root action. */
export function stagesOf(entry: Entry, options: AnyOptions): readonly string[] {
  return entry === 'root' ? (options.stages ?? []) : [entry];
}

function isGiven(given: Given, name: OptionName): boolean {
  return given.sources.get(name) === 'option' || given.sources.get(name) === 'environment';
}

function prefixed(label: string, problems: readonly string[]): readonly string[] {
  return problems.map((problem) => `${label}: ${problem}`);
}

function gatewayLinesOf(options: AnyOptions): readonly (readonly [OptionName, readonly string[]])[] {
  const staging = options['staging-gateway'];
  return [
    ['staging-gateway', staging === undefined ? [] : [staging]],
    ['production-gateways', options['production-gateways'] ?? []],
    ['gateways', options.gateways ?? []],
  ];
}

/** Says that `b` would be ignored beside `a`, for each given `b`. */
function contradiction(a: OptionName, others: readonly OptionName[], why: string): Rule {
  return {
    reads: [a, ...others],
    problems: (given) =>
      isGiven(given, a)
        ? others
            .filter((name) => isGiven(given, name))
            .map((name) => `${given.label(a)} and ${given.label(name)} contradict each other: ${why}`)
        : [],
  };
}

/** What must hold between options whatever an inventory adds. */
const RULES: readonly Rule[] = [
  {
    // An empty digest is what a misspelt step or job output gives; promoting unchecked bytes because of it must not happen.
    reads: ['phase', 'digest', 'stages'],
    problems: ({ options, stages, label }) =>
      stages.includes('deploy') && options.phase === 'promote' && options.digest === undefined
        ? [
            `${label('digest')} is not set or empty, and ${label('phase')} promote requires it: pass the digest output of the validate stage`,
          ]
        : [],
  },
  {
    reads: ['api-url', 'api-token'],
    problems: ({ sources, label }) =>
      sources.get('api-url') === 'environment' && sources.get('api-token') === 'option'
        ? [
            `${label('api-token')} is an option but the API's URL comes from the environment variable KEEPTRUSTS_API_URL, so whoever sets that variable would receive the token: set ${label('api-url')} too, or give the token as KEEPTRUSTS_API_TOKEN`,
          ]
        : [],
  },
  {
    reads: ['engine', 'kt-path', 'kt-version', 'kt-sha256', 'stages'],
    problems: (given) =>
      given.options.engine === 'builtin' && given.stages.every((stage) => stage === 'validate')
        ? (['kt-path', 'kt-version', 'kt-sha256'] as const)
            .filter((name) => isGiven(given, name))
            .map((name) => `${given.label('engine')} builtin never runs kt, and ${given.label(name)} is set: remove one of the two`)
        : [],
  },
  {
    reads: ['engine', 'fix'],
    problems: ({ options, label }) =>
      options.fix === true && options.engine === 'kt'
        ? [`${label('fix')} needs the builtin engine, which ${label('engine')} kt leaves out: kt names no edits`]
        : [],
  },
  {
    reads: ['mutation', 'tests'],
    problems: ({ options, label }) =>
      options.mutation === true && options.tests === 'false'
        ? [`${label('mutation')} needs the tests that ${label('tests')} false leaves out: remove one of the two`]
        : [],
  },
  contradiction('kt-path', ['kt-version', 'kt-sha256'], 'an installed kt is used as it is, nothing is downloaded; remove one of the two'),
  {
    reads: ['kt-version'],
    problems: ({ options, label }) => {
      const version = options['kt-version'];
      return version === undefined || version === 'latest' || /^\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?$/.test(version)
        ? []
        : [`${label('kt-version')}: got ${shown(version)}, expected latest or a version like 0.2.0, without a leading v`];
    },
  },
  {
    reads: ['base-ref'],
    problems: ({ options, label }) => {
      const ref = options['base-ref'];
      return ref === undefined || isRef(ref)
        ? []
        : [`${label('base-ref')}: got ${shown(ref)}, expected one branch, tag or commit, e.g. origin/main`];
    },
  },
  { reads: ['rules'], problems: ({ options, label }) => prefixed(label('rules'), parseRuleSeverities(options.rules ?? []).problems) },
  {
    reads: ['kt-sha256'],
    problems: ({ options, label }) => prefixed(label('kt-sha256'), parseArchiveHashes(options['kt-sha256'] ?? []).problems),
  },
  {
    reads: ['staging-gateway', 'production-gateways', 'gateways'],
    problems: ({ options, label }) =>
      gatewayLinesOf(options).flatMap(([name, lines]) => prefixed(label(name), parseGatewayLines(lines).problems)),
  },
  {
    reads: ['policy-file', 'stages'],
    problems: ({ options, stages, label, sources }) => {
      const files = (options['policy-file'] ?? []).filter((line) => !line.startsWith('!'));
      if (files.length === 0 && sources.get('policy-file') === 'option')
        return [`${label('policy-file')} only excludes files: name at least one to use`];
      return files.length > 1 && stages.some((stage) => stage !== 'validate')
        ? [`${label('policy-file')} names ${files.length} files, and deploy and verify take exactly one: run them once per file`]
        : [];
    },
  },
  {
    reads: ['interval', 'consecutive', 'verify-timeout'],
    problems: ({ options, label }) => {
      const { interval, consecutive, 'verify-timeout': timeout } = options;
      return interval !== undefined && consecutive !== undefined && timeout !== undefined && interval * (consecutive - 1) >= timeout
        ? [
            `${label('consecutive')} ${consecutive} good answers ${interval} ms apart do not fit into ${label('verify-timeout')}: lower one of them or raise the timeout`,
          ]
        : [];
    },
  },
  {
    reads: ['interval', 'deploy-timeout'],
    problems: ({ options, label }) => {
      const { interval, 'deploy-timeout': timeout } = options;
      return interval !== undefined && timeout !== undefined && interval >= timeout
        ? [
            `${label('interval')} is not shorter than ${label('deploy-timeout')}, so a gateway would be asked once at most: lower ${label('interval')}`,
          ]
        : [];
    },
  },
];

/** Problems between options. Rules that read a broken option are left out, so that one mistake gives one message. */
export function crossProblems(given: Given, broken: ReadonlySet<OptionName>): readonly string[] {
  return RULES.filter((rule) => !rule.reads.some((name) => broken.has(name))).flatMap((rule) => rule.problems(given));
}
