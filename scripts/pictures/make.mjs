// Pictures of what people see: `node scripts/pictures/make.mjs [golden|readme] [--chromium PATH] [--open]`; see CONTRIBUTING.md.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { withBrowser } from './browser.mjs';
import { renderMarkdown } from './github.mjs';
import { githubPage, terminalPage } from './page.mjs';
import { renderTerminal } from './terminal.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const golden = join(root, '__tests__', 'golden');

/** CSS pixels between the borders of a job summary, and of a comment, on a page that is 1,280 wide. */
const WIDTHS = { summary: 1000, comment: 780 };

/** A README that loads slowly is not read. */
const LARGEST_PICTURE = 200_000;

/** Tests are left out of the picture: until the faults are corrected they decide nothing. */
const FAULTY = ['validate', 'policy-config.yaml', '--tests=false'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { chromium: { type: 'string', default: process.env.CHROMIUM ?? 'chromium' }, open: { type: 'boolean', default: false } },
});
const [what = 'golden', ...names] = positionals;
const executablePath = values.chromium.includes('/') ? values.chromium : onPath(values.chromium);
if (what === 'golden') await drawGolden();
else if (what === 'readme') await drawReadme();
else throw new Error(`what to draw is golden or readme, not ${what}`);

/** Every kept summary and comment in light and dark, to be looked at; not committed. */
async function drawGolden() {
  const output = join(root, 'build', 'pictures');
  mkdirSync(output, { recursive: true });
  await withBrowser(executablePath, async (take) => {
    for (const folder of Object.keys(WIDTHS)) {
      for (const file of readdirSync(join(golden, folder)).filter((name) => name.endsWith('.md'))) {
        const name = basename(file, '.md');
        if (names.length > 0 && !names.includes(name)) continue;
        const content = renderMarkdown(readFileSync(join(golden, folder, file), 'utf8'));
        for (const theme of ['light', 'dark']) {
          const path = join(output, `${folder}-${name}-${theme}.png`);
          await take(githubPage(content, theme), { file: path, width: WIDTHS[folder], theme, open: values.open });
          say(path);
        }
      }
    }
  });
}

/** The pictures README.md shows: a kept summary, and a real run of the command line in a real terminal. */
async function drawReadme() {
  const output = join(root, 'docs', 'pictures');
  mkdirSync(output, { recursive: true });
  const summary = renderMarkdown(readFileSync(join(golden, 'summary', 'deploy-promoted.md'), 'utf8'));
  const shown = renderTerminal(`keeptrusts-policy ${FAULTY.join(' ')}`, runInTerminal(FAULTY));
  await withBrowser(executablePath, async (take) => {
    await take(githubPage(summary, 'light'), { file: join(output, 'summary.png'), width: WIDTHS.summary, theme: 'light', height: 1050 });
    await take(terminalPage(shown), { file: join(output, 'terminal.png'), width: 900 });
  });
  for (const name of ['summary.png', 'terminal.png']) {
    const { size } = statSync(join(output, name));
    if (size > LARGEST_PICTURE) throw new Error(`${name} has ${size} bytes, more than ${LARGEST_PICTURE}`);
    say(join(output, name));
  }
}

function say(path) {
  process.stdout.write(`${relative(root, path)}\n`);
}

function onPath(command) {
  return execFileSync('sh', ['-c', 'command -v "$1"', 'sh', command], { encoding: 'utf8' }).trim();
}

/**
 * What the bundled command line writes to a terminal, colours included, about a pack with three faults. `script` of util-linux is the terminal;
 * the progress line is left out, because it is gone when the run ends.
 */
function runInTerminal(argv) {
  const directory = mkdtempSync(join(tmpdir(), 'pictures-'));
  try {
    cpSync(join(root, 'examples', 'support-desk'), directory, { recursive: true });
    const file = join(directory, 'policy-config.yaml');
    const text = readFileSync(file, 'utf8');
    const faulty = text
      .replace('- dlp-filter', '- dlp-filtre')
      .replace('pci_mode', 'pci_moed')
      .replace('action: redact', 'action: redacted');
    writeFileSync(file, faulty);
    const command = [process.execPath, join(root, 'dist', 'cli.mjs'), ...argv].map((word) => `'${word}'`).join(' ');
    const environment = { PATH: '/usr/bin:/bin', TERM: 'xterm', SHELL: '/bin/sh' };
    const terminal = ['-qec', `${command} 2>/dev/null || true`, '/dev/null'];
    return execFileSync('script', terminal, { cwd: directory, encoding: 'utf8', env: environment }).replaceAll('\r\n', '\n').trimEnd();
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
