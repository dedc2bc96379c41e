import { describe, expect, test } from '@jest/globals';
import { parseArchiveHashes, parseGatewayLines, parseRuleSeverities } from '../../src/options/lines.js';

describe('gateway lines', () => {
  test('an id alone or with a URL', () => {
    expect(parseGatewayLines(['gw-eu', 'gw_us = https://us.example/', 'gw-in=http://gateway.internal:8080'])).toEqual({
      targets: [{ id: 'gw-eu' }, { id: 'gw_us', url: 'https://us.example' }, { id: 'gw-in', url: 'http://gateway.internal:8080' }],
      problems: [],
    });
  });

  test.each([
    ['--file=x', 'does not start with -'],
    ['=https://x', '"" is no gateway id'],
    ['two words', 'no white space'],
    ['a,b', 'no white space, comma'],
    ['https://gw.example', 'names no gateway id: write id=url'],
    ['gw=ftp://x', 'expected an http:// or https:// URL, got "ftp://x"'],
    ['gw=', 'expected an http:// or https:// URL, got ""'],
    ['gw=https://x y', 'expected an http:// or https:// URL'],
    ['g\u202ew', 'is no gateway id'],
    [`g${'w'.repeat(200)}`, 'is no gateway id'],
  ])('%j: %s', (line, problem) => {
    const { targets, problems } = parseGatewayLines([line]);
    expect(targets).toEqual([]);
    expect(problems).toEqual([expect.stringContaining(problem)]);
  });

  test.each([
    'gw=https://user:hunter2@x',
    'gw=https://x/?key=hunter2',
    'https://x/?key=hunter2',
    'https://user:hunter2@x',
    'g w=https://user:hunter2@x',
  ])('what may be a secret in %s is not repeated', (line) => {
    const { problems } = parseGatewayLines([line]);
    expect(problems).toHaveLength(1);
    expect(problems.join()).not.toContain('hunter2');
  });

  test('an id twice is a problem, and other lines are still read', () => {
    const { targets, problems } = parseGatewayLines(['a=https://1.example', '-b', 'a', 'c']);
    expect(targets.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(problems).toEqual([expect.stringContaining('"-b"'), 'gateway "a" is listed twice: keep one line']);
  });
});

describe('rule lines', () => {
  test('become a map', () => {
    const { severities, problems } = parseRuleSeverities(['unknown-key: warning', 'yaml:off', 'a/b.c :info']);
    expect([...severities]).toEqual([
      ['unknown-key', 'warning'],
      ['yaml', 'off'],
      ['a/b.c', 'info'],
    ]);
    expect(problems).toEqual([]);
  });

  test.each([
    ['unknown-key', 'is not of the form'],
    ['unknown-key=off', 'is not of the form'],
    [': off', 'is not of the form'],
    ['unknown-key: warn', 'got "warn", expected error, warning, info or off'],
    ['unknown-key: eror', 'did you mean error?'],
  ])('%j: %s', (line, problem) => {
    expect(parseRuleSeverities([line]).problems).toEqual([expect.stringContaining(problem)]);
  });

  test('twice is a problem; with the known ids, an unknown one is too', () => {
    expect(parseRuleSeverities(['a: off', 'a: error']).problems).toEqual(['rule a is set twice: keep one line']);
    expect(parseRuleSeverities(['unknwon-key: off'], ['unknown-key']).problems).toEqual([
      'there is no rule "unknwon-key"; did you mean unknown-key?',
    ]);
  });
});

describe('archive hash lines', () => {
  const hex = 'AB'.repeat(32);

  test('become a map to lower-case hex', () => {
    expect([...parseArchiveHashes([`kt-linux-x86_64.tar.gz = ${hex}`]).hashes]).toEqual([['kt-linux-x86_64.tar.gz', hex.toLowerCase()]]);
  });

  test.each([`${hex}`, `=${hex}`, `../kt=${hex}`, `kt=${hex}0`, 'kt=zz'])('%s is refused', (line) => {
    const { hashes, problems } = parseArchiveHashes([line]);
    expect(hashes.size).toBe(0);
    expect(problems).toEqual([expect.stringContaining('is not of the form artifact=hex')]);
  });

  test('an artifact twice is a problem', () => {
    expect(parseArchiveHashes([`kt=${hex}`, `kt=${hex}`]).problems).toEqual(['kt is listed twice: keep one line']);
  });
});
