// One pack with many cases, and how long the whole process takes on them, in each of three layouts: golden files, inline suites, half of each:
//   node bench/cases.mjs [number of cases, 1000] [runs, 5] [--keep]
// Prints the runs and the median of each layout; exits 1 when a median is above the limit. Needs a built dist/.
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

/** The share of cases that are golden files; the others stand in the policy file. */
const LAYOUTS = { 'golden files': 1, 'inline suites': 0, 'half of each': 0.5 };
const CASES_IN_A_SUITE = 50;

/** Inline suites of these cases, in YAML's flow style: a case a line, which is also how a short one is read best. */
function suites(cases) {
  const lines = cases.map((one, index) => {
    const head = index % CASES_IN_A_SUITE === 0 ? [`    - name: suite ${index / CASES_IN_A_SUITE}`, '      cases:'] : [];
    return [...head, `        - ${JSON.stringify(one)}`].join('\n');
  });
  return lines.length === 0 ? '' : ['testing:', '  suites:', ...lines, ''].join('\n');
}

/** Writes the pack and its cases: the first as golden files, one case each, as kt wants them. */
function writePack(directory, count, golden) {
  const cases = Array.from({ length: count }, (_none, index) => caseOf(index));
  mkdirSync(join(directory, 'tests'), { recursive: true });
  writeFileSync(join(directory, 'policy-config.yaml'), `${POLICY}${suites(cases.slice(golden))}`);
  for (const [index, one] of cases.slice(0, golden).entries()) {
    writeFileSync(join(directory, 'tests', `case-${String(index).padStart(5, '0')}.json`), `${JSON.stringify(one, null, 2)}\n`);
  }
}

/** Milliseconds of one whole process on the pack in this directory. */
function time(directory, count) {
  const started = performance.now();
  const { stdout, stderr } = spawnSync(process.execPath, [CLI, 'validate', 'policy-config.yaml', '--engine', 'builtin'], {
    cwd: directory,
    encoding: 'utf8',
  });
  const ms = performance.now() - started;
  if (!stdout.includes(`tests: ${count} passed, 0 failed, 0 undecided`)) {
    throw new Error(`not all ${count} cases passed: ${(stdout + stderr).slice(0, 500)}`);
  }
  return ms;
}

const numbers = process.argv
  .slice(2)
  .filter((one) => !one.startsWith('--'))
  .map(Number);
const [count = 1000, runs = 5] = numbers;
const limit = LIMIT_MS * Math.max(1, count / 1000);
for (const [layout, share] of Object.entries(LAYOUTS)) {
  const directory = mkdtempSync(join(tmpdir(), 'bench-cases-'));
  try {
    writePack(directory, count, Math.round(count * share));
    const times = Array.from({ length: runs }, () => time(directory, count));
    const median = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
    const each = times.map((ms) => Math.round(ms)).join(', ');
    console.log(`${count} cases, ${layout}: median ${Math.round(median)} ms of ${each} (limit ${limit} ms), Node ${process.versions.node}`);
    if (median > limit) process.exitCode = 1;
  } finally {
    if (process.argv.includes('--keep')) console.log(directory);
    else rmSync(directory, { recursive: true, force: true });
  }
}
