// Pages to take pictures of. Fonts and style sheets come from packages, so that pictures are the same on every machine.
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const modules = join(dirname(fileURLToPath(import.meta.url)), 'node_modules');

function fileUrl(...path) {
  return pathToFileURL(join(modules, ...path)).href;
}

const FONTS = ['noto-sans/400.css', 'noto-sans/600.css', 'noto-sans-mono/400.css'];

/** Only for emoji: the font has letters and digits as well. */
const EMOJI = `@font-face { font-family: Emoji; src: url('${fileUrl('twemoji-colr-font', 'twemoji.woff2')}'); unicode-range: U+21a9, U+231a-23ff, U+2600-27bf, U+fe0f, U+1f000-1faff; }`;

/** The fonts that come first in GitHub's list are on no build machine; Noto Sans is the next one. */
const SANS = `Emoji, 'Noto Sans', sans-serif`;
const MONO = `Emoji, 'Noto Sans Mono', monospace`;

/** What diagrams are written in. */
export const DIAGRAM_FONT = SANS;

const GITHUB_STYLE = `
  body { margin: 0; }
  .markdown-body { box-sizing: border-box; padding: 24px; font-family: ${SANS}; }
  .markdown-body code, .markdown-body pre { font-family: ${MONO}; }
  .markdown-body .mermaid { text-align: center; background: transparent; }
`;

const TERMINAL_STYLE = `
  body { margin: 0; padding: 16px; background: transparent; }
  .terminal { background: #0d1117; border-radius: 10px; border: 1px solid #30363d; overflow: hidden; }
  .bar { background: #161b22; padding: 9px 12px; display: flex; gap: 7px; }
  .bar i { width: 11px; height: 11px; border-radius: 50%; background: #484f58; }
  pre { margin: 0; padding: 12px 16px 16px; color: #e6edf3; font: 13px/1.45 ${MONO}; white-space: pre-wrap; overflow-wrap: anywhere; }
  .red { color: #ff7b72; } .green { color: #3fb950; } .yellow { color: #d29922; } .prompt { color: #79c0ff; }
`;

function html(style, sheets, body, scripts = '') {
  const links = [...FONTS.map((name) => fileUrl('@fontsource', name)), ...sheets].map((href) => `<link rel="stylesheet" href="${href}">`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">${links.join('')}<style>${EMOJI}${style}</style></head><body>${body}${scripts}</body></html>`;
}

/** A page with rendered Markdown, in GitHub's light or dark colours. */
export function githubPage(content, theme) {
  const sheet = fileUrl('github-markdown-css', `github-markdown-${theme}.css`);
  const script = `<script src="${fileUrl('mermaid', 'dist', 'mermaid.min.js')}"></script>`;
  return html(GITHUB_STYLE, [sheet], `<article class="markdown-body">${content}</article>`, script);
}

export function terminalPage(content) {
  return html(TERMINAL_STYLE, [], content);
}
