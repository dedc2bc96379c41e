// One pack with many golden cases, and how long the whole process takes on them:
//   node bench/cases.mjs [number of cases, 1000] [runs, 5] [--keep]
// Prints one line per run and the median; exits 1 when the median is above the limit. Needs a built dist/.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Milliseconds a whole process may take on 1,000 cases. */
const LIMIT_MS = 1000;
const CLI = fileURLToPath(new URL('../dist/cli.mjs', import.meta.url));

const CODENAMES = ['falcon', 'osprey', 'kestrel', 'merlin', 'harrier', 'buzzard', 'condor', 'heron', 'ibis', 'swift'];
const TOPICS = ['shoes', 'refunds', 'delivery', 'opening hours', 'gift cards', 'warranty', 'sizes', 'payment'];

const POLICY = `pack:
  name: bench
  version: 1.0.0
  enabled: true
policies:
  chain: [rbac, entity-list-filter, dlp-filter, dual-use-filter, legal-privilege, audit-logger]
policy:
  rbac:
    deny_if_missing: [X-User-ID]
  entity-list-filter:
    blocked_entities: [${CODENAMES.map((name) => `project ${name}`).join(', ')}]
  dlp-filter:
    action: block
    blocked_terms: [internal roadmap, root password]
    detect_patterns: ['\\bTICKET-[0-9]{4}\\b', 'AKIA[0-9A-Z]{16}']
  dual-use-filter:
    action: redact
    blocked_terms: [centrifuge, precursor]
  legal-privilege: {}
  audit-logger:
    retention_days: 90
`;

/** Texts and verdicts that a reader of the policy above can check by eye; no text occurs twice. */
function caseOf(index) {
  const topic = TOPICS[index % TOPICS.length];
  const filler = `Customer ${index} asks about ${topic}. `.repeat(1 + (index % 7));
  const kinds = [
    { text: `${filler}What can we say?`, verdict: 'allow' },
    { text: `${filler}Is it part of Project ${CODENAMES[index % CODENAMES.length]}?`, verdict: 'block' },
    { text: `${filler}See TICKET-${1000 + index}.`, verdict: 'block' },
    { text: `${filler}They also ordered a centrifuge.`, verdict: 'redact' },
    { text: `${filler}It is not on the internal roadmap ${index}.`, verdict: 'block' },
  ];
  const { text, verdict } = kinds[index % kinds.length];
  return {
    name: `case ${index}`,
    input: { messages: [{ role: 'user', content: text }], headers: { 'X-User-ID': `u-${index}` } },
    expected: { verdict },
  };
}

/** Writes the pack and its cases, one golden file each, as kt wants them. */
function writePack(directory, count) {
  mkdirSync(join(directory, 'tests'), { recursive: true });
  writeFileSync(join(directory, 'policy-config.yaml'), POLICY);
  for (let index = 0; index < count; index += 1) {
    writeFileSync(join(directory, 'tests', `case-${String(index).padStart(5, '0')}.json`), `${JSON.stringify(caseOf(index), null, 2)}\n`);
  }
}

const numbers = process.argv
  .slice(2)
  .filter((one) => !one.startsWith('--'))
  .map(Number);
const [count = 1000, runs = 5] = numbers;
const directory = mkdtempSync(join(tmpdir(), 'bench-cases-'));
try {
  writePack(directory, count);
  const times = [];
  for (let run = 0; run < runs; run += 1) {
    const started = performance.now();
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'validate', 'policy-config.yaml', '--engine', 'builtin'], {
      cwd: directory,
      encoding: 'utf8',
    });
    times.push(performance.now() - started);
    const tally = /tests: \d+ passed, \d+ failed, \d+ undecided/.exec(stdout)?.[0] ?? `no tally: ${stderr.slice(0, 200)}`;
    console.log(`run ${run + 1}: ${Math.round(times[run])} ms, exit ${status}, ${tally}`);
    if (!tally.startsWith(`tests: ${count} passed`)) process.exitCode = 1;
  }
  const median = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
  console.log(`median of ${runs}: ${Math.round(median)} ms for ${count} cases (limit ${LIMIT_MS} ms for 1000)`);
  if (median > LIMIT_MS * Math.max(1, count / 1000)) process.exitCode = 1;
} finally {
  if (process.argv.includes('--keep')) console.log(directory);
  else rmSync(directory, { recursive: true, force: true });
}
