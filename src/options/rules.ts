import { parseArchiveHashes, parseGatewayLines, parseRuleSeverities } from './lines.js';
import { isRef } from './ref.js';
import { shown } from './shown.js';
import type { Entry, OptionName } from './table.js';
import type { OptionsOf, Source } from './types.js';
import { parseWaves } from './waves.js';

/** The options of some entry; those it does not take are absent. */
export type AnyOptions = Partial<OptionsOf<'root'>>;

interface Given {
  readonly options: AnyOptions;
  readonly sources: ReadonlyMap<OptionName, Source>;
  readonly stages: readonly RunStageName[];
  /** An option's name as this caller writes it: `phase` or `--phase`. */
  readonly label: (name: OptionName) => string;
}

interface Rule {
  /** What it looks at: when one of these could not be parsed, the rule has nothing true to say. */
  readonly reads: readonly OptionName[];
  readonly problems: (given: Given) => readonly string[];
}

/** What a run can be asked to do: `rollback` is a deploy of an earlier commit's file. */
export type RunStageName = OptionsOf<'root'>['stages'][number];

/** The order in which stages run, whatever the order they were named in; `rollback` takes the place of `deploy`. */
const STAGE_ORDER: readonly RunStageName[] = ['validate', 'deploy', 'rollback', 'verify'];

/** The stages that will run, in their order: the entry itself, or what `stages` says in the root action. */
export function stagesOf(entry: Entry, options: AnyOptions): readonly RunStageName[] {
  if (entry === 'root') return STAGE_ORDER.filter((stage) => options.stages?.includes(stage));
  return [entry === 'deploy' && options['rollback-to'] !== undefined ? 'rollback' : entry];
}

/** True when a stage writes to gateways. */
export function writesTo(stages: readonly RunStageName[]): boolean {
  return stages.includes('deploy') || stages.includes('rollback');
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
    reads: ['stages', 'rollback-to', 'waves', 'phase'],
    problems: (given) => {
      const { options, stages, label } = given;
      if (!stages.includes('rollback')) {
        return options['rollback-to'] === undefined
          ? []
          : [`${label('rollback-to')} is set, and stage rollback is not among ${label('stages')}`];
      }
      if (stages.includes('deploy')) return [`${label('stages')} names deploy and rollback: one run brings one file to the gateways`];
      if (options['rollback-to'] === undefined)
        return [`stage rollback needs ${label('rollback-to')}: the commit whose policy file comes back`];
      const ignored = (['waves', 'phase', 'canary'] as const).filter((name) => isGiven(given, name));
      return [
        ...(isRef(options['rollback-to']) ? [] : [`${label('rollback-to')}: got ${shown(options['rollback-to'])}, expected one commit`]),
        ...ignored.map((name) => `${label(name)} has no meaning for stage rollback, which goes to all gateways in one wave: remove it`),
      ];
    },
  },
  {
    reads: ['waves'],
    problems: ({ options, label }) => {
      const parsed = options.waves === undefined ? undefined : parseWaves(options.waves);
      return parsed?.kind === 'problem' ? [`${label('waves')}: got ${shown(options.waves ?? '')}: ${parsed.problem}`] : [];
    },
  },
  {
    // A ticket alone says nothing to whoever reads the record in a year, and a reason alone cannot be looked up.
    reads: ['emergency'],
    problems: ({ options, label }) =>
      options.emergency === undefined || /^[^\s:][^:]*:\s*\S/.test(options.emergency)
        ? []
        : [
            `${label('emergency')}: got ${shown(options.emergency)}, expected a ticket and a reason, as in INC-123: wrong chain blocks all traffic`,
          ],
  },
  {
    reads: ['rollback', 'previous-policy-file'],
    problems: (given) =>
      given.options.rollback === false && isGiven(given, 'previous-policy-file')
        ? [`${given.label('rollback')} is false, so ${given.label('previous-policy-file')} would never be used: remove one of the two`]
        : [],
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
