// Pictures of pages, taken by the Chromium of this machine: nothing is downloaded, and no page reaches the network.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { DIAGRAM_FONT } from './page.mjs';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
];

/** Runs `work` with a function that takes a picture of a page. */
export async function withBrowser(executablePath, work) {
  const directory = mkdtempSync(join(tmpdir(), 'pictures-'));
  const context = await chromium.launchPersistentContext(join(directory, 'profile'), { executablePath, headless: true, args: FLAGS });
  try {
    await context.route(/^https?:/, (route) => route.abort());
    return await work((html, settings) => takePicture(context, join(directory, 'page.html'), html, settings));
  } finally {
    await context.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * @param settings `file` to write, `width` in CSS pixels, `theme` light or dark, `open` whether collapsed blocks are opened, `height`
 * at most (the rest is cut off).
 * @throws Error when a diagram is not what Mermaid understands.
 */
async function takePicture(context, path, html, { file, width, theme = 'light', open = false, height }) {
  writeFileSync(path, html);
  const page = await context.newPage();
  try {
    await page.setViewportSize({ width, height: 10 });
    await page.goto(pathToFileURL(path).href);
    if (open) await page.evaluate(openAll);
    // A label is as wide as its font makes it.
    await page.evaluate((font) => document.fonts.load(`16px ${font}`, 'a\u2705'), DIAGRAM_FONT);
    const faults = await page.evaluate(drawDiagrams, { theme, fontFamily: DIAGRAM_FONT });
    if (faults.length > 0) throw new Error(`${file}: ${faults.join('\n')}`);
    await page.evaluate(() => document.fonts.ready);
    const tall = await page.evaluate(() => document.documentElement.scrollHeight);
    const shown = Math.min(tall, height ?? tall);
    await page.setViewportSize({ width, height: shown });
    await page.screenshot({ path: file, omitBackground: true });
  } finally {
    await page.close();
  }
}

/** Runs in the page. */
function openAll() {
  for (const one of document.querySelectorAll('details')) one.setAttribute('open', '');
}

/** Runs in the page: every Mermaid block becomes a diagram, as on GitHub; what is no diagram is returned as a fault. */
async function drawDiagrams({ theme, fontFamily }) {
  const { mermaid } = globalThis;
  const faults = [];
  const blocks = [...document.querySelectorAll('code.language-mermaid')];
  mermaid?.initialize({ startOnLoad: false, securityLevel: 'strict', fontFamily, theme: theme === 'dark' ? 'dark' : 'default' });
  for (const [index, block] of blocks.entries()) {
    try {
      await mermaid.parse(block.textContent);
      const { svg } = await mermaid.render(`diagram-${index}`, block.textContent);
      const place = document.createElement('div');
      place.className = 'mermaid';
      place.innerHTML = svg;
      block.parentElement.replaceWith(place);
    } catch (error) {
      faults.push(`diagram ${index + 1}: ${error?.message ?? error}`);
    }
  }
  return faults;
}
