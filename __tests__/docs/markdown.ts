import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folders that hold no text of this project. */
const OTHERS = new Set(['node_modules', '.git', '.cache', 'dist', 'build']);

/** Every Markdown file of the repository, by path from its root. */
export function markdownFiles(directory = '.'): readonly string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return OTHERS.has(entry.name) ? [] : markdownFiles(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

export interface CodeBlock {
  readonly file: string;
  readonly line: number;
  readonly language: string;
  readonly text: string;
}

/** The fenced code blocks of a Markdown file. */
export function codeBlocks(file: string): readonly CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: { language: string; line: number; lines: string[] } | undefined;
  for (const [index, line] of readFileSync(file, 'utf8').split('\n').entries()) {
    const fence = /^```(\w*)\s*$/.exec(line);
    if (fence === null) open?.lines.push(line);
    else if (open === undefined) open = { language: fence[1] ?? '', line: index + 1, lines: [] };
    else {
      blocks.push({ file, line: open.line, language: open.language, text: `${open.lines.join('\n')}\n` });
      open = undefined;
    }
  }
  if (open !== undefined) throw new Error(`${file}:${open.line}: the code block is not closed`);
  return blocks;
}

/** A Markdown file without its fenced blocks. */
export function proseOf(file: string): string {
  return readFileSync(file, 'utf8').replace(/^```[\s\S]*?^```/gm, '');
}

/** Targets of Markdown links outside of code, without their `#fragment`; addresses and links inside the page are left out. */
export function relativeLinks(file: string): readonly string[] {
  return targetsOf(file)
    .map((target) => target.replace(/#.*$/, ''))
    .filter((target) => target !== '');
}

/** Targets of Markdown links that lead to a heading of a page of this repository: the page, seen from `file`, empty for the same one. */
export function anchorLinks(file: string): readonly { readonly target: string; readonly page: string; readonly anchor: string }[] {
  return targetsOf(file).flatMap((target) => {
    const [, page = '', anchor] = /^([^#]*)#(.+)$/.exec(target) ?? [];
    return anchor !== undefined && (page === '' || page.endsWith('.md')) ? [{ target, page, anchor }] : [];
  });
}

function targetsOf(file: string): readonly string[] {
  const prose = proseOf(file).replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target).filter((target) => !/^[a-z]+:/i.test(target));
}

/** The anchors of a page: those GitHub makes of its headings, the second of a name with `-1`, and those written as HTML. */
export function anchorsIn(file: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const headings = [...proseOf(file).matchAll(/^#{1,6} +(.+?) *#*$/gm)].map(([, heading = '']) => {
    const anchor = anchorOf(heading);
    const earlier = seen.get(anchor) ?? 0;
    seen.set(anchor, earlier + 1);
    return earlier === 0 ? anchor : `${anchor}-${earlier}`;
  });
  const written = [...proseOf(file).matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, name = '']) => name);
  return new Set([...headings, ...written]);
}

/** https://github.com/gjtorikian/html-pipeline/blob/v2.14.3/lib/html/pipeline/toc_filter.rb: letters, digits, `_`, `-`; blanks become `-`. */
function anchorOf(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
}

/** What is written as code in a file: the lines of its blocks, and the pieces between backticks. */
export function codePieces(file: string): readonly { readonly where: string; readonly text: string }[] {
  const blocks = codeBlocks(file).flatMap(({ line, text }) =>
    text.split('\n').map((piece, index) => ({ where: `${file}:${line + 1 + index}`, text: piece.trim() })),
  );
  const inline = [...proseOf(file).matchAll(/`([^`]+)`/g)].map(([, text = '']) => ({ where: file, text: text.replaceAll('\n', ' ') }));
  return [...blocks, ...inline];
}
