import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { commandData, commandProperty, encodeData } from '../../src/report/escape/command.js';
import { LOG_LINE_LIMIT, logLine, logLines } from '../../src/report/escape/log-line.js';
import { codeBlock, codeSpan, markdownCell, markdownLink, markdownProse, markdownText } from '../../src/report/escape/markdown.js';
import { html, htmlAttribute, xmlAttribute, xmlText } from '../../src/report/escape/markup.js';
import { mermaidLabel } from '../../src/report/escape/mermaid.js';
import { oneLine, shorten, visible } from '../../src/report/escape/visible.js';
import { HIDDEN_CHARACTER, HOSTILE_CASES, holdsCommand } from './hostile.js';

/** The data as the runner decodes it. */
function decodeData(data: string): string {
  return data.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

/** Whether GitHub would find something to link in the rendered text: entities decoded, code left out. */
function autolinks(markdown: string): boolean {
  const decoded = markdown.replace(/&#(\d+);/g, (_entity, code: string) => String.fromCodePoint(Number(code)));
  const text = decoded.replace(/\\([!-/:-@[-`{-~])/g, '$1');
  return /@[a-z]|#\d|gh-\d|:\/\/|www\./i.test(text);
}

describe('logLine', () => {
  test.each(HOSTILE_CASES)('makes %s one bounded line without commands or hidden characters', (_name, text) => {
    const line = logLine(text);
    expect(line).not.toMatch(/[\n\r\v\f\x85\u2028\u2029]/);
    expect(holdsCommand(line)).toBe(false);
    expect(line).not.toMatch(HIDDEN_CHARACTER);
    expect(line.length).toBeLessThan(LOG_LINE_LIMIT * 8);
  });

  test('neutralises any mixture of the pieces commands are made of', () => {
    const piece = fc.constantFrom(
      '#',
      '##',
      '[',
      ':',
      '::',
      ' ',
      '\n',
      '\r',
      '\u200d',
      '\ufe0f',
      '\x1b[0m',
      '\x1b',
      '[m',
      '\0',
      'error',
      ']',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        return !holdsCommand(logLine(text)) && !holdsCommand(decodeData(commandData(text)));
      }),
      { numRuns: 2000, seed: 1 },
    );
  });

  test('leaves ordinary text alone, joined emoji and all scripts included', () => {
    const text = 'policy “support-desk” 1.2: 3 of 4 [ok] #12 a::b 👩‍💻 نمی‌دانم 漢字';
    expect(logLine(text)).toBe(text);
  });

  test('shows what it neutralised', () => {
    expect(logLine('a\u202eb\0c')).toBe('a\\u202eb\\x00c');
    expect(logLine('a\n::error::b')).toBe('a ⏎ ::error::b');
    expect(logLine('::error::b')).toBe(': :error::b');
    expect(logLine('x ##[group]y')).toBe('x ## [group]y');
  });
});

describe('logLines', () => {
  test.each(HOSTILE_CASES)('lets no command and nothing hidden through in %s', (_name, text) => {
    const lines = logLines(`a message about ${text}\n- and ${text}`);
    expect(holdsCommand(lines)).toBe(false);
    expect(lines).not.toMatch(HIDDEN_CHARACTER);
  });

  test('keeps the lines of a list', () => {
    expect(logLines('2 problems:\n- a\n  b\r\n::error::c')).toBe('2 problems:\n- a\n  b\\x0d\n: :error::c');
  });
});

describe('commandData and commandProperty', () => {
  test.each(HOSTILE_CASES)('keep %s inside one command', (_name, text) => {
    for (const escaped of [commandData(text), commandProperty(text)]) {
      expect(escaped).not.toMatch(/[\n\r]/);
      expect(escaped).not.toContain('##[');
      expect(escaped).not.toMatch(HIDDEN_CHARACTER);
      expect(holdsCommand(decodeData(escaped))).toBe(false);
    }
    expect(commandProperty(text)).not.toMatch(/[:,]/);
  });

  test('keep line breaks and percent signs through the encoding', () => {
    expect(commandData('100%\nnext')).toBe('100%25%0Anext');
    expect(decodeData(commandData('%0A 100%\nnext'))).toBe('%0A 100%\nnext');
    expect(commandProperty('a:b,c')).toBe('a%3Ab%2Cc');
  });

  test('encodeData changes nothing but the protocol’s own characters', () => {
    expect(encodeData('s\x1b#\u202e%\n')).toBe('s\x1b#\u202e%25%0A');
  });
});

describe('Markdown text and cells', () => {
  test.each(HOSTILE_CASES)('%s stays plain text on one line', (_name, text) => {
    for (const escaped of [markdownText(text), markdownCell(text)]) {
      expect(escaped).not.toMatch(/[<>|\n\r]/);
      expect(escaped.replace(/\\[!-/:-@[-`{-~]/g, '')).not.toMatch(/[`*_[\]~$\\]/);
      expect(escaped).not.toMatch(/^(\s|[-+=#]|\d+[.)](\s|$))/);
      expect(escaped.replace(/&(amp|lt|gt|#124|#36|#8203);/g, '')).not.toContain('&');
      expect(escaped).not.toMatch(HIDDEN_CHARACTER);
      expect(autolinks(escaped)).toBe(false);
    }
    expect(markdownCell(text).length).toBeLessThan(500 * 12);
  });

  test('ordinary words stay readable', () => {
    expect(markdownText('expected block, got allow (line 12)')).toBe('expected block, got allow (line 12)');
    expect(markdownCell('a_b | c')).toBe('a\\_b &#124; c');
  });
});

describe('markdownProse', () => {
  /** What is left without code spans, with a dot for each escaped character: https://spec.commonmark.org/0.31.2/#code-spans */
  const outsideCode = (markdown: string): string =>
    markdown
      .replace(/\\[!-/:-@[-`{-~]|(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, (found) => (found.startsWith('`') ? '' : '.'))
      .replace(/<code>[^<>]*<\/code>/g, '');

  test.each(HOSTILE_CASES)('%s is plain text or code on one line', (_name, text) => {
    for (const whole of [text, `set \`${text}\` to ${text}`, `\`${text}\`\`a\`${text}`]) {
      const escaped = markdownProse(whole);
      const outside = outsideCode(escaped);
      expect(outside).not.toMatch(/[<>|\n\r]/);
      expect(outside).not.toMatch(/[`*_[\]~$\\]/);
      expect(escaped).not.toMatch(HIDDEN_CHARACTER);
      expect(autolinks(outside)).toBe(false);
    }
  });

  test('what stands between backticks is code, and a lone backtick is a backtick', () => {
    expect(markdownProse('Set `kt-path` or `a_b`, not *c*.')).toBe('Set `kt-path` or `a_b`, not \\*c\\*.');
    expect(markdownProse('`a``b` c')).toBe('`a` `b` c');
    expect(markdownProse('it`s')).toBe('it\\`s');
    expect(markdownProse('`<b>|`')).toBe('<code>&lt;b&gt;&#124;</code>');
  });
});

describe('codeSpan', () => {
  test.each(HOSTILE_CASES)('%s cannot leave the span', (_name, text) => {
    const span = codeSpan(text);
    const fence = /^`+/.exec(span)?.[0] ?? '';
    expect(span).not.toMatch(/[\n\r]/);
    expect(span).not.toMatch(HIDDEN_CHARACTER);
    expect(span.endsWith(fence)).toBe(true);
    const inside = span.slice(fence.length, -fence.length);
    expect((inside.match(/`+/g) ?? []).every((run) => run.length < fence.length)).toBe(true);
    expect(inside).not.toMatch(/^`|`$/);
    expect(inside).not.toBe('');
  });

  test.each(HOSTILE_CASES)('%s in a cell holds no pipe that would end it', (_name, text) => {
    expect(codeSpan(text, { cell: true })).not.toContain('|');
  });

  test('chooses the shortest fence', () => {
    expect(codeSpan('plain')).toBe('`plain`');
    expect(codeSpan('a `` b')).toBe('```a `` b```');
    expect(codeSpan('`x`')).toBe('`` `x` ``');
    expect(codeSpan('a|b', { cell: true })).toBe('<code>a&#124;b</code>');
  });
});

describe('codeBlock', () => {
  test.each(HOSTILE_CASES)('%s cannot close the block', (_name, text) => {
    const lines = codeBlock(text, 'yaml').split('\n');
    const fence = lines.at(-1) ?? '';
    expect(fence).toMatch(/^`{3,}$/);
    expect(lines[0]).toBe(`${fence}yaml`);
    expect(lines.slice(1, -1).some((line) => line.includes(fence))).toBe(false);
    expect(lines.join('\n')).not.toMatch(HIDDEN_CHARACTER);
  });
});

describe('markdownLink', () => {
  test('links web addresses only', () => {
    expect(markdownLink('docs', 'https://docs.keeptrusts.com/a')).toBe('[docs](https://docs.keeptrusts.com/a)');
    expect(markdownLink('docs', 'javascript:alert(1)')).toBe('docs');
    expect(markdownLink('docs', 'data:text/html,x')).toBe('docs');
    expect(markdownLink('docs', undefined)).toBe('docs');
  });

  test('an address cannot end the link or the cell', () => {
    expect(markdownLink('docs', 'https://a.example/x) ![i](https://b.example/|<b>')).toMatch(/^\[docs\]\([^()<>|\s]+\)$/);
  });
});

describe('HTML', () => {
  test.each(HOSTILE_CASES)('%s is text between tags and in attributes', (_name, text) => {
    for (const escaped of [html(text), htmlAttribute(text)]) {
      expect(escaped).not.toMatch(/[<>"'\n\r]/);
      expect(escaped.replace(/&(amp|lt|gt|quot|#39|#10|#9|#96);/g, '')).not.toContain('&');
      expect(escaped).not.toMatch(HIDDEN_CHARACTER);
    }
    expect(htmlAttribute(text)).not.toContain('`');
  });
});

describe('XML', () => {
  test.each(HOSTILE_CASES)('%s is legal character data', (_name, text) => {
    for (const escaped of [xmlText(text), xmlAttribute(text)]) {
      expect(escaped).not.toMatch(/[<>"'\r]/);
      expect(escaped).not.toMatch(/[^\t\n\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u);
      expect(escaped.replace(/&(amp|lt|gt|quot|#39|#10|#9|#13);/g, '')).not.toContain('&');
    }
    expect(xmlAttribute(text)).not.toMatch(/[\n\t]/);
  });

  test('keeps the meaning of what is legal', () => {
    expect(xmlText('a < b && c ]]> "d" 😀\n')).toBe('a &lt; b &amp;&amp; c ]]&gt; &quot;d&quot; 😀\n');
    expect(xmlText('a\ud800b\0c\x1b[31md')).toBe('abcd');
  });
});

describe('mermaidLabel', () => {
  test.each(HOSTILE_CASES)('%s cannot leave the label', (_name, text) => {
    const label = mermaidLabel(text);
    expect(label.replace(/#\d+;/g, 'E')).not.toMatch(/["'`#;%<>&[\](){}|\\\n]|--/);
    expect(label).not.toMatch(HIDDEN_CHARACTER);
  });

  test('keeps names readable', () => {
    expect(mermaidLabel('prod-eu 1.2.0')).toBe('prod-eu 1.2.0');
    expect(mermaidLabel('say "hi"')).toBe('say #34;hi#34;');
  });
});

describe('shorten', () => {
  test('keeps text up to the limit', () => {
    expect(shorten('a'.repeat(100), 100)).toBe('a'.repeat(100));
  });

  test('says how long the text was, within the limit', () => {
    const short = shorten('a'.repeat(101), 100);
    expect(short.length).toBeLessThanOrEqual(100);
    expect(short).toMatch(/^a+… \(101 characters\)$/);
  });

  test('never splits a surrogate pair', () => {
    for (const limit of [40, 41]) expect(shorten('😀'.repeat(100), limit)).not.toMatch(/\p{Cs}/u);
  });
});

test('visible and oneLine may be applied twice', () => {
  for (const [, text] of HOSTILE_CASES) {
    const once = visible(oneLine(text));
    expect(visible(oneLine(once)) === once).toBe(true);
  }
});
