import { sharedAddresses } from '../keeptrusts/gateway-address.js';
import type { ResolvedGateway } from './gateways.js';
import { type AnyOptions, type RunStageName, writesTo } from './rules.js';
import { shown } from './shown.js';
import { isLoopback } from './values.js';

interface Resolved {
  readonly options: AnyOptions;
  readonly stages: readonly RunStageName[];
  readonly staging: readonly ResolvedGateway[];
  readonly production: readonly ResolvedGateway[];
  /** The gateways deploy writes to in this run. */
  readonly written: readonly ResolvedGateway[];
  /** The gateways verify looks at. */
  readonly gateways: readonly ResolvedGateway[];
}

type Requirement = (resolved: Resolved) => readonly string[];

const PRODUCTION_MISSING = 'production-gateways names no gateway to promote to: list lines id=url, or ids of the inventory';

const needsGateways: Requirement = ({ options, staging, production }) => {
  if (options.phase === 'stage') {
    return staging.length === 0 ? ['phase stage needs staging-gateway: write id=url or an id of the inventory'] : [];
  }
  if (production.length > 0) return [];
  return options.phase === 'all' && staging.length > 0
    ? [`${PRODUCTION_MISSING}; to stop after staging, set phase: stage`]
    : [PRODUCTION_MISSING];
};

// An expression that is empty by mistake must not take the gate away that people approved the release by.
const promotesFromStaging: Requirement = ({ options, stages, staging }) =>
  stages.includes('deploy') && options.phase === 'promote' && staging.length === 0
    ? [
        'phase promote needs staging-gateway, which it promotes from: write id=url or an id of the inventory; without staging, use phase: all',
      ]
    : [];

const separateStaging: Requirement = ({ staging, production }) =>
  staging
    .filter(({ id }) => production.some((gateway) => gateway.id === id))
    .map(({ id }) => `gateway ${shown(id)} is both staging-gateway and one of production-gateways: production must not be its own staging`);

// kt takes the token from the environment and then needs no login: https://docs.keeptrusts.com/docs/cli/auth
const needsApiToken: Requirement = ({ options, written }) =>
  options['dry-run'] !== true && options['api-token'] === undefined && written.some(({ apiTokenEnv }) => apiTokenEnv === undefined)
    ? [
        'deploy needs a Keeptrusts API token: set api-token (in a terminal: KEEPTRUSTS_API_TOKEN); a secret is empty in runs of forks and in jobs without its environment',
      ]
    : [];

const needsVerifiedGateways: Requirement = ({ options, gateways, stages, written }) => {
  const deployNamesNone = writesTo(stages) && written.length === 0;
  return gateways.length === 0 && options.gateways !== undefined && !deployNamesNone
    ? ['gateways names none to verify: list lines id=url, or ids of the inventory']
    : [];
};

const SET_TOKEN = 'set api-token (in a terminal: KEEPTRUSTS_API_TOKEN)';

/** What verify asks kt for; a gateway without a URL can only be asked about there. */
const needsTokenForKt: Requirement = ({ options, gateways }) => {
  if (options['api-token'] !== undefined) return [];
  const withoutToken = gateways.filter(({ apiTokenEnv }) => apiTokenEnv === undefined);
  if (withoutToken.length === 0) return [];
  const events = options['minimum-events'];
  const probes = options.probe?.length ?? 0;
  const askers = [
    ...((events ?? 0) > 0 ? [`minimum-events ${events} needs a Keeptrusts API token: ${SET_TOKEN}`] : []),
    ...(probes > 0 && events === undefined
      ? [`probe asks for the events of its requests, which needs a Keeptrusts API token: ${SET_TOKEN}, or minimum-events: 0`]
      : []),
    ...(options.doctor === 'required' && withoutToken.length === gateways.length
      ? [`doctor required needs a Keeptrusts API token: ${SET_TOKEN}`]
      : []),
  ];
  const unreadable = withoutToken
    .filter(({ url }) => url === undefined)
    .map(
      ({ id }) =>
        `gateway ${shown(id)} has no URL to verify it at: write ${id}=url, give it a url in the inventory, or ${SET_TOKEN} to have kt asked`,
    );
  return [...askers, ...unreadable];
};

const tokenNotInTheClear: Requirement = ({ options, staging, production, gateways }) =>
  [...staging, ...production, ...gateways]
    .filter(({ gatewayTokenEnv }) => gatewayTokenEnv !== undefined || options['gateway-token'] !== undefined)
    .filter(({ url }) => url?.startsWith('http://') && !isLoopback(new URL(url).hostname))
    .map(({ id }) => `gateway ${shown(id)} has an http:// URL, and its gateway token would travel in the clear: use https://`);

/** Managed gateways fetch their configuration every 30 s by default: https://docs.keeptrusts.com/docs/cli/managed-mode */
const POLL_INTERVAL_MS = 30_000;

/** With less than two polls a gateway that just missed the first would be taken for one that does not load the policy. */
const SHORTEST_DEPLOY_TIMEOUT_MS = 2 * POLL_INTERVAL_MS;

const timeForTwoPolls: Requirement = ({ options, written }) => {
  const timeout = options['deploy-timeout'];
  // A local instance, and the emulator, can be told to poll more often.
  const allLocal = written.every(({ url }) => url !== undefined && isLoopback(new URL(url).hostname));
  return timeout === undefined || timeout >= SHORTEST_DEPLOY_TIMEOUT_MS || allLocal
    ? []
    : [`deploy-timeout ${timeout / 1000}s is too short: gateways fetch their policy every 30 s, so give them two rounds, 60s or more`];
};

const onePlaneForPromotion: Requirement = ({ options, staging, production }) => {
  if (options['promote-with'] !== 'deploy') return [];
  const [from] = staging;
  if (from === undefined) return ['promote-with deploy promotes from staging-gateway, and none is set: set it, or promote-with: push'];
  return production
    .filter(({ apiUrl }) => apiUrl !== from.apiUrl)
    .map(
      ({ id }) => `promote-with deploy needs one control plane, and gateway ${shown(id)} has another than staging: set promote-with: auto`,
    );
};

function ownUrls(gateways: readonly ResolvedGateway[]): readonly string[] {
  return sharedAddresses(gateways).map(
    ({ address, ids }) =>
      `gateways ${ids.map(shown).join(' and ')} have the same URL ${shown(address)}: what it shows would count for both, give each its own`,
  );
}

const ownUrlsToWrite: Requirement = ({ staging, production }) => ownUrls([...staging, ...production]);

const ownUrlsToVerify: Requirement = ({ gateways }) => ownUrls(gateways);

const DEPLOYING = [
  needsGateways,
  promotesFromStaging,
  separateStaging,
  ownUrlsToWrite,
  needsApiToken,
  tokenNotInTheClear,
  timeForTwoPolls,
  onePlaneForPromotion,
];

const BY_STAGE: Readonly<Record<RunStageName, readonly Requirement[]>> = {
  validate: [],
  deploy: DEPLOYING,
  rollback: DEPLOYING,
  verify: [needsVerifiedGateways, ownUrlsToVerify, needsTokenForKt, tokenNotInTheClear],
};

/** What the stages that will run still lack after options and inventory were joined. */
export function requirementProblems(resolved: Resolved): readonly string[] {
  return [...new Set(resolved.stages.flatMap((stage) => BY_STAGE[stage]).flatMap((requirement) => requirement(resolved)))];
}
