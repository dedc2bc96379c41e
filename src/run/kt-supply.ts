import { mkdtempSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { chooseEngines } from '../keeptrusts/engine-choice.js';
import type { Kt, KtIdentity } from '../keeptrusts/kt.js';
import type { KtCredentials } from '../keeptrusts/kt-environment.js';
import { findOnPath, trustedKtPath } from '../keeptrusts/kt-locate.js';
import type { RunProcess } from '../keeptrusts/process.js';
import type { ResolvedGateway } from '../options/gateways.js';
import type { OptionsOf, Secret } from '../options/types.js';
import type { StageName } from '../report/model.js';
import { type Network, secretFromEnvironment } from './network.js';
import type { Session } from './session.js';
import type { Surroundings } from './surroundings.js';

export type KtOptions = Pick<OptionsOf<'validate'>, 'kt-path' | 'kt-version' | 'kt-sha256' | 'download-url' | 'ca-file'> & {
  readonly engine?: OptionsOf<'validate'>['engine'];
  readonly 'api-url'?: string | undefined;
  readonly 'api-token'?: Secret | undefined;
};

/** The kt of a run: found or installed, and identified, once; handed out with the credentials of one control plane at a time. */
export class KtSupply {
  readonly #options: KtOptions;
  readonly #surroundings: Surroundings;
  readonly #network: Network;
  readonly #session: Session;
  readonly #made = new Map<string, Promise<Kt>>();
  #identity: Promise<{ readonly identity: KtIdentity; readonly emptyHome: string }> | undefined;

  constructor(options: KtOptions, surroundings: Surroundings, network: Network, session: Session) {
    this.#options = options;
    this.#surroundings = surroundings;
    this.#network = network;
    this.#session = session;
  }

  /**
   * kt for linting and testing in this stage; undefined when the engines chosen do without it.
   * @throws Failure when a kt that was asked for cannot be had: a silent builtin run would look like its approval.
   */
  async forValidation(stage: StageName): Promise<Kt | undefined> {
    if (this.#choice(stage).kt.kind === 'none') return undefined;
    return this.#create(undefined, stage);
  }

  /** True where kt is named or on PATH: asking it costs no download that nobody asked for. */
  isAtHand(): boolean {
    const { 'kt-path': path, 'kt-version': version } = this.#options;
    return path !== undefined || version !== undefined || findOnPath('kt', this.#surroundings.environment) !== undefined;
  }

  /**
   * kt with the credentials of the gateway's control plane; without one, of the control plane the options name. Gateways with the same
   * credentials get the same object, so that callers can tell by it which ask the same control plane with the same token.
   * @throws Failure bad-input when the inventory names a variable that is not set, or when kt cannot be had.
   */
  async forGateway(gateway: ResolvedGateway | undefined, stage: StageName): Promise<Kt> {
    const { apiUrl, apiTokenEnv, caFile } = gateway ?? {};
    const key = JSON.stringify([apiUrl, apiTokenEnv, caFile]);
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    // The promise is kept, not its value: gateways are reached at the same time.
    const made = this.#create(this.credentials(gateway), stage, caFile);
    this.#made.set(key, made);
    return made;
  }

  /**
   * URL and token of a gateway's control plane, or the ones of the options. That a token of the options never meets another URL is seen to
   * when the inventory is read.
   * @throws Failure bad-input when the inventory names a variable that is not set.
   */
  credentials(gateway: ResolvedGateway | undefined): KtCredentials {
    const { 'api-url': optionUrl, 'api-token': optionToken } = this.#options;
    const apiUrl = gateway?.apiUrl ?? optionUrl;
    const apiToken =
      gateway?.apiTokenEnv === undefined
        ? optionToken
        : secretFromEnvironment(gateway.apiTokenEnv, `the API token of gateway ${gateway.id}`, this.#surroundings);
    return { ...(apiUrl !== undefined && { apiUrl }), ...(apiToken !== undefined && { apiToken }) };
  }

  #choice(stage: StageName): ReturnType<typeof chooseEngines> {
    const engine = stage === 'validate' ? this.#options.engine : undefined;
    return chooseEngines({
      stage,
      engine,
      ktPath: this.#options['kt-path'],
      ktVersion: this.#options['kt-version'],
      ktOnPath: engine === 'builtin' ? undefined : findOnPath('kt', this.#surroundings.environment),
    });
  }

  async #create(credentials: KtCredentials | undefined, stage: StageName, gatewayCaFile?: string): Promise<Kt> {
    this.#identity ??= this.#identify(stage);
    const { identity, emptyHome } = await this.#identity;
    const { environment, signal, directory } = this.#surroundings;
    const caFile = gatewayCaFile ?? this.#options['ca-file'];
    const [{ createKt }, runProcess] = await Promise.all([import('../keeptrusts/kt-commands.js'), this.#processes()]);
    return createKt({
      identity,
      runProcess,
      environment,
      emptyHome,
      signal,
      ...(credentials !== undefined && { credentials }),
      ...(caFile !== undefined && { caFile: resolve(directory, caFile) }),
    });
  }

  async #identify(stage: StageName): Promise<{ readonly identity: KtIdentity; readonly emptyHome: string }> {
    const { environment, log, signal, temporaryDirectory } = this.#surroundings;
    const emptyHome = mkdtempSync(join(temporaryDirectory, 'home-'));
    const path = await this.#locate(stage);
    const [{ identifyKt }, runProcess] = await Promise.all([import('../keeptrusts/kt-identity.js'), this.#processes()]);
    const identity = await identifyKt(path, { runProcess, environment, emptyHome, signal });
    log.info(`Using ${identity.version} at ${identity.path}`);
    this.#session.addEngine({ name: 'kt', version: identity.version.replace(/^kt\s+/, ''), path: identity.path, sha256: identity.sha256 });
    if (identity.emulated) this.#session.markEmulated();
    return { identity, emptyHome };
  }

  async #processes(): Promise<RunProcess> {
    const { loggedProcess } = await import('../keeptrusts/kt-logged-process.js');
    return loggedProcess(this.#surroundings.log);
  }

  async #locate(stage: StageName): Promise<string> {
    const { kt } = this.#choice(stage);
    const { environment, event, workspaceRoot, directory, log } = this.#surroundings;
    const trust = { workspace: workspaceRoot, ...(event !== undefined && { eventName: event }) };
    if (kt.kind === 'path' || kt.kind === 'on-path') return trustedKtPath(kt.path, directory, trust);
    // Loaded only when there is something to install: a run with builtin alone must not pay for it.
    const [{ installKt }, { ktCacheRoot }] = await Promise.all([
      import('../keeptrusts/install/install-kt.js'),
      import('../keeptrusts/kt-environment.js'),
    ]);
    const installed = await installKt({
      version: kt.kind === 'install' ? kt.version : undefined,
      downloadUrl: this.#options['download-url'],
      sha256Lines: this.#options['kt-sha256'],
      platform: process.platform,
      arch: process.arch,
      download: this.#network.download,
      cacheRoot: ktCacheRoot(environment),
      log,
    });
    this.#surroundings.addToPath?.(dirname(installed.path));
    return installed.path;
  }
}
