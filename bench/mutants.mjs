// One pack, 500 changes of it and 50 golden cases, and how long the whole process takes to say which changes no case notices:
//   node bench/mutants.mjs [runs, 5] [--keep]
// Prints one line per run and the median; exits 1 when the median is above the limit. Needs a built dist/.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Milliseconds a whole process may take. */
const LIMIT_MS = 5000;
const CASES = 50;
const LEAST_MUTANTS = 500;
/** One for each case that names an item. */
const LEAST_NOTICED = 40;
const CLI = fileURLToPath(new URL('../dist/cli.mjs', import.meta.url));

const list = (count, text) => Array.from({ length: count }, (_, index) => `      - ${text(index)}`).join('\n');

const POLICY = `pack:
  name: bench
  version: 1.0.0
  enabled: true
policies:
  chain: [entity-list-filter, dlp-filter, dual-use-filter, audit-logger]
policy:
  entity-list-filter:
    blocked_entities:
${list(120, (index) => `project codename ${index}.`)}
  dlp-filter:
    action: block
    detect_patterns:
${list(240, (index) => `'(?i)ref-${index}-[0-9]{2,6}\\b'`)}
    blocked_terms:
${list(120, (index) => `project codename ${index + 120}.`)}
  dual-use-filter:
    blocked_terms:
${list(20, (index) => `agent ${index}`)}
  audit-logger:
    retention_days: 90
`;

const FILLER = 'A customer asks about an order that has not arrived. '.repeat(20);

/** Four of five name one item of the lists, every fifth none: each of the former notices when its item goes. */
function caseOf(index) {
  const found = index % 5 !== 0;
  const content = `${FILLER}${found ? (index % 2 === 0 ? `project codename ${index * 4}.` : `ref-${index}-123`) : ''}`;
  const input = { messages: [{ role: 'user', content }] };
  return { name: `case ${index}`, input, expected: { verdict: found ? 'block' : 'allow' } };
}

function writePack(directory) {
  mkdirSync(join(directory, 'tests'));
  writeFileSync(join(directory, 'policy-config.yaml'), POLICY);
  for (let index = 0; index < CASES; index += 1) {
    writeFileSync(join(directory, 'tests', `case-${index}.json`), `${JSON.stringify(caseOf(index), null, 2)}\n`);
  }
}

const [runs = 5] = process.argv
  .slice(2)
  .filter((one) => !one.startsWith('--'))
  .map(Number);
const directory = mkdtempSync(join(tmpdir(), 'bench-mutants-'));
try {
  writePack(directory);
  const times = [];
  for (let run = 0; run < runs; run += 1) {
    const started = performance.now();
    const args = [CLI, 'validate', 'policy-config.yaml', '--engine', 'builtin', '--mutation'];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: directory, encoding: 'utf8' });
    times.push(performance.now() - started);
    const [score = `no score: ${stderr.slice(0, 200)}`, noticed = '0', mutants = '0'] =
      /tests notice ([\d,]+) of ([\d,]+) changes/.exec(stdout) ?? [];
    console.log(`run ${run + 1}: ${Math.round(times[run])} ms, exit ${status}, ${score}`);
    if (Number(mutants) < LEAST_MUTANTS || Number(noticed) < LEAST_NOTICED || !stdout.includes(`tests: ${CASES} passed`))
      process.exitCode = 1;
  }
  const median = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
  console.log(`median of ${runs}: ${Math.round(median)} ms for ${CASES} cases on at least ${LEAST_MUTANTS} changes (limit ${LIMIT_MS} ms)`);
  if (median > LIMIT_MS) process.exitCode = 1;
} finally {
  if (process.argv.includes('--keep')) console.log(directory);
  else rmSync(directory, { recursive: true, force: true });
}
