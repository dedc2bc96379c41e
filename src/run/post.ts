import { SYSTEM_CLOCK } from '../clock.js';
import { annotationCommand } from '../github/commands.js';
import { createGitHubLog } from '../github/github-log.js';
import { maskSecrets } from '../github/mask.js';
import { readRunContext } from '../github/run-context.js';
import { appendSummary } from '../github/summary-file.js';
import type { ConfigReading } from '../keeptrusts/gateway.js';
import { servedConfigUrl } from '../keeptrusts/gateway-address.js';
import type { ResolvedGateway } from '../options/gateways.js';
import { readInputs } from '../options/inputs.js';
import { resolveStage } from '../options/resolve.js';
import { codeSpan, markdownCell, markdownText } from '../report/escape/markdown.js';
import { visible } from '../report/escape/visible.js';
import { messageOf } from '../report/failure.js';
import type { PackIdentity, ServedIdentity } from '../report/gateway-model.js';
import type { Log } from '../report/log.js';
import { keepSecrets, type Redactor, type SecretKeeper } from '../report/redact.js';
import { table } from '../report/summary/page.js';
import { mapBounded } from '../stages/bounded.js';
import { openWorkspace } from '../workspace/workspace.js';
import { secretInputs } from './action.js';
import { readInventory } from './inventory-file.js';
import { type LeftBehind, readJournalFile } from './journal-file.js';
import { hideKeyForms } from './known-secrets.js';
import { Network } from './network.js';
import { proxySecrets } from './proxy-secrets.js';
import { readOptions } from './run.js';
import { directWriter } from './standard-stream.js';
import type { Surroundings } from './surroundings.js';
import { startRed } from './verdict.js';

/** The runner gives a post step as long as the job has; a person waits for this one. */
const TIME_TO_LOOK_MS = 30_000;
const AT_ONCE = 10;

/** What a gateway that a dead run had written to serves now. */
export interface Aftermath {
  readonly gateway: string;
  readonly write: LeftBehind['writes'][number];
  readonly serves: 'new' | 'former' | 'other' | 'unread';
  readonly shown?: ServedIdentity;
  readonly reason?: string;
}

/**
 * After a deploy that died while it was writing: reads what every gateway it had begun to write to serves now, and says so in the step's
 * summary and an error. Writes to no gateway.
 * @param journal path of the journal the dead process left; nothing happens when it says that the run ended by itself.
 */
export async function lookAfter(
  journal: string,
  entry: 'root' | 'deploy',
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const write = directWriter(1, () => process.stdout);
  const secrets = secretInputs(env);
  maskSecrets(secrets, write);
  const keeper = keepSecrets([...secrets, ...proxySecrets(env)]);
  hideKeyForms(keeper);
  const { redact } = keeper;
  const fail = (message: string): void => write(`${annotationCommand({ level: 'error', message: visible(redact(message)) })}\n`);
  const verdict = startRed(process, (error) => fail(messageOf(error)));
  const left = readJournalFile(journal);
  if (left.closed || left.writes.length === 0) {
    verdict.reach(true);
    return;
  }
  const context = readRunContext(env);
  const log = createGitHubLog({ write, clock: SYSTEM_CLOCK, redact, debug: context.debug });
  const found = (await readAll(left, entry, { env, log, secrets: keeper })).map((one) => withoutSecrets(one, redact));
  for (const one of found) log.info(`${one.gateway}: ${words(one)}`);
  const markdown = aftermathSummary(found);
  fail(`The deploy died while it was writing. ${found.map((one) => `${one.gateway} ${words(one)}`).join('; ')}. ${NEXT}`);
  try {
    appendSummary(context.summaryFile, () => markdown, markdown.length * 4);
  } catch (error) {
    log.warning(`The job summary could not be written: ${messageOf(error)}`);
  }
  verdict.reach(false);
}

/** Content of a version that a gateway shows only by name and chain cannot be told from other content: deploy refuses to call it its own. */
const NEXT =
  'Run the deploy again: it reads what is served before it writes, and goes on where whole documents can be read back; where only name, version and chain are shown, raise pack.version first.';

async function readAll(
  left: LeftBehind,
  entry: 'root' | 'deploy',
  { env, log, secrets }: { readonly env: Surroundings['environment']; readonly log: Log; readonly secrets: SecretKeeper },
): Promise<readonly Aftermath[]> {
  const last = new Map(left.writes.map((write) => [write.gateway, write]));
  const context = readRunContext(env);
  const root = context.workspace ?? process.cwd();
  const { options, gateways, directory } = await settings(entry, env, root).catch(() => ({ options: {}, gateways: [], directory: root }));
  const signal = AbortSignal.timeout(TIME_TO_LOOK_MS);
  const surroundings = {
    environment: env,
    workspaceRoot: root,
    directory,
    clock: SYSTEM_CLOCK,
    log,
    signal,
    temporaryDirectory: root,
    secrets,
  };
  const network = new Network(options, surroundings);
  try {
    return await mapBounded([...last.values()], AT_ONCE, async (write): Promise<Aftermath> => {
      const gateway: ResolvedGateway = gateways.find(({ id }) => id === write.gateway) ?? {
        id: write.gateway,
        ...(write.url !== undefined && { url: write.url }),
      };
      const reading = await network
        .gatewayClient(gateway)
        .then((client) => client?.config(signal))
        .catch((error: unknown): ConfigReading => ({ kind: 'unreachable', reason: messageOf(error) }));
      return { gateway: write.gateway, write, ...judgeReading(reading, write) };
    });
  } finally {
    await network.close();
  }
}

/** The options of the main entry; without them the addresses in the journal are read, without a token. */
async function settings(entry: 'root' | 'deploy', env: Readonly<Record<string, string | undefined>>, root: string) {
  const { options, sources } = readOptions(entry, { values: readInputs(env), environment: env, origin: 'inputs' });
  const workspace = await openWorkspace(root, options['working-directory'] ?? '.');
  const resolved = resolveStage(entry, options, sources, await readInventory(workspace, options['config-file']));
  const gateways = [...(resolved.staging === undefined ? [] : [resolved.staging]), ...resolved.production];
  return { options: resolved.options, gateways, directory: workspace.workingDirectory };
}

/** Pure: what a reading after the fact says, compared with what was being written and what was there before. */
export function judgeReading(
  reading: ConfigReading | undefined,
  { to, before }: { readonly to: PackIdentity; readonly before?: ServedIdentity },
): Pick<Aftermath, 'serves' | 'shown' | 'reason'> {
  if (reading === undefined) return { serves: 'unread', reason: 'it has no URL' };
  if (reading.kind !== 'served') return { serves: 'unread', reason: reading.reason };
  const shown = reading.identity;
  const is = (other: { readonly name?: string; readonly version?: string }): boolean =>
    shown.version !== undefined && shown.name === other.name && shown.version === other.version;
  if (is(to)) return { serves: 'new', shown };
  return { serves: before !== undefined && is(before) ? 'former' : 'other', shown };
}

/** Before any escape, which would change a secret beyond recognition. */
function withoutSecrets({ shown, reason, ...rest }: Aftermath, redact: Redactor): Aftermath {
  const { name, version } = shown ?? {};
  return {
    ...rest,
    ...(shown !== undefined && {
      shown: { ...shown, ...(name !== undefined && { name: redact(name) }), ...(version !== undefined && { version: redact(version) }) },
    }),
    ...(reason !== undefined && { reason: redact(reason) }),
  };
}

function words({ serves, shown, reason, write }: Aftermath): string {
  const version = `${shown?.name ?? '(no name)'} ${shown?.version ?? '(no version)'}`;
  switch (serves) {
    case 'new':
      return write.write === 'restore'
        ? `serves ${version} again, which it was given back`
        : `serves ${version}, the version that was being written`;
    case 'former':
      // A managed gateway fetches its configuration every 30 s: https://docs.keeptrusts.com/docs/cli/managed-mode
      return `serves ${version}, as before; the write may still take effect at its next poll`;
    case 'other':
      return `serves ${version}, which is neither the version written nor the one before`;
    case 'unread':
      return `could not be read (${reason ?? 'no reason given'}); read ${write.url === undefined ? 'what it serves' : servedConfigUrl(write.url)} by hand`;
  }
}

/** The post step's own summary. */
export function aftermathSummary(found: readonly Aftermath[]): string {
  const rows = found.map((one) => [
    codeSpan(one.gateway, { cell: true }),
    one.write.write,
    markdownCell(one.write.ended ?? 'not known: the process died during the write'),
    markdownCell(words(one)),
  ]);
  return `${[
    '## ❌ The deploy died while it was writing',
    '',
    `What the gateways it had begun to write to serve now. ${markdownText(NEXT)}`,
    ...table(['Gateway', 'Write', 'Ended as', 'Now it'], rows),
  ].join('\n')}\n`;
}
