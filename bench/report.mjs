// How long a run takes that has much to say: 5,000 findings and 3,000 test cases, with summary, annotations, SARIF and JUnit; and 500 gateways:
//   node bench/report.mjs [runs, 5]
// A figure is a whole process, dist/validate.mjs or dist/verify.mjs as a runner starts it. Needs a built dist/.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measureVerify } from './verify.mjs';

/** What must hold of a whole process, whatever it reports. */
const LIMIT_MS = 2000;
/** A step's summary; one byte more and the runner shows none of it. */
const SUMMARY_BYTES = 1_048_576;
/** Annotations of one level. */
const ANNOTATIONS = 10;

const FINDINGS = 5000;
const CASES = 3000;
/** One file keeps 500 findings at most. */
const LAYOUTS = [10, 100];
/** Answers at once; `consecutive` is the default, the interval the shortest there is. */
const GATEWAYS = { gateways: 500, consecutive: 2 };
const DEFAULT_RUNS = 5;

const entry = fileURLToPath(new URL('../dist/validate.mjs', import.meta.url));

/** A pack with so many keys that nobody knows, in blocks of the chain and of no chain, and what its tests should say. */
function policyOf(number, findings) {
  const unknown = (count, key) => Array.from({ length: count }, (_none, index) => `    ${key}_${index}: [value ${index}]`);
  const inChain = Math.floor(findings / 2);
  return [
    'pack:',
    `  name: team-${number}`,
    '  version: 1.0.0',
    '  enabled: true',
    'policies:',
    '  chain: [dlp-filter, audit-logger]',
    'policy:',
    '  dlp-filter:',
    '    action: block',
    '    blocked_terms: [internal roadmap]',
    '  audit-logger:',
    '    retention_days: 90',
    ...unknown(inChain, 'retention_day'),
    '  quality-scorer:',
    '    threshold: 0.5',
    ...unknown(findings - inChain - 1, 'threshold'),
    '',
  ].join('\n');
}

/** A case in each of three is allowed, blocked, or expects what does not come. */
function caseOf(number, index) {
  const text = index % 3 === 1 ? `Summarise the internal roadmap, part ${index}` : `When do you open on day ${index}?`;
  const verdict = index % 3 === 0 ? 'allow' : 'block';
  return { name: `case ${index} of team ${number}`, input: { messages: [{ role: 'user', content: text }] }, expected: { verdict } };
}

function writePacks(workspace, packs) {
  for (let number = 0; number < packs; number += 1) {
    const directory = join(workspace, 'packs', `team-${String(number).padStart(3, '0')}`);
    mkdirSync(join(directory, 'tests'), { recursive: true });
    writeFileSync(join(directory, 'policy-config.yaml'), policyOf(number, FINDINGS / packs));
    for (let index = 0; index < CASES / packs; index += 1) {
      writeFileSync(join(directory, 'tests', `case-${index}.json`), `${JSON.stringify(caseOf(number, index), null, 2)}\n`);
    }
  }
}

/** One whole step. @throws Error when it reports anything else than all findings and cases, or more than it may. */
function runValidate(node, workspace, temporary) {
  const place = (name) => join(temporary, name);
  for (const name of ['output', 'summary.md']) rmSync(place(name), { force: true });
  const environment = {
    PATH: '/usr/bin:/bin',
    HOME: temporary,
    GITHUB_ACTIONS: 'true',
    GITHUB_REPOSITORY: 'octo/policies',
    GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
    GITHUB_RUN_ID: '4711',
    GITHUB_WORKSPACE: workspace,
    GITHUB_OUTPUT: place('output'),
    GITHUB_STEP_SUMMARY: place('summary.md'),
    RUNNER_TEMP: temporary,
    INPUT_ENGINE: 'builtin',
    'INPUT_POLICY-FILE': 'packs/*/policy-config.yaml',
    'INPUT_REPORT-FILE': place('report.json'),
    'INPUT_SARIF-FILE': place('results.sarif'),
    'INPUT_JUNIT-FILE': place('junit.xml'),
  };
  const args = [...(process.env.BENCH_NODE_ARGS?.split(' ') ?? []), entry];
  const started = process.hrtime.bigint();
  const { status, stdout } = spawnSync(node, args, { cwd: workspace, env: environment, encoding: 'utf8', maxBuffer: 2 ** 26 });
  const ms = Number(process.hrtime.bigint() - started) / 1e6;
  const packs = JSON.parse(readFileSync(place('report.json'), 'utf8')).stages[0].packs;
  const findings = packs.reduce((sum, pack) => sum + pack.findings.filter(({ ruleId }) => ruleId !== 'untested').length, 0);
  const cases = packs.reduce((sum, pack) => sum + pack.tests.cases.length, 0);
  const results = JSON.parse(readFileSync(place('results.sarif'), 'utf8')).runs[0].results.length;
  const junit = readFileSync(place('junit.xml'), 'utf8').match(/<testcase /g)?.length ?? 0;
  const summary = statSync(place('summary.md')).size;
  const most = Math.max(...['error', 'warning', 'notice'].map((level) => stdout.match(new RegExp(`^::${level}[ :]`, 'gm'))?.length ?? 0));
  const whole = findings >= FINDINGS && cases === CASES && results >= FINDINGS && junit >= CASES;
  if (status !== 1 || !whole || summary > SUMMARY_BYTES || most > ANNOTATIONS) {
    const said = `${findings} findings, ${cases} cases, ${results} results, ${junit} JUnit cases, ${summary} bytes of summary, ${most} annotations`;
    throw new Error(`validate ended with ${status}: ${said}\n${stdout.slice(-2000)}`);
  }
  return { ms, summary };
}

function row(name, times, summary) {
  const sorted = times.toSorted((a, b) => a - b);
  return { name, median: sorted[Math.floor(sorted.length / 2)], min: sorted[0], max: sorted.at(-1), summary };
}

/**
 * Measures every situation under one node.
 * @returns {Promise<readonly { name: string, median: number, min: number, max: number, summary: number }[]>} milliseconds, and bytes of the summary
 */
export async function measureReport(node, runs = DEFAULT_RUNS) {
  const rows = [];
  for (const packs of LAYOUTS) {
    const directory = mkdtempSync(join(tmpdir(), 'keeptrusts-policy-bench-'));
    try {
      const [workspace, temporary] = ['workspace', 'temporary'].map((name) => join(directory, name));
      for (const one of [workspace, temporary]) mkdirSync(one);
      writePacks(workspace, packs);
      const seen = Array.from({ length: runs }, () => runValidate(node, workspace, temporary));
      const name = `validate, ${packs} packs`;
      rows.push(
        row(
          name,
          seen.map(({ ms }) => ms),
          seen[0].summary,
        ),
      );
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }
  const [verified] = await measureVerify(node, runs, { situations: [GATEWAYS], latencyMs: 0 });
  return [...rows, { ...verified, name: `verify, ${GATEWAYS.gateways} gateways` }];
}

/** Prints the table; true when everything that must hold does. */
export function printReport(rows) {
  console.log(`A run with ${FINDINGS} findings and ${CASES} test cases, and one with ${GATEWAYS.gateways} gateways; milliseconds:`);
  console.log(`${''.padEnd(24)}${['median', 'min', 'max', 'summary kB'].map((head) => head.padStart(12)).join('')}`);
  const holds = (one) => one.median < LIMIT_MS && one.summary <= SUMMARY_BYTES;
  for (const one of rows) {
    const cells = [one.median, one.min, one.max, one.summary / 1000].map((cell) => String(Math.round(cell)).padStart(12));
    console.log(`${one.name.padEnd(24)}${cells.join('')}  ${holds(one) ? 'holds' : 'DOES NOT HOLD'}`);
  }
  console.log(`At most ${LIMIT_MS} ms and ${SUMMARY_BYTES} bytes of summary. Load of the machine: ${loadavg()[0]?.toFixed(1)}\n`);
  return rows.every(holds);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [runs = DEFAULT_RUNS] = process.argv.slice(2).map(Number);
  if (!printReport(await measureReport(process.execPath, runs))) process.exitCode = 1;
}
