// Ours beside other tools, on distinct files of 60 lines: `node bench/peers/bench.mjs`, after `npm ci --ignore-scripts --prefix bench/peers`.
// Every time is that of a whole process, from its start to its end. Ends with 1 when something that must hold does not.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LINES, writeFiles } from './files.mjs';
import { FAULTY, installed, OURS, RIVALS } from './rivals.mjs';

/** What must hold. */
const FASTER_THAN_POSITIONED = 2;
const LARGEST_GROWTH = 2.2;
const MEMORY_MB = 300;

const ROUNDS = new Map([
  [1, 9],
  [200, 5],
]);

/** One whole process; its time in milliseconds. */
function run(tool, directory, more = {}) {
  const started = process.hrtime.bigint();
  const { status, signal, error, stdout } = spawnSync(process.execPath, [...(more.node ?? []), ...tool.args], {
    cwd: directory,
    env: { PATH: process.env.PATH, HOME: directory, NO_COLOR: '1', ...more.environment },
    encoding: 'utf8',
    // A terminal or a log would be written to as well; a file costs the same for everybody.
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 28,
  });
  const ms = Number(process.hrtime.bigint() - started) / 1e6;
  if (error !== undefined || signal !== null) throw new Error(`${tool.name} did not end by itself: ${error?.message ?? signal}`);
  return { ms, status, output: stdout };
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function inDirectory(work) {
  const directory = mkdtempSync(join(tmpdir(), 'bench-peers-'));
  try {
    return work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Fails when a tool overlooks the fault, or when it rejects the good files: then its time means nothing. */
function mustWork(tool) {
  inDirectory((directory) => {
    const yamlOnly = tool.name.startsWith('eslint');
    writeFileSync(join(directory, 'bad.yaml'), yamlOnly ? FAULTY.yamlOnly : FAULTY.text);
    const { status, output } = run(tool, directory);
    const place = new RegExp(`(^|\\D)${yamlOnly ? FAULTY.yamlOnlyLine : FAULTY.line}:\\d`, 'm');
    if (status === 0 || (tool.positions && !place.test(output))) throw new Error(`${tool.name} does not report the fault:\n${output}`);
  });
  inDirectory((directory) => {
    writeFiles(directory, 3);
    const { status, output } = run(tool, directory);
    if (status !== 0) throw new Error(`${tool.name} rejects good files:\n${output}`);
  });
}

/** The time of a run over good files, which must be accepted: a tool that gave up early would look fast. */
function timed(tool, directory, more) {
  const { ms, status, output } = run(tool, directory, more);
  if (status !== 0) throw new Error(`${tool.name} ended with ${status} over good files:\n${output.slice(0, 2_000)}`);
  return ms;
}

/** The median time of each tool on `count` files. Tools take turns, so that a busy moment of the machine hits all of them. */
function sideBySide(tools, count) {
  return inDirectory((directory) => {
    writeFiles(directory, count);
    const times = new Map(tools.map((tool) => [tool.name, []]));
    for (let round = 0; round < ROUNDS.get(count); round += 1) {
      for (const tool of tools) times.get(tool.name).push(timed(tool, directory));
    }
    return new Map([...times].map(([name, all]) => [name, median(all)]));
  });
}

function growth() {
  const [half, whole] = [1_000, 2_000].map((count) =>
    inDirectory((directory) => {
      writeFiles(directory, count);
      return median([1, 2, 3].map(() => timed(OURS, directory)));
    }),
  );
  return { half, whole, ratio: whole / half };
}

/** Peak resident memory of one process, all its threads included, in MB. */
function peakMemory(count) {
  return inDirectory((directory) => {
    const files = join(directory, 'files');
    mkdirSync(files);
    writeFiles(files, count);
    const probe = join(directory, 'probe.mjs');
    const answer = join(directory, 'answer');
    // The main thread alone writes: a worker ends before the peak may be reached.
    writeFileSync(
      probe,
      `import { writeFileSync } from 'node:fs';\nimport { isMainThread } from 'node:worker_threads';\nif (isMainThread) process.on('exit', () => writeFileSync(${JSON.stringify(answer)}, String(process.resourceUsage().maxRSS)));\n`,
    );
    const ms = timed(OURS, files, { node: ['--import', pathToFileURL(probe).href] });
    return { mb: Number(readFileSync(answer, 'utf8')) / 1024, ms };
  });
}

/**
 * Measures everything and gives the table as Markdown.
 * @returns {{ markdown: string, missed: readonly string[] }}
 */
export function comparePeers(log = () => {}) {
  const tools = [OURS, ...RIVALS];
  for (const tool of tools) {
    log(`checking that ${tool.name} works`);
    mustWork(tool);
  }
  const missed = [];
  const results = [...ROUNDS.keys()].map((count) => {
    log(`${count} file${count === 1 ? '' : 's'}, ${ROUNDS.get(count)} rounds`);
    return { count, times: sideBySide(tools, count) };
  });
  const ratio = (times, tool) => times.get(tool.name) / times.get(OURS.name);
  for (const { count, times } of results) {
    for (const rival of RIVALS) {
      const least = rival.positions ? FASTER_THAN_POSITIONED : 1;
      if (ratio(times, rival) < least)
        missed.push(`${rival.name} at ${count} files: ${ratio(times, rival).toFixed(2)} ×, must be ${least} ×`);
    }
  }
  log('1,000 and 2,000 files');
  const grown = growth();
  if (grown.ratio > LARGEST_GROWTH) missed.push(`2,000 files cost ${grown.ratio.toFixed(2)} × of 1,000, must be ${LARGEST_GROWTH}`);
  log('10,000 files');
  const memory = peakMemory(10_000);
  if (memory.mb >= MEMORY_MB) missed.push(`peak memory at 10,000 files is ${memory.mb.toFixed(0)} MB, must be below ${MEMORY_MB}`);

  const cell = (times, tool) => `${times.get(tool.name).toFixed(0)} ms | ${ratio(times, tool).toFixed(1)} ×`;
  const rows = tools.map(
    (tool) =>
      `| ${tool.name} ${tool.version()} | ${tool.checks} | ${tool.positions ? 'yes' : 'no'} | ${results.map(({ times }) => cell(times, tool)).join(' | ')} |`,
  );
  const [cpu] = cpus();
  const markdown = `Distinct files of ${LINES} lines, whole processes, medians of ${[...ROUNDS.values()].join(' and ')} rounds in turns. ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node},
${process.platform}-${process.arch}, ${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${(totalmem() / 2 ** 30).toFixed(0)} GB.

| tool | what it checks | positions | 1 file | of ours | 200 files | of ours |
| --- | --- | --- | ---: | ---: | ---: | ---: |
${rows.join('\n')}

| ours alone | |
| --- | ---: |
| 1,000 files | ${(grown.half / 1000).toFixed(2)} s |
| 2,000 files | ${(grown.whole / 1000).toFixed(2)} s (${grown.ratio.toFixed(2)} × of 1,000; must stay below ${LARGEST_GROWTH}) |
| 10,000 files | ${(memory.ms / 1000).toFixed(2)} s, peak memory ${memory.mb.toFixed(0)} MB (must stay below ${MEMORY_MB}) |
`;
  return { markdown, missed };
}

/** Prints the comparison, or how to get it; true when everything that must hold does. */
export function printPeers() {
  if (!installed()) {
    process.stdout.write('Other tools are not installed beside: npm ci --ignore-scripts --prefix bench/peers\n');
    return true;
  }
  const { markdown, missed } = comparePeers((text) => process.stderr.write(`  ${text}\n`));
  process.stdout.write(`${markdown}\n`);
  for (const text of missed) process.stdout.write(`MISSED: ${text}\n`);
  return missed.length === 0;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) process.exitCode = printPeers() ? 0 : 1;
