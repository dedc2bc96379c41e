import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Call, call, complaintOf, type Reply } from './client.js';
import { FAILED, type Flags, type KtResult, UsageProblem } from './kt-commands.js';
import { isObject, type JsonObject, listOf, reasonOf, textAt, valueAt } from './values.js';

/** Where the commands that need a control plane find things. */
export interface Session {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly resolve: (path: string) => string;
  readonly signal: AbortSignal | undefined;
  readonly now: () => Date;
}

type Command = (flags: Flags, session: Session) => Promise<KtResult>;

/** @throws UsageProblem without address or token; Error when no answer came. */
function ask(session: Session, method: Call['method'], path: string, body?: unknown): Promise<Reply> {
  const base = session.environment.KEEPTRUSTS_API_URL;
  const token = session.environment.KEEPTRUSTS_API_TOKEN;
  if (!base) throw new UsageProblem('KEEPTRUSTS_API_URL is not set; the emulator prints its address');
  if (!token) throw new UsageProblem('KEEPTRUSTS_API_TOKEN is not set; the emulator prints where its token is');
  return call({
    method,
    url: new URL(path, base).href,
    token,
    ...(body === undefined ? {} : { body }),
    ...(session.signal === undefined ? {} : { signal: session.signal }),
  });
}

async function writing(session: Session, method: 'PUT' | 'POST', path: string, body: JsonObject, done: string): Promise<KtResult> {
  const reply = await ask(session, method, path, body);
  if (reply.status !== 200) return { code: FAILED, stderr: `error: control plane answered ${complaintOf(reply)} (emulated)\n` };
  return { code: 0, stdout: `${done}, saved version ${String(valueAt(reply.json, 'saved_version'))} (emulated)\n` };
}

/** The file's text, or an error: bytes that are not UTF-8 could not reach a gateway as they are. */
async function policyText(path: string): Promise<string> {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(path));
}

const gatewayPath = (id: string): string => `/v1/emulated/gateways/${encodeURIComponent(id)}`;

export const pushCommand: Command = async (flags, session) => {
  const id = flags.required('--gateway-id');
  const config = await policyText(session.resolve(flags.required('--file')));
  return writing(session, 'PUT', `${gatewayPath(id)}/config`, { config }, `pushed to ${id}`);
};

export const deployCommand: Command = async (flags, session) => {
  const source = flags.required('--source-gateway-id');
  const target = flags.required('--target-gateway-id');
  const config = await policyText(session.resolve(flags.required('--file')));
  const body = { source_gateway_id: source, target_gateway_id: target, config };
  return writing(session, 'POST', '/v1/emulated/deployments', body, `deployed from ${source} to ${target}`);
};

export const revertCommand: Command = async (flags, session) => {
  const id = flags.required('--id');
  const version = Number(flags.required('--version'));
  return writing(session, 'POST', `${gatewayPath(id)}/revert`, { version }, `reverted ${id} to version ${version}`);
};

export const listCommand: Command = async (flags, session) => {
  const reply = await ask(session, 'GET', '/v1/emulated/gateways');
  if (reply.status !== 200) return { code: FAILED, stderr: `error: control plane answered ${complaintOf(reply)} (emulated)\n` };
  const gateways = listOf(valueAt(reply.json, 'gateways'));
  return { code: 0, stdout: flags.json ? printed(gateways) : `${['ID  VERSION (emulated)', ...gateways.map(lineOf)].join('\n')}\n` };
};

export const inspectCommand: Command = async (flags, session) => {
  const reply = await ask(session, 'GET', gatewayPath(flags.required('--id')));
  if (reply.status !== 200) return { code: FAILED, stderr: `error: control plane answered ${complaintOf(reply)} (emulated)\n` };
  return { code: 0, stdout: flags.json ? printed(reply.json) : `${lineOf(reply.json)} (emulated)\n` };
};

function lineOf(gateway: unknown): string {
  const observed = textAt(gateway, 'observed', 'pack', 'version') ?? '-';
  return `${textAt(gateway, 'id') ?? '?'}  ${observed}`;
}

/** Compares with what the gateway last said it runs, by digest. Prints no content: a configuration may hold secrets. */
export const diffCommand: Command = async (flags, session) => {
  const id = flags.required('--id');
  const text = await policyText(session.resolve(flags.required('--file')));
  const reply = await ask(session, 'GET', gatewayPath(id));
  if (reply.status !== 200) return { code: FAILED, stderr: `error: control plane answered ${complaintOf(reply)} (emulated)\n` };
  const local = `sha256:${createHash('sha256').update(text).digest('hex')}`;
  const running = textAt(reply.json, 'observed', 'digest') ?? 'nothing';
  if (running === local) return { code: 0, stdout: `no difference: ${id} runs ${local} (emulated)\n` };
  return { code: FAILED, stdout: `- running ${running}\n+ local   ${local}\n(emulated)\n` };
};

export const whoamiCommand: Command = async (_flags, session) => {
  const reply = await ask(session, 'GET', '/v1/whoami');
  if (reply.status !== 200) return { code: FAILED, stderr: `error: control plane answered ${complaintOf(reply)} (emulated)\n` };
  const words = ['user', 'organization', 'role', 'scope'].map((key) => `${key}: ${textAt(reply.json, key) ?? '-'}`);
  return { code: 0, stdout: `${words.join('\n')}\n(emulated)\n` };
};

const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `5m`, `1h`, `24h`, `7d` or an RFC 3339 time (https://docs.keeptrusts.com/docs/cli/events), as RFC 3339. */
export function sinceOf(text: string, now: Date): string {
  const [, amount, unit = ''] = /^(\d+)([smhd])$/.exec(text) ?? [];
  if (amount !== undefined) return new Date(now.getTime() - Number(amount) * (UNIT_MS[unit] ?? 0)).toISOString();
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new UsageProblem(`--since ${JSON.stringify(text)} is neither a duration like 5m nor a time`);
  return new Date(time).toISOString();
}

export const eventsCommand: Command = async (flags, session) => {
  const query = new URLSearchParams({ limit: flags.optional('--limit') ?? '50' });
  const since = flags.optional('--since');
  if (since !== undefined) query.set('since', sinceOf(since, session.now()));
  const verdict = flags.optional('--verdict');
  if (verdict !== undefined) query.set('verdict', verdict);
  const reply = await ask(session, 'GET', `/v1/emulated/events?${query.toString()}`);
  if (reply.status !== 200) return { code: FAILED, stderr: `error: control plane answered ${complaintOf(reply)} (emulated)\n` };
  const events = listOf(valueAt(reply.json, 'events')).filter(isObject);
  if (flags.json) return { code: 0, stdout: printed(events) };
  const rows = events.map((event) => ['timestamp', 'id', 'verdict', 'reason_code'].map((key) => textAt(event, key) ?? '-').join('  '));
  return { code: 0, stdout: `${['TIME  ID  VERDICT  REASON (emulated)', ...rows].join('\n')}\n` };
};

interface Check {
  readonly name: string;
  readonly status: 'ok' | 'failed' | 'skipped';
  readonly detail: string;
}

/** The four checks that https://docs.keeptrusts.com/docs/cli/command-groups names; their JSON is assumed, and only `failed` makes the exit code 1. */
export const doctorCommand: Command = async (flags, session) => {
  const checks = [
    await checked('api', async () => {
      const reply = await ask(session, 'GET', '/v1/whoami');
      if (reply.status !== 200) throw new Error(complaintOf(reply));
      return 'reachable, token accepted';
    }),
    await configCheck(session),
    await checked('state-directory', async () => {
      await rm(await mkdtemp(join(tmpdir(), 'kt-emulated-')), { recursive: true });
      return 'writable';
    }),
    await gatewayCheck(session),
  ];
  const ok = checks.every((check) => check.status !== 'failed');
  const lines = checks.map(({ name, status, detail }) => `${status} ${name}: ${detail}`);
  const stdout = flags.json ? printed({ ok, checks, emulated: true }) : `${lines.join('\n')}\n(emulated)\n`;
  return { code: ok ? 0 : FAILED, stdout };
};

async function configCheck(session: Session): Promise<Check> {
  const text = await readFile(session.resolve('policy-config.yaml'), 'utf8').catch(() => undefined);
  if (text === undefined) return { name: 'config', status: 'skipped', detail: 'no policy-config.yaml here' };
  return checked('config', async () => {
    const { parsePolicy } = await import('./policy.js');
    return `pack version ${parsePolicy(text).pack.version}`;
  });
}

/** A runner has no local gateway, so its absence is no failure here; whether the real kt fails then is not public. */
async function gatewayCheck(session: Session): Promise<Check> {
  const url = session.environment.KEEPTRUSTS_GATEWAY_URL;
  if (!url) return { name: 'gateway', status: 'skipped', detail: 'no local gateway' };
  return checked('gateway', async () => {
    const reply = await call({
      method: 'GET',
      url: new URL('/health', url).href,
      ...(session.signal === undefined ? {} : { signal: session.signal }),
    });
    if (reply.status !== 200) throw new Error(complaintOf(reply));
    return 'healthy';
  });
}

async function checked(name: string, work: () => Promise<string>): Promise<Check> {
  try {
    return { name, status: 'ok', detail: await work() };
  } catch (error) {
    return { name, status: 'failed', detail: reasonOf(error) };
  }
}

function printed(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
