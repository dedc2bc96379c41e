import { describe, expect, test } from '@jest/globals';
import { printableJson } from '../../../src/report/escape/json-text.js';
import { HIDDEN_CHARACTER, HOSTILE_CASES, holdsCommand } from '../hostile.js';

describe('JSON for a terminal or a log', () => {
  test.each(HOSTILE_CASES)('%s: is the same document, and shows everything', (_name, text) => {
    const value = { [text]: [text, `#${text}`, `##\u200b[error]${text}`] };
    const printed = printableJson(JSON.stringify(value, undefined, 2));
    expect(JSON.parse(printed)).toEqual(value);
    expect(holdsCommand(printed)).toBe(false);
    expect(printed).not.toMatch(HIDDEN_CHARACTER);
    expect(printed).not.toContain('##[');
  });

  test('plain text stays as it is', () => {
    const text = `${JSON.stringify({ a: ['b#', '[c]', 'ä ✓'] }, undefined, 2)}\n`;
    expect(printableJson(text)).toBe(text);
  });
});
