import { describe, expect, test } from '@jest/globals';
import { breakUpCommands } from '../../src/report/escape/log-line.js';
import { visible } from '../../src/report/escape/visible.js';

/** Every UTF-16 unit that is not half of a pair, as a text of its own. */
const CHARACTERS = Array.from({ length: 0xd800 }, (_, code) => String.fromCharCode(code));

describe('the short ways through the escapes', () => {
  test('visible spells out every character that hides or moves something, and only those', () => {
    const hidden = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
    const wrong = CHARACTERS.filter((character) => (visible(character) === character) === hidden.test(character));
    expect(wrong.map((character) => character.charCodeAt(0).toString(16))).toEqual([]);
  });

  test.each([
    ['::error::x', ': :error::x'],
    [' \u00ad::error::x', ' \u00ad: :error::x'],
    ['\u200b:\u200b:error::x', '\u200b:\u200b :error::x'],
    ['text ##[error]x', 'text ## [error]x'],
    ['text #\u00ad#[error]x', 'text #\u00ad# [error]x'],
    ['::##[x', ': :## [x'],
    ['   ::error::x', '   : :error::x'],
    ['✓ ::error::x', '✓ ::error::x'],
    ['a::b #[ # # [', 'a::b #[ # # ['],
  ])('breakUpCommands turns %j into %j', (line, expected) => {
    expect(breakUpCommands(line)).toBe(expected);
  });
});
