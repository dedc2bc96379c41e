import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { listen, shut } from '../faults/server.js';
import { type RestServer, startRest } from '../github/rest.js';
import { HIDDEN_CHARACTER, HOSTILE, holdsCommand } from '../report/hostile.js';
import { readMarkdown } from '../report/markdown-reader.js';
import { commandIn } from './annotations.js';
import { Fleet } from './fleet.js';
import { type RanStep, type Scene, Scenes } from './harness.js';
import { NODE_NAME } from './node.js';
import { ALLOWS_HOURS, golden, PREVIOUS, policy } from './policies.js';
import { postStep } from './post-step.js';
import { runCli } from './terminal.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

/** One text of each kind, as short as it may be and still do harm; the word by which it is found again is in the middle. */
const PIECES = [
  'terminal title and link',
  'cursor movement',
  'commands of the runner',
  'old command hidden by zero width',
  'command after other breaks',
  'output file delimiters',
  'bidi overrides',
  'html that closes ours',
  'forged comment marker',
  'markdown link and image',
  'mentions and references',
  'emoji codes',
  'table pipes',
  'backtick runs',
  'mermaid directive',
  'cdata end',
  'tag characters',
] as const;
const WORD = 'h0st1le';

/** Different starts and ends: what stands first in a text, and what is cut off, decide much. */
const TEXTS = PIECES.map((piece) => `${HOSTILE[piece] ?? ''} ${WORD}`);
const LONG = TEXTS.join(' ');
const pick = (index: number): string => TEXTS[index % TEXTS.length] ?? '';

interface Place {
  readonly scene: Scene;
  readonly github: RestServer;
  readonly environment: Readonly<Record<string, string>>;
}

/** Who works on the repository chose names of branches, titles and people. */
async function setUp(event: string): Promise<Place> {
  const scene = await scenes.open();
  const github = await startRest();
  scene.atEnd(() => github.close());
  const payload = join(scene.directory, 'event.json');
  const sha = 'feedface0123456789feedface0123456789feed';
  const side = { sha, ref: LONG, label: LONG, repo: { id: 1, full_name: LONG }, user: { login: LONG } };
  const pullRequest = { number: 7, title: LONG, body: LONG, user: { login: LONG }, head: side, base: side };
  await writeFile(
    payload,
    JSON.stringify({ pull_request: pullRequest, sender: { login: LONG }, head_commit: { message: LONG, author: { name: LONG } } }),
  );
  const environment = {
    GITHUB_API_URL: github.url,
    GITHUB_EVENT_PATH: payload,
    GITHUB_EVENT_NAME: event,
    GITHUB_REF: `refs/heads/${pick(2)}`,
    GITHUB_HEAD_REF: pick(3),
    GITHUB_BASE_REF: pick(4),
    GITHUB_ACTOR: pick(9),
    GITHUB_TRIGGERING_ACTOR: pick(10),
    RUNNER_DEBUG: '1',
  };
  return { scene, github, environment };
}

const TOLD = {
  comment: 'true',
  'check-run': 'true',
  'github-token': 'ghs_0123456789abcdef',
  'comment-key': '--> <!-- **x** | `y` ##[error] @octocat #1 ::error::z',
};

/** What is wrong with the lines of a log; the commands among them are in the log because we wrote them. */
function logProblems(lines: readonly string[]): string[] {
  return lines.flatMap((line) => {
    const command = commandIn(line);
    const shown = command === undefined ? line : [command.data, ...Object.values(command.properties)].join(' ');
    const problems: string[] = [];
    if (command === undefined ? holdsCommand(line) : !line.startsWith('::') || holdsCommand(shown)) problems.push(`a command: ${line}`);
    if (command?.name !== 'add-mask' && HIDDEN_CHARACTER.test(shown)) problems.push(`a hidden character: ${JSON.stringify(line)}`);
    return problems;
  });
}

/** Whatever is Markdown, of a step and of what it sent to GitHub, read strictly: what the texts say is text. */
function mustBeText(step: Pick<RanStep, 'lines' | 'summary'>, github: RestServer): void {
  expect(logProblems(step.lines)).toEqual([]);
  const own = /^https:\/\/github\.com\/octo\/policies(?:\/|$)|^https:\/\/docs\.keeptrusts\.com\/|^http:\/\/127\.0\.0\.1:/;
  const checks = github.checkRuns.map(({ request }) => request.output).map((output) => ({ title: '', summary: '', ...Object(output) }));
  for (const markdown of [step.summary, ...github.comments.map(({ body }) => body), ...checks.map(({ summary }) => String(summary))]) {
    expect(markdown).not.toMatch(HIDDEN_CHARACTER);
    const { links, comments } = readMarkdown(markdown);
    expect(links.filter((link) => !own.test(link))).toEqual([]);
    expect(comments.filter((comment) => !/^keeptrusts-policy(?:-state)?:[\w:/%.~!'()*]*$/.test(comment))).toEqual([]);
  }
  for (const { title } of checks) expect(String(title)).not.toMatch(/[\n\r]/);
  for (const annotation of github.checkRuns.flatMap(({ annotations }) => annotations))
    expect(JSON.stringify(annotation)).not.toMatch(HIDDEN_CHARACTER);
  expect(github.violations).toEqual([]);
}

const said = (step: Pick<RanStep, 'lines' | 'summary'>): boolean =>
  step.lines.some((line) => line.includes(WORD)) && step.summary.includes(WORD);

/** A gateway whose every answer says the given texts. */
async function startSayingGateway(scene: Scene, shows: 'nothing' | 'a policy'): Promise<string> {
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json', 'x-said': encodeURIComponent(LONG) }).end(JSON.stringify(body));
    };
    const served = { pack: { name: pick(1), version: pick(2) }, policies: { chain: TEXTS }, policy: { [LONG]: LONG } };
    if (request.url === '/keeptrusts/config' && shows === 'a policy') answer(200, served);
    else if (request.url?.startsWith('/v1/') === true)
      answer(409, { error: { message: LONG, policy: pick(3), reason_code: pick(4) }, verdict: LONG });
    else if (request.url === '/health')
      answer(503, { status: 'degraded', providers: Object.fromEntries(TEXTS.map((text) => [text, 'down'])), error: LONG });
    else answer(400, { error: LONG });
  });
  const port = await listen(server, '127.0.0.1');
  scene.atEnd(() => shut(server));
  return `http://127.0.0.1:${port}`;
}

/** A kt that says the texts on both streams in place of some of its answers. */
async function sayingKt(scene: Scene, words: string, code: number, answer = LONG): Promise<void> {
  const file = join(scene.directory, 'said');
  await writeFile(file, `${LONG}\n`);
  await writeFile(join(scene.directory, 'answer'), `${answer}\n`);
  await scene.wrapKt(`case "$*" in "${words}"*) cat '${file}' >&2; cat '${scene.directory}/answer'; exit ${code} ;; esac`);
}

describe(`hostile text on ${NODE_NAME}`, () => {
  test.concurrent.each([
    { where: 'of a file that cannot be deployed', chain: TEXTS.slice(0, 9).map((text) => JSON.stringify(text)), kt: 'none' },
    { where: 'of a file whose tests fail', chain: undefined, kt: 'real' },
    { where: 'of a kt that finds faults', chain: undefined, kt: 'lint' },
    { where: 'of a kt that breaks', chain: undefined, kt: 'broken' },
  ])('in names, files, branches and people, and $where, is text wherever validate shows it', async ({ chain, kt }) => {
    const place = await setUp('pull_request');
    const { scene, github, environment } = place;
    const text = policy({
      name: JSON.stringify(`${WORD} ${LONG.slice(0, 150)}`),
      version: JSON.stringify(pick(5)),
      ...(chain && { chain }),
    });
    const folder = '::error::a [x](https:evil) ##[error] `b` | \u202e <img> @octocat #1';
    await scene.write(`${folder}/policy-config.yaml`, text);
    for (const [index, name] of TEXTS.entries())
      await scene.write(`${folder}/tests/t${index} ::x @octocat |.json`, golden(name, `${name} internal roadmap`, 'allow'));
    const finding = { severity: 'error', code: pick(7), path: pick(8), message: LONG, line: 3, column: 1 };
    if (kt === 'none') await scene.withoutKt();
    if (kt === 'lint')
      await sayingKt(
        scene,
        'policy lint',
        1,
        JSON.stringify({ valid: false, ok: false, errors: [finding], warnings: [LONG], problems: [finding] }),
      );
    if (kt === 'broken') await sayingKt(scene, 'policy', 3);
    const files = { 'sarif-file': '../step-1/results.sarif', 'junit-file': '../step-1/junit.xml' };
    const step = await scene.step('validate', { ...TOLD, ...files, 'policy-file': '**/policy-config.yaml' }, { environment });
    expect([step.outputs.result, step.report.failure]).toEqual(['failed', undefined]);
    expect(said(step)).toBe(true);
    mustBeText(step, github);
  });

  test.concurrent.each([
    { where: 'of a gateway that shows no policy', shows: 'nothing' as const },
    { where: 'of a gateway that shows another policy', shows: 'a policy' as const },
  ])('$where is text wherever deploy, verify and the post step show it', async ({ shows }) => {
    const { scene, github, environment } = await setUp('push');
    await scene.write('policy-config.yaml', policy());
    await scene.write('tests/hours.json', golden(`${WORD} ${LONG}`, 'When do you open?', 'allow'));
    const fleet = await Fleet.start(scene, ['staging']);
    const url = await startSayingGateway(scene, shows);
    const inputs = { ...TOLD, ...fleet.access, interval: '50ms' };
    const deployed = await scene.step(
      'deploy',
      {
        ...inputs,
        'production-gateways': `eu=${url}`,
        emergency: `OPS-1: ${WORD} @octocat **x** ##[error]`,
        'allow-drift': 'true',
        rollback: 'false',
      },
      { environment },
    );
    expect(deployed.exitCode).toBe(1);
    mustBeText(deployed, github);
    const verified = await scene.step(
      'verify',
      { ...inputs, gateways: `eu=${url}`, probe: 'tests/*.json', consecutive: '1', 'verify-timeout': '1s' },
      { environment },
    );
    expect(verified.exitCode).toBe(1);
    expect(said(verified)).toBe(true);
    mustBeText(verified, github);

    const directory = join(scene.directory, 'killed');
    await mkdir(directory);
    const journal = join(directory, 'journal.jsonl');
    const line = { event: 'begin', gateway: 'eu', url, write: 'push', to: { name: 'support-desk', version: '1.4.0' } };
    await writeFile(journal, `${JSON.stringify(line)}\n`);
    await writeFile(join(directory, 'state'), `journal<<E\n${journal}\nE\nentry<<E\ndeploy\nE\n`);
    mustBeText(await postStep(scene, 'deploy', { ...inputs, 'production-gateways': `eu=${url}` }, directory), github);
  });

  const CHECKS = JSON.stringify({ checks: TEXTS.map((text) => ({ name: text, status: text })) });
  const EVENTS = JSON.stringify({
    events: TEXTS.map((text, index) => ({
      id: text,
      timestamp: new Date(Date.now() + 60_000).toISOString(),
      verdict: text,
      reason_code: text,
      model: text,
      config_version: index % 3 === 0 ? text : '1.4.0',
      gateway_id: 'staging',
      request_id: text,
    })),
  });

  test.concurrent.each([
    { words: 'policy push', code: 3, answer: LONG },
    { words: 'policy deploy', code: 3, answer: LONG },
    { words: 'doctor', code: 1, answer: CHECKS },
    { words: 'events', code: 0, answer: EVENTS },
    { words: 'gateway', code: 3, answer: LONG },
  ])('of kt in place of an answer to "$words" is text', async ({ words, code, answer }) => {
    const { scene, github, environment } = await setUp('push');
    await scene.write('policy-config.yaml', policy());
    await scene.write('tests/hours.json', ALLOWS_HOURS);
    const config = words.startsWith('policy') ? PREVIOUS : policy();
    const fleet = await Fleet.start(scene, [
      { id: 'staging', config },
      { id: 'p1', config: PREVIOUS },
    ]);
    await sayingKt(scene, words, code, answer);
    const common = { ...TOLD, ...fleet.access, interval: '50ms' };
    const gateways = { 'staging-gateway': fleet.lines('staging'), 'production-gateways': fleet.lines('p1') };
    const written = { ...gateways, 'deploy-timeout': '1s', rollback: 'false', 'allow-drift': 'true' };
    const looked = { doctor: 'required', 'minimum-events': '50', consecutive: '1', 'verify-timeout': '1s' };
    const step = words.startsWith('policy')
      ? await scene.step('deploy', { ...common, ...written }, { environment })
      : await scene.step(
          'verify',
          { ...common, ...looked, gateways: words === 'gateway' ? 'staging' : fleet.lines('staging') },
          { environment },
        );
    expect([step.exitCode, step.report.failure, step.summary.includes(WORD)]).toEqual([1, undefined, true]);
    mustBeText(step, github);
  });

  test.concurrent('in options and the inventory is text in the message that refuses it', async () => {
    const { scene, github, environment } = await setUp('push');
    await scene.write('policy-config.yaml', policy());
    const inputs = {
      ...TOLD,
      stages: LONG,
      'policy-file': TEXTS.join('\n'),
      waves: LONG,
      'fail-on': LONG,
      rules: `${TEXTS.join('\n')}: error`,
      'production-gateways': `${pick(2)}=${pick(3)}`,
      since: LONG,
      'api-url': LONG,
    };
    const refused = await scene.step('root', inputs, { environment });
    expect(refused.exitCode).toBe(1);
    mustBeText(refused, github);
    const entries = TEXTS.map(
      (text) =>
        `  ${JSON.stringify(text)}: {url: ${JSON.stringify(text)}, environment: ${JSON.stringify(text)}, ${JSON.stringify(text)}: 1}`,
    );
    await scene.write('.github/keeptrusts.yml', `gateways:\n${entries.join('\n')}\n`);
    const listed = await scene.step('validate', TOLD, { environment });
    expect(listed.exitCode).toBe(1);
    expect(said(listed)).toBe(true);
    mustBeText(listed, github);
  });

  test.concurrent('is text in all that the command line says', async () => {
    const { scene } = await setUp('push');
    const url = await startSayingGateway(scene, 'a policy');
    await scene.write('policy-config.yaml', policy({ name: JSON.stringify(LONG.slice(0, 190)), version: JSON.stringify(pick(5)) }));
    await scene.write('broken.yaml', policy({ chain: TEXTS.slice(0, 9).map((text) => JSON.stringify(text)) }));
    await scene.write('tests/hours.json', golden(LONG, 'internal roadmap', 'allow'));
    await scene.write(
      'good.yml',
      `gateways:\n  eu: {url: "${url}", environment: ${JSON.stringify(pick(9))}}\npacks: [{file: policy-config.yaml, gateways: [eu]}]\n`,
    );
    await scene.write('bad.yml', `gateways:\n  ${JSON.stringify(LONG)}: {url: ${JSON.stringify(LONG)}}\n`);
    const environment = { KEEPTRUSTS_API_URL: 'http://127.0.0.1:9', KEEPTRUSTS_API_TOKEN: 'kt_0123456789' };
    const commands = [
      [LONG],
      ['explain', LONG],
      ['validate', LONG],
      ['validate', `--${LONG}=1`],
      ['validate', '--policy-file=broken.yaml', '--debug'],
      ['validate', '--config-file=bad.yml'],
      ['try', LONG, '--header', `x=${LONG}`],
      ['try', LONG, '--policy-file', 'broken.yaml'],
      ['status', '--config-file', 'good.yml'],
      ['status', '--config-file', 'good.yml', '--format', 'json'],
      ['status', '--config-file', 'bad.yml'],
      ['status', '--format', LONG],
      ['verify', `--gateways=eu=${url}`, '--verify-timeout=500ms', '--interval=50ms', '--consecutive=1', '--debug'],
      ['rollback', LONG],
    ].map((argv) => argv.map((word) => word.replaceAll('\0', '')));
    for (const argv of commands) {
      const { stdout, stderr } = await runCli(scene, argv, { environment });
      expect([argv[0], logProblems(`${stdout}\n${stderr}`.split('\n'))]).toEqual([argv[0], []]);
      expect(stdout + stderr).not.toBe('');
    }
  });
});
