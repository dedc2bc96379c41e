// How long verify takes for many gateways, each of which answers after 50 ms, beside what waiting alone costs:
//   node bench/verify.mjs [runs, 5]
// A figure is a whole process, dist/verify.mjs as a runner starts it. Needs a built dist/.
import { fork, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const LATENCY_MS = 50;
const CONCURRENCY = 50;

/** What must hold: at most this many times the ideal, plus this, for process, kt, events, doctor and report. */
const LARGEST_RATIO = 1.3;
const FIXED_MS = 500;
const MEMORY_MB = 200;

/** How many gateways, and how often each must answer well in a row. 50 ms is the shortest interval that verify takes. */
const SITUATIONS = [
  { gateways: 100, consecutive: 1 },
  { gateways: 1000, consecutive: 1 },
  { gateways: 100, consecutive: 2 },
  { gateways: 1000, consecutive: 2 },
];
const INTERVAL = '50ms';
const DEFAULT_RUNS = 5;

const here = fileURLToPath(new URL('.', import.meta.url));
const entry = join(here, '..', 'dist', 'verify.mjs');
const policyFile = join(here, 'policy-config.yaml');

/** A kt that costs little more than its process, as a native one does; the emulated one is a Node process, and would be measured too. */
const KT = `#!/bin/sh
case "$1" in
  --version) echo 'kt 0.0.0 (emulated)' ;;
  events) echo '[]' ;;
  *) echo '{}' ;;
esac
`;

/** Milliseconds that only waiting for answers takes: all questions of a round are asked at once. */
export function idealMs({ gateways, consecutive }) {
  return (gateways / CONCURRENCY) * consecutive * LATENCY_MS;
}

export function limitMs(situation) {
  return LARGEST_RATIO * idealMs(situation) + FIXED_MS;
}

/** Starts the gateways of one run; none has been asked before, so that every run makes its own connections. */
async function startGateways(count, latencyMs) {
  const child = fork(join(here, 'verify-gateways.mjs'), [String(count), String(latencyMs), policyFile]);
  const next = () => new Promise((resolve, reject) => child.once('message', resolve).once('exit', reject));
  const { urls } = await next();
  return {
    urls,
    counts: () => {
      child.send('counts');
      return next();
    },
    stop: () => child.disconnect(),
  };
}

function prepare(directory) {
  const workspace = join(directory, 'workspace');
  mkdirSync(workspace);
  copyFileSync(policyFile, join(workspace, 'policy-config.yaml'));
  writeFileSync(join(directory, 'kt'), KT);
  chmodSync(join(directory, 'kt'), 0o755);
  // Peak memory and processor time of the step's own process.
  const probe = `import { writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync(${JSON.stringify(join(directory, 'usage'))}, JSON.stringify(process.resourceUsage())));\n`;
  writeFileSync(join(directory, 'probe.mjs'), probe);
  return workspace;
}

/** One whole step: milliseconds, megabytes at its peak, milliseconds of a processor, bytes of its summary. @throws Error when it does anything else than verify every gateway. */
async function runOnce(node, situation, latencyMs, directory, workspace) {
  const gateways = await startGateways(situation.gateways, latencyMs);
  try {
    const environment = {
      PATH: `${directory}:/usr/bin:/bin`,
      HOME: directory,
      GITHUB_WORKSPACE: workspace,
      GITHUB_OUTPUT: join(directory, 'output'),
      GITHUB_STEP_SUMMARY: join(directory, 'summary.md'),
      RUNNER_TEMP: directory,
      INPUT_GATEWAYS: gateways.urls.map((url, index) => `gw-${index}=${url}`).join('\n'),
      'INPUT_API-URL': 'http://127.0.0.1:9',
      'INPUT_API-TOKEN': 'kt_bench_token',
      INPUT_CONCURRENCY: String(CONCURRENCY),
      INPUT_CONSECUTIVE: String(situation.consecutive),
      INPUT_INTERVAL: INTERVAL,
    };
    for (const name of ['output', 'summary.md']) rmSync(environment.GITHUB_OUTPUT.replace('output', name), { force: true });
    const args = [...(process.env.BENCH_NODE_ARGS?.split(' ') ?? []), '--import', pathToFileURL(join(directory, 'probe.mjs')).href, entry];
    const started = process.hrtime.bigint();
    const { status, stdout } = spawnSync(node, args, { cwd: workspace, env: environment, encoding: 'utf8', maxBuffer: 2 ** 26 });
    const ms = Number(process.hrtime.bigint() - started) / 1e6;
    const { requests, most } = await gateways.counts();
    // Health and configuration in each round, and beside them in the last whether the gateway is ready.
    const asked = situation.gateways * (2 * situation.consecutive + 1);
    if (status !== 0 || requests !== asked || most > 3 * CONCURRENCY) {
      throw new Error(`verify ended with ${status} after ${requests} of ${asked} requests, ${most} at once:\n${stdout.slice(-2000)}`);
    }
    const { maxRSS, userCPUTime, systemCPUTime } = JSON.parse(readFileSync(join(directory, 'usage'), 'utf8'));
    const summary = statSync(environment.GITHUB_STEP_SUMMARY).size;
    return { ms, mb: maxRSS / 1024, cpu: (userCPUTime + systemCPUTime) / 1000, summary };
  } finally {
    gateways.stop();
  }
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

/**
 * Measures every situation under one node.
 * @returns {Promise<readonly { gateways: number, consecutive: number, median: number, min: number, max: number, mb: number, cpu: number, summary: number }[]>}
 */
export async function measureVerify(node, runs = DEFAULT_RUNS, { situations = SITUATIONS, latencyMs = LATENCY_MS } = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'keeptrusts-policy-bench-'));
  try {
    const workspace = prepare(directory);
    const rows = [];
    for (const situation of situations) {
      const seen = [];
      for (let run = 0; run < runs; run += 1) seen.push(await runOnce(node, situation, latencyMs, directory, workspace));
      const times = seen.map(({ ms }) => ms);
      rows.push({
        ...situation,
        median: median(times),
        min: Math.min(...times),
        max: Math.max(...times),
        mb: Math.max(...seen.map(({ mb }) => mb)),
        cpu: median(seen.map(({ cpu }) => cpu)),
        summary: Math.max(...seen.map(({ summary }) => summary)),
      });
    }
    return rows;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Prints the table; true when everything that must hold does. */
export function printVerify(rows) {
  const heads = ['gateways', 'in a row', 'ideal', 'limit', 'median', 'min', 'max', 'cpu', 'peak MB'];
  console.log(`verify of many gateways that answer after ${LATENCY_MS} ms, ${CONCURRENCY} at a time, interval ${INTERVAL}; milliseconds:`);
  console.log(heads.map((head) => head.padStart(9)).join(''));
  let holds = true;
  for (const row of rows) {
    const good = row.median <= limitMs(row) && row.mb < MEMORY_MB;
    holds &&= good;
    const cells = [row.gateways, row.consecutive, idealMs(row), limitMs(row), row.median, row.min, row.max, row.cpu, row.mb];
    console.log(`${cells.map((cell) => String(Math.round(cell)).padStart(9)).join('')}  ${good ? 'holds' : 'DOES NOT HOLD'}`);
  }
  console.log(`At most ${LARGEST_RATIO} times the ideal plus ${FIXED_MS} ms, and less than ${MEMORY_MB} MB.\n`);
  return holds;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [runs = DEFAULT_RUNS] = process.argv.slice(2).map(Number);
  if (!printVerify(await measureVerify(process.execPath, runs))) process.exitCode = 1;
}
