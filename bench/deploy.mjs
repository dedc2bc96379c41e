// How long deploy takes for 200 production gateways, ten at a time, with a kt whose every command takes 100 ms, beside what waiting alone
// costs; and how much memory each further gateway takes:
//   node bench/deploy.mjs [runs, 3]
// A figure is a whole process, dist/deploy.mjs as a runner starts it. Needs a built dist/ and git.
import { execFileSync, fork, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const GATEWAYS = 200;
const CONCURRENCY = 10;
const KT_MS = 100;
const LATENCY_MS = 20;
const WAVES = '1, 25%, 100%';
const DEFAULT_RUNS = 3;

/** What must hold of the time: at most this many times the ideal. */
const LARGEST_RATIO = 1.3;
/** And of the memory: at most this much for each gateway more, beside what the report says of it, between these fleets. */
const BYTES_PER_GATEWAY = 1024;
const MEMORY_FLEETS = [100, 1000];

const here = fileURLToPath(new URL('.', import.meta.url));
const entry = join(here, '..', 'dist', 'deploy.mjs');
const presentFile = join(here, 'policy-config.yaml');

/** A write makes the gateway serve the file at once. */
function ktScript(written, sleepMs) {
  return `#!/bin/sh
${sleepMs === 0 ? '' : `sleep ${(sleepMs / 1000).toFixed(4)}`}
for last; do :; done
case "$*" in
  --version) echo 'kt 0.0.0 (emulated)' ;;
  'policy lint '*) echo '{"valid": true, "warnings": []}' ;;
  'policy push '*) : > '${written}'/"$last" ;;
  *) echo '{}' ;;
esac
`;
}

/** Installs a kt that takes so long in all, its processes included, on this machine. */
function installKt(directory, written, milliseconds) {
  const path = join(directory, 'kt');
  const install = (sleepMs) => writeFileSync(path, ktScript(written, sleepMs), { mode: 0o755 });
  install(milliseconds === 0 ? 0 : 1);
  if (milliseconds === 0) return;
  const costs = Array.from({ length: 15 }, () => {
    const started = process.hrtime.bigint();
    spawnSync(path, ['gateway', 'inspect'], { env: { PATH: '/usr/bin:/bin' } });
    return Number(process.hrtime.bigint() - started) / 1e6;
  });
  install(Math.max(1, milliseconds - (median(costs) - 1)));
}

/** Gateways after each wave: cumulative, percentages rounded up. */
function wavesOf(count) {
  return [1, Math.ceil(count / 4), count];
}

/**
 * Milliseconds that only waiting takes: rounds of ten of what has to follow each other.
 * Before the first write: two commands of kt (which it is, lint), the token, and of each gateway what it serves and what kt knows of it.
 * In a wave, for each gateway: a last look, the write, a look at what it serves. After a wave: a look at all of the waves before.
 */
export function idealMs(count) {
  const rounds = (number) => Math.ceil(number / CONCURRENCY);
  const preflight = 2 * KT_MS + LATENCY_MS + rounds(count) * (LATENCY_MS + KT_MS);
  let before = 0;
  let waves = 0;
  for (const end of wavesOf(count)) {
    waves += rounds(end - before) * (LATENCY_MS + KT_MS + LATENCY_MS) + rounds(before) * LATENCY_MS;
    before = end;
  }
  return preflight + waves;
}

/** Starts the gateways of one run; all serve the former file. */
async function startGateways(count, latencyMs, formerFile, written) {
  const args = [String(count), String(latencyMs), presentFile, formerFile, written];
  const child = fork(join(here, 'verify-gateways.mjs'), args);
  const { urls } = await new Promise((resolve, reject) => child.once('message', resolve).once('exit', reject));
  return { urls, stop: () => child.disconnect() };
}

/** A repository in which the commit before the present one has the policy that the gateways serve. */
function prepare(directory, ktMs) {
  const workspace = join(directory, 'workspace');
  const written = join(directory, 'written');
  mkdirSync(workspace);
  mkdirSync(written);
  const git = (...args) =>
    execFileSync('git', ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com', ...args], { cwd: workspace });
  const file = join(workspace, 'policy-config.yaml');
  const formerFile = join(directory, 'former.yaml');
  const former = readFileSync(presentFile, 'utf8').replace(/^ {2}version: .*$/m, '  version: 1.0.0');
  git('init', '--quiet');
  for (const text of [former, readFileSync(presentFile)]) {
    writeFileSync(file, text);
    git('add', '--all');
    git('commit', '--quiet', '--message=a state');
  }
  writeFileSync(formerFile, former);
  installKt(directory, written, ktMs);
  return { workspace, formerFile, written };
}

/**
 * Runs inside the measured process: what it used in all, and for the measure of memory a picture of its heap, once half of the gateways are
 * written to and once at the end.
 */
const PROBE = `import { readdirSync, writeFileSync } from 'node:fs';
import { writeHeapSnapshot } from 'node:v8';
const { BENCH_USAGE, BENCH_WRITTEN, BENCH_HALF, BENCH_PICTURES } = process.env;
const timer = setInterval(() => {
  if (BENCH_PICTURES === undefined || readdirSync(BENCH_WRITTEN).length < Number(BENCH_HALF)) return;
  clearInterval(timer);
  writeHeapSnapshot(BENCH_PICTURES + 'half');
}, 50).unref();
process.on('exit', () => {
  writeFileSync(BENCH_USAGE, JSON.stringify(process.resourceUsage()));
  if (BENCH_PICTURES !== undefined) writeHeapSnapshot(BENCH_PICTURES + 'end');
});
`;

/**
 * Bytes that are kept, without what the engine makes of our code: that grows with the time it runs, and not with the fleet. A picture is
 * taken after a collection, so that nothing counts that merely lies around.
 * https://developer.chrome.com/docs/devtools/memory-problems/heap-snapshots
 */
function keptBytes(picture) {
  const { snapshot, nodes } = JSON.parse(readFileSync(picture, 'utf8'));
  const fields = snapshot.meta.node_fields;
  const [type, size] = [fields.indexOf('type'), fields.indexOf('self_size')];
  const ofCode = snapshot.meta.node_types[type].indexOf('code');
  let kept = 0;
  for (let at = 0; at < nodes.length; at += fields.length) {
    if (nodes[at + type] !== ofCode) kept += nodes[at + size];
  }
  return kept;
}

/** One whole step. @throws Error when it does anything else than promote to every gateway, each by one write. */
async function runOnce(node, { count, latencyMs, ktMs, pictures }) {
  const directory = mkdtempSync(join(tmpdir(), 'keeptrusts-policy-bench-'));
  const { workspace, formerFile, written } = prepare(directory, ktMs);
  const gateways = await startGateways(count, latencyMs, formerFile, written);
  try {
    const environment = {
      PATH: `${directory}:/usr/bin:/bin`,
      HOME: directory,
      BENCH_USAGE: join(directory, 'usage'),
      ...(pictures && { BENCH_PICTURES: join(directory, 'heap-'), BENCH_WRITTEN: written, BENCH_HALF: String(count / 2) }),
      GITHUB_WORKSPACE: workspace,
      GITHUB_OUTPUT: join(directory, 'output'),
      GITHUB_STATE: join(directory, 'state'),
      GITHUB_STEP_SUMMARY: join(directory, 'summary.md'),
      RUNNER_TEMP: directory,
      'INPUT_PRODUCTION-GATEWAYS': gateways.urls.map((url, index) => `gw-${index}=${url}`).join('\n'),
      'INPUT_API-URL': gateways.urls[0],
      'INPUT_API-TOKEN': 'kt_bench_token',
      INPUT_CONCURRENCY: String(CONCURRENCY),
      INPUT_TESTS: 'false',
      INPUT_WAVES: WAVES,
      INPUT_INTERVAL: '50ms',
    };
    writeFileSync(join(directory, 'probe.mjs'), PROBE);
    const args = ['--import', pathToFileURL(join(directory, 'probe.mjs')).href, entry];
    const started = process.hrtime.bigint();
    const { status, stdout } = spawnSync(node, args, { cwd: workspace, env: environment, encoding: 'utf8', maxBuffer: 2 ** 28 });
    const ms = Number(process.hrtime.bigint() - started) / 1e6;
    const writes = readdirSync(written).length;
    if (status !== 0 || writes !== count || !stdout.includes('✓ deploy promoted')) {
      throw new Error(`deploy ended with ${status} after ${writes} of ${count} writes:\n${stdout.slice(-2000)}`);
    }
    const usage = JSON.parse(readFileSync(join(directory, 'usage'), 'utf8'));
    return {
      ms,
      kept: pictures ? Math.max(...['half', 'end'].map((when) => keptBytes(join(directory, `heap-${when}`)))) : undefined,
      told: bytesTold(directory),
      mb: usage.maxRSS / 1024,
      cpu: (usage.userCPUTime + usage.systemCPUTime) / 1000,
    };
  } finally {
    gateways.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Bytes of the report without white space, which is about what it takes in memory. */
function bytesTold(directory) {
  const name = readdirSync(directory).find((one) => one.startsWith('keeptrusts-deploy-report-'));
  return Buffer.byteLength(JSON.stringify(JSON.parse(readFileSync(join(directory, name), 'utf8'))));
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Measures time and memory under one node. */
export async function measureDeploy(node, runs = DEFAULT_RUNS) {
  const timed = [];
  for (let run = 0; run < runs; run += 1) {
    timed.push(await runOnce(node, { count: GATEWAYS, latencyMs: LATENCY_MS, ktMs: KT_MS, pictures: false }));
  }
  // Of memory, time is no part: kt and the gateways answer at once.
  const fleets = [];
  for (const count of MEMORY_FLEETS) fleets.push({ count, ...(await runOnce(node, { count, latencyMs: 0, ktMs: 0, pictures: true })) });
  const [few, many] = fleets;
  const perGateway = (of) => (of(many) - of(few)) / (many.count - few.count);
  const times = timed.map(({ ms }) => ms);
  return {
    median: median(times),
    min: Math.min(...times),
    max: Math.max(...times),
    cpu: median(timed.map(({ cpu }) => cpu)),
    mb: Math.max(...timed.map(({ mb }) => mb)),
    fleets,
    keptPerGateway: perGateway(({ kept }) => kept),
    toldPerGateway: perGateway(({ told }) => told),
  };
}

/** Prints both; true when everything that must hold does. */
export function printDeploy({ median: taken, min, max, cpu, mb, fleets, keptPerGateway, toldPerGateway }) {
  const ideal = idealMs(GATEWAYS);
  const inTime = taken <= LARGEST_RATIO * ideal;
  const beside = keptPerGateway - toldPerGateway;
  const inRoom = beside <= BYTES_PER_GATEWAY;
  const said = (holds) => (holds ? 'holds' : 'DOES NOT HOLD');
  const heads = ['ideal', 'limit', 'median', 'min', 'max', 'cpu', 'peak MB'];
  const cells = [ideal, LARGEST_RATIO * ideal, taken, min, max, cpu, mb];
  console.log(
    `deploy to ${GATEWAYS} gateways that answer after ${LATENCY_MS} ms, ${CONCURRENCY} at a time, waves ${WAVES}, a kt of ${KT_MS} ms; milliseconds:`,
  );
  console.log(heads.map((head) => head.padStart(9)).join(''));
  console.log(`${cells.map((cell) => String(Math.round(cell)).padStart(9)).join('')}  ${said(inTime)}`);
  const heaps = fleets.map(({ count, kept }) => `${count} gateways ${(kept / 2 ** 20).toFixed(1)} MB`).join(', ');
  console.log(
    `Heap in use at its largest: ${heaps}. A gateway more: ${Math.round(keptPerGateway)} bytes; the report says ${Math.round(toldPerGateway)} bytes of it, which leaves ${Math.round(beside)}  ${said(inRoom)}`,
  );
  console.log(`At most ${LARGEST_RATIO} times the ideal, and ${BYTES_PER_GATEWAY} bytes a gateway beside the report.\n`);
  return inTime && inRoom;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [runs = DEFAULT_RUNS] = process.argv.slice(2).map(Number);
  if (!printDeploy(await measureDeploy(process.execPath, runs))) process.exitCode = 1;
}
