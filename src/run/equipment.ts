import type { ResolvedGateway } from '../options/gateways.js';
import type { Inventory } from '../options/inventory.js';
import type { ResolvedStage } from '../options/resolve.js';
import type { OptionName } from '../options/table.js';
import type { OptionsOf, Source } from '../options/types.js';
import type { TestCase } from '../policy/tests/cases.js';
import { Failure } from '../report/failure.js';
import type { Gateway } from '../stages/gateway-target.js';
import type { Workspace, WorkspaceFile } from '../workspace/workspace.js';
import type { KtSupply } from './kt-supply.js';
import type { Network } from './network.js';
import type { Session } from './session.js';
import type { Surroundings } from './surroundings.js';

/** What every stage of a run works with. */
export interface Equipment {
  readonly surroundings: Surroundings;
  readonly workspace: Workspace;
  readonly network: Network;
  readonly ktSupply: KtSupply;
  readonly session: Session;
  readonly inventory: Inventory | undefined;
  readonly sources: ReadonlyMap<OptionName, Source>;
}

export type AllOptions = OptionsOf<'root'>;
export type Resolved = ResolvedStage<Partial<AllOptions>>;

/** The value of an option that the parser gives every entry with this stage. */
export function given<K extends keyof AllOptions>(options: Partial<AllOptions>, name: K): AllOptions[K] {
  const value = options[name];
  if (value !== undefined) return value;
  throw new Failure('defect', { doing: `reading option ${name}`, cameBack: 'it has no value', nextStep: 'Report this as a bug' });
}

/**
 * The policy file of a stage that takes exactly one.
 * @throws Failure bad-input when none or several match.
 */
export async function theOneFile(options: Partial<AllOptions>, workspace: Workspace): Promise<WorkspaceFile> {
  const patterns = given(options, 'policy-file');
  const [file, ...more] = await workspace.expand(patterns);
  if (file !== undefined && more.length === 0) return workspace.locate(file, 'policy file');
  throw new Failure('bad-input', {
    doing: `looking for the policy file ${JSON.stringify(patterns)}`,
    cameBack: file === undefined ? 'no file matches' : `${more.length + 1} files match`,
    nextStep: 'deploy and verify take exactly one file: run them once per file',
  });
}

/**
 * A gateway with its HTTP client.
 * @param asked kt with which the gateway is asked about, or written to.
 */
export async function reachGateway<K>(
  gateway: ResolvedGateway,
  asked: Promise<K>,
  { network }: Equipment,
): Promise<Omit<Gateway, 'kt'> & { readonly kt: K }> {
  const [client, kt] = await Promise.all([network.gatewayClient(gateway), asked]);
  return { ...nameGateway(gateway), kt, ...(client !== undefined && { client }) };
}

/** What is known of a gateway without asking anybody. */
export function nameGateway(gateway: ResolvedGateway): Omit<Gateway, 'kt' | 'client'> {
  return {
    id: gateway.id,
    ...(gateway.url !== undefined && { url: gateway.url }),
    ...(gateway.environment !== undefined && { environment: gateway.environment }),
    ...(gateway.apiUrl !== undefined && { apiUrl: gateway.apiUrl }),
  };
}

/** The cases sent through gateways; the reader is loaded only where an option names files. */
export async function goldenCases(
  workspace: Workspace,
  option: 'canary' | 'probe',
  patterns: readonly string[],
): Promise<readonly TestCase[]> {
  if (patterns.length === 0) return [];
  return (await import('./golden-files.js')).readGoldenFiles(workspace, option, patterns);
}
