import { describe, expect, test } from '@jest/globals';
import { aftermathSummary, judgeReading } from '../../src/run/post.js';

const TO = { name: 'support', version: '1.1.0' };
const BEFORE = { name: 'support', version: '1.0.0' };

function served(name: string, version?: string) {
  const identity = version === undefined ? { name } : { name, version };
  return { kind: 'served', identity, body: {}, emulated: false } as const;
}

describe('after a deploy that died', () => {
  test.each([
    ['the new version', served('support', '1.1.0'), 'new'],
    ['the former version', served('support', '1.0.0'), 'former'],
    ['a third version', served('support', '0.9.0'), 'other'],
    ['the same version of another pack', served('other', '1.1.0'), 'other'],
    ['no version', served('support'), 'other'],
    ['nothing readable', { kind: 'unreadable', reason: 'HTTP 500' } as const, 'unread'],
    ['nothing', { kind: 'unreachable', reason: 'refused' } as const, 'unread'],
    ['no URL', undefined, 'unread'],
  ])('a gateway that shows %s is told as such', (_what, reading, serves) => {
    expect(judgeReading(reading, { to: TO, before: BEFORE }).serves).toBe(serves);
  });

  test('without anything recorded before, what is not the new version is another one', () => {
    expect(judgeReading(served('support', '1.0.0'), { to: TO }).serves).toBe('other');
  });

  test('a gateway that could not be read is told with the address of its configuration, beside /v1', () => {
    const write = { gateway: 'eu-1', url: 'https://eu-1.example/v1/', write: 'push', to: TO } as const;
    const summary = aftermathSummary([{ gateway: 'eu-1', write, serves: 'unread', reason: 'HTTP 500' }]);
    expect(summary.replaceAll('&#8203;', '')).toContain('https://eu-1.example/keeptrusts/config');
  });

  test('the summary names every gateway with what it serves, and nothing in it can pass for Markdown of ours', () => {
    const write = { gateway: 'eu|1', write: 'push', to: TO, before: BEFORE } as const;
    const summary = aftermathSummary([
      { gateway: 'eu|1', write, serves: 'other', shown: { name: '<img src=x>', version: '[a](b)' } },
      { gateway: 'eu-2', write: { ...write, gateway: 'eu-2', ended: 'serving' }, serves: 'unread', reason: 'HTTP 500' },
    ]);
    expect(summary).toContain('## ❌ The deploy died while it was writing');
    expect(summary).not.toContain('<img');
    expect(summary).not.toMatch(/(?<!\\)\]\(b\)/);
    expect(summary).toMatch(/\| `eu-2` \| push \| serving \| could not be read \(HTTP 500\); read what it serves by hand \|/);
    expect(summary.split('\n').filter((line) => line.startsWith('|'))).toHaveLength(4);
  });
});
