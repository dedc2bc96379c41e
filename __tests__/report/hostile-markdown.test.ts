import { describe, expect, test } from '@jest/globals';
import { commentMarker, renderComment } from '../../src/report/comment.js';
import { markdownText } from '../../src/report/escape/markdown.js';
import { mermaidLabel } from '../../src/report/escape/mermaid.js';
import { renderSummary } from '../../src/report/summary.js';
import { aftermathSummary } from '../../src/run/post.js';
import { HIDDEN_CHARACTER, HOSTILE_CASES } from './hostile.js';
import { readMarkdown } from './markdown-reader.js';
import { DIGEST, gateway, report, reportFullOf, verify } from './samples.js';

const MARKER = commentMarker('validate', 'key');

const aftermathOf = (text: string): string =>
  aftermathSummary(
    (['new', 'former', 'other', 'unread'] as const).map((serves) => ({
      gateway: text,
      write: { gateway: text, url: text, write: 'push', to: { name: text, version: text, digest: DIGEST } },
      serves,
      shown: { name: text, version: text },
      reason: text,
    })),
  );

/** Everything that is written as Markdown, made of one text from outside. */
const RENDERERS: Readonly<Record<string, (text: string) => string>> = {
  'the job summary': (text) => renderSummary(reportFullOf(text)),
  'the summary of a check run': (text) => renderSummary(reportFullOf(text), { budget: 65_535 }),
  'a summary that was shortened': (text) => renderSummary(reportFullOf(text), { budget: 12_000, reportPath: text }),
  'the comment': (text) => renderComment(reportFullOf(text), MARKER, undefined) ?? '',
  'the summary of the post step': aftermathOf,
};

/** The structure without what is different in other words: which rows a budget has room for, and what is in a code block. */
function shapeOf(markdown: string) {
  const { headings, tables, lists, quotes, blocks, tags, links, comments } = readMarkdown(markdown);
  const own = tags.filter((tag) => !/^<\/?code>$/.test(tag));
  return {
    headings,
    tables,
    lists,
    quotes,
    blocks: blocks.map(({ language, lines }) => [language, lines.length]),
    tags: own,
    links,
    comments,
  };
}

/** Texts of which something else is left out: empty ones take the lines with them, and long ones do not fit where there is a budget. */
function isLeftOut(text: string, renderer: string): boolean {
  const room =
    renderer === 'the job summary' || renderer.includes('post step') ? Number.POSITIVE_INFINITY : renderer === 'the comment' ? 1000 : 60;
  return markdownText(text) === '' || text.length > room || renderer.includes('shortened');
}

describe.each(Object.entries(RENDERERS))('hostile text in %s', (name, render) => {
  const harmless = shapeOf(render('harmless text'));

  test.each(HOSTILE_CASES)('%s is text, and changes nothing around it', (_name, text) => {
    const markdown = render(text);
    expect(markdown).not.toMatch(HIDDEN_CHARACTER);
    const shape = shapeOf(markdown);
    if (isLeftOut(text, name)) expect(shape.links.filter((one) => !harmless.links.includes(one))).toEqual([]);
    else expect(shape).toEqual(harmless);
    expect(shape.comments).toEqual(harmless.comments);
  });
});

describe('hostile text in a diagram', () => {
  /** https://mermaid.js.org/syntax/flowchart.html and https://mermaid.js.org/syntax/pie.html: what is between quotes is a label. */
  const LINES = [
    /^flowchart LR$/,
    /^pie showData$/,
    /^ {4}title [\w ]+$/,
    /^ {4}(?:\w+ (?:-->|-\.->|-->\|"L"\|) )?\w+\["L"\]$/,
    /^ {4}"L" : \d+$/,
    // Our own looks: no word of them comes from outside.
    /^%%\{init: [\w:{}"#, ]+\}%%$/,
    /^ {4}classDef \w+ [\w:#,-]+$/,
    /^ {4}class [\w,]+ \w+$/,
  ];
  /** A label that Mermaid reads as words: entity codes are text, and nothing else has a meaning. */
  const LABEL = /"((?:[^"#;<>`%{}[\]|\\&\ufb02\u00b0\u00b6\u00df\n]|#\d+;)*)"/g;

  const diagrams = (text: string) =>
    [RENDERERS['the job summary']?.(text) ?? '', eventsOf(text)].flatMap((markdown) =>
      readMarkdown(markdown)
        .blocks.filter(({ language }) => language === 'mermaid')
        .map(({ lines }) => lines.map((line) => line.replaceAll(LABEL, '"L"'))),
    );
  const eventsOf = (text: string): string =>
    renderSummary(
      report([verify({ gateways: [gateway({ events: { read: 1, matching: 1, unattributed: 0, verdicts: { [text]: 1 }, newest: [] } })] })]),
    );

  test.each(HOSTILE_CASES)('%s leaves its nodes and arrows as they are', (_name, text) => {
    const drawn = diagrams(text);
    expect(drawn).toEqual(diagrams('harmless text'));
    expect(drawn.flat().filter((line) => !LINES.some((form) => form.test(line)))).toEqual([]);
  });

  test.each(HOSTILE_CASES)('%s makes no icon and no arrow of a label', (_name, text) => {
    const label = mermaidLabel(text);
    expect(label).not.toMatch(/--|fa[a-z]?:fa-/);
    expect(`"${label}"`.replaceAll(LABEL, 'L')).toBe('L');
  });
});
