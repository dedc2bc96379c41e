// How long deploy takes for 200 production gateways, ten at a time, with a kt whose every command takes 100 ms, beside what waiting alone
// costs; and how much memory each further gateway takes:
//   node bench/deploy.mjs [runs, 3]
// A figure is a whole process, dist/deploy.mjs as a runner starts it. Needs a built dist/ and git.
import { execFileSync, fork, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
/** And of the memory: at most this much for each gateway more, between these fleets. */
const BYTES_PER_GATEWAY = 1024;
const MEMORY_FLEETS = [100, 1000];

const here = fileURLToPath(new URL('.', import.meta.url));
const entry = join(here, '..', 'dist', 'deploy.mjs');
const presentFile = join(here, 'policy-config.yaml');

/** A kt that costs little more than its time, as a native one does. A write makes the gateway serve the file at once. */
function ktScript(written, milliseconds) {
  return `#!/bin/sh
${milliseconds === 0 ? '' : `sleep ${milliseconds / 1000}`}
for last; do :; done
case "$*" in
  --version) echo 'kt 0.0.0 (emulated)' ;;
  'policy lint '*) echo '{"valid": true, "warnings": []}' ;;
  'policy push '*) : > '${written}'/"$last" ;;
  *) echo '{}' ;;
esac
`;
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
  writeFileSync(join(directory, 'kt'), ktScript(written, ktMs));
  chmodSync(join(directory, 'kt'), 0o755);
  return { workspace, formerFile, written };
}

/**
 * Runs inside the measured process: its heap after a collection, looked at while it works and at its end, and what it used in all. Nothing
 * else collects, so that the figure is what is kept and not what happens to lie around.
 */
const PROBE = `import { writeFileSync } from 'node:fs';
let kept = 0;
const look = () => {
  if (globalThis.gc === undefined) return;
  globalThis.gc();
  kept = Math.max(kept, process.memoryUsage().heapUsed);
};
setInterval(look, 250).unref();
process.on('exit', () => {
  look();
  writeFileSync(process.env.BENCH_USAGE, JSON.stringify({ kept, ...process.resourceUsage() }));
});
`;

/** One whole step. @throws Error when it does anything else than promote to every gateway, each by one write. */
async function runOnce(node, { count, latencyMs, ktMs, collects }) {
  const directory = mkdtempSync(join(tmpdir(), 'keeptrusts-policy-bench-'));
  const { workspace, formerFile, written } = prepare(directory, ktMs);
  const gateways = await startGateways(count, latencyMs, formerFile, written);
  try {
    const environment = {
      PATH: `${directory}:/usr/bin:/bin`,
      HOME: directory,
      BENCH_USAGE: join(directory, 'usage'),
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
    const flags = collects ? ['--expose-gc'] : [];
    const args = [...flags, '--import', pathToFileURL(join(directory, 'probe.mjs')).href, entry];
    const started = process.hrtime.bigint();
    const { status, stdout } = spawnSync(node, args, { cwd: workspace, env: environment, encoding: 'utf8', maxBuffer: 2 ** 28 });
    const ms = Number(process.hrtime.bigint() - started) / 1e6;
    const writes = readdirSync(written).length;
    if (status !== 0 || writes !== count || !stdout.includes('✓ deploy promoted')) {
      throw new Error(`deploy ended with ${status} after ${writes} of ${count} writes:\n${stdout.slice(-2000)}`);
    }
    const usage = JSON.parse(readFileSync(join(directory, 'usage'), 'utf8'));
    return { ms, kept: usage.kept, mb: usage.maxRSS / 1024, cpu: (usage.userCPUTime + usage.systemCPUTime) / 1000 };
  } finally {
    gateways.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Measures time and memory under one node. */
export async function measureDeploy(node, runs = DEFAULT_RUNS) {
  const timed = [];
  for (let run = 0; run < runs; run += 1)
    timed.push(await runOnce(node, { count: GATEWAYS, latencyMs: LATENCY_MS, ktMs: KT_MS, collects: false }));
  const kept = [];
  // Of memory, time is no part: kt and the gateways answer at once.
  for (const count of MEMORY_FLEETS) kept.push((await runOnce(node, { count, latencyMs: 0, ktMs: 0, collects: true })).kept);
  const [few = 0, many = 0] = MEMORY_FLEETS;
  const times = timed.map(({ ms }) => ms);
  return {
    median: median(times),
    min: Math.min(...times),
    max: Math.max(...times),
    cpu: median(timed.map(({ cpu }) => cpu)),
    mb: Math.max(...timed.map(({ mb }) => mb)),
    kept,
    bytesPerGateway: ((kept[1] ?? 0) - (kept[0] ?? 0)) / (many - few),
  };
}

/** Prints both; true when everything that must hold does. */
export function printDeploy(seen) {
  const ideal = idealMs(GATEWAYS);
  const inTime = seen.median <= LARGEST_RATIO * ideal;
  const inRoom = seen.bytesPerGateway <= BYTES_PER_GATEWAY;
  const heads = ['ideal', 'median', 'min', 'max', 'ratio', 'cpu', 'peak MB'];
  const cells = [ideal, seen.median, seen.min, seen.max, seen.median / ideal, seen.cpu, seen.mb];
  const shown = cells.map((cell, index) => (heads[index] === 'ratio' ? cell.toFixed(2) : String(Math.round(cell))));
  console.log(
    `deploy to ${GATEWAYS} gateways that answer after ${LATENCY_MS} ms, ${CONCURRENCY} at a time, waves ${WAVES}, a kt of ${KT_MS} ms; milliseconds:`,
  );
  console.log(heads.map((head) => head.padStart(9)).join(''));
  console.log(`${shown.map((cell) => cell.padStart(9)).join('')}  ${inTime ? 'holds' : 'DOES NOT HOLD'}`);
  const heaps = MEMORY_FLEETS.map((count, index) => `${count} gateways ${((seen.kept[index] ?? 0) / 1024 / 1024).toFixed(1)} MB`).join(
    ', ',
  );
  console.log(
    `Heap in use at its largest: ${heaps}; ${Math.round(seen.bytesPerGateway)} bytes a gateway  ${inRoom ? 'holds' : 'DOES NOT HOLD'}`,
  );
  console.log(`At most ${LARGEST_RATIO} times the ideal, and ${BYTES_PER_GATEWAY} bytes a gateway.\n`);
  return inTime && inRoom;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [runs = DEFAULT_RUNS] = process.argv.slice(2).map(Number);
  if (!printDeploy(await measureDeploy(process.execPath, runs))) process.exitCode = 1;
}
