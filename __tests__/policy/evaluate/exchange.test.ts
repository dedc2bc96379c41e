import { describe, expect, test } from '@jest/globals';
import { exchangeOf, requestText } from '../../../src/policy/evaluate/exchange.js';

const of = (raw: Readonly<Record<string, unknown>>, messages: readonly { readonly role: string; readonly content: string }[] = []) =>
  exchangeOf({ messages, raw });
const CALL = (name: string) => ({ role: 'assistant', content: '', tool_calls: [{ function: { name, arguments: '{}' } }] });
const HI = [{ role: 'user', content: 'Hi' }];

describe('the exchange of a case', () => {
  test('has its headers under lower-case names', () => {
    expect([...exchangeOf({ messages: HI, headers: { 'X-User-ID': 'u' }, raw: {} }).headers]).toEqual([['x-user-id', 'u']]);
  });

  test('has the path and the model of its request', () => {
    expect(of({ request: { path: '/v1/chat', body: { model: 'gpt-4o' } } }, HI)).toMatchObject({
      path: '/v1/chat',
      model: 'gpt-4o',
      doubts: {},
    });
    expect(exchangeOf({ messages: HI, model: 'own', raw: { request: { model: 'other' } } }).model).toBe('own');
  });

  test('reads the messages of the request where it has none of its own', () => {
    const parts = [
      { type: 'text', text: 'one' },
      { type: 'text', text: 'two' },
    ];
    const exchange = of({ request: { messages: [...HI, { role: 'user', content: parts }] } });
    expect(requestText(exchange)).toBe('Hi\none\ntwo');
    expect(exchange.doubts).toEqual({});
  });

  test.each([
    ['a request of another shape', { request: { prompt: 'Hi' } }],
    ['a request that is a text', { request: 'Hi' }],
    ['messages that are none', { request: { messages: [{ role: 'user', content: 7 }] } }],
    ['other messages than its own', { request: { messages: [{ role: 'user', content: 'Bye' }] } }],
  ])('%s leaves its text in doubt', (_, raw) => {
    expect(of(raw, HI).doubts).toEqual({ request: 'any' });
  });

  test.each([
    ['a text', 'Hello'],
    ['an OpenAI-like answer', { choices: [{ message: { content: 'Hello' } }] }],
    ['the same inside an HTTP response', { status: 200, body: { choices: [{ message: { content: 'Hello' } }] } }],
    ['text parts', { content: [{ type: 'text', text: 'Hello' }] }],
  ])('reads an answer given as %s', (_, upstream_response) => {
    expect(of({ upstream_response }, HI)).toMatchObject({ answer: 'Hello', doubts: {} });
  });

  test('an answer that only calls tools is empty', () => {
    const exchange = of({
      upstream_response: { choices: [{ message: { content: null, tool_calls: [{ function: { name: 'a', arguments: '{"x":1}' } }] } }] },
    });
    expect(exchange).toMatchObject({ answer: '', toolCalls: [{ name: 'a', input: { x: 1 } }] });
  });

  test('an answer of another shape is there, but its text is not known', () => {
    const exchange = of({ upstream_response: { output: 'Hello' } }, HI);
    expect(exchange.answer).toBeUndefined();
    expect(exchange.doubts).toEqual({ answer: 'any' });
  });

  test('of several choices the first is read, and the others leave a doubt', () => {
    const choices = [{ message: { content: 'a' } }, { message: { content: 'b' } }];
    expect(of({ upstream_response: { choices } })).toMatchObject({ answer: 'a', doubts: { answer: 'any' } });
  });

  test.each([
    ['a part of another type', { messages: [{ role: 'user', content: [{ type: 'thinking', thinking: 'Hm' }] }] }],
    ['a call in an older shape', { messages: [{ role: 'assistant', content: null, function_call: { name: 'a' } }] }],
    ['other calls than its own', { messages: [CALL('a')], request: { messages: [CALL('b')] } }],
  ])('%s leaves its text in doubt', (_, raw) => {
    const messages = raw.messages.map(({ role }) => ({ role, content: '' }));
    expect(of(raw, messages).doubts).toEqual({ request: 'any' });
  });

  test('pictures and files beside the text hold none', () => {
    const content = [
      { type: 'text', text: 'Hi' },
      { type: 'image_url', image_url: { url: 'https://a.example/b.png' } },
    ];
    expect(of({ messages: [{ role: 'user', content }] }, HI).doubts).toEqual({});
  });

  test.each([
    ['a refusal', { choices: [{ message: { content: null, refusal: 'No' } }] }],
    ['a call in an older shape', { choices: [{ message: { content: '', function_call: { name: 'a' } } }] }],
    ['a call in another provider’s shape', { content: [{ type: 'tool_use', name: 'a', input: {} }] }],
  ])('an answer with %s is in doubt', (_, upstream_response) => {
    expect(of({ upstream_response }, HI)).toMatchObject({ answer: '', doubts: { answer: 'any' } });
  });

  test('a key of the input that nobody knows may be a text or an answer; documented ones are none', () => {
    expect(of({ messages: HI, upstream_reponse: 'Hello' }, HI).doubts).toEqual({ request: 'any', answer: 'any' });
    expect(of({ messages: HI, team_slugs: ['a'], proxy_name: 'p', gateway_id: 'g', tools: [] }, HI).doubts).toEqual({});
  });

  test('calls that are said beside the request and in it are told once', () => {
    expect(of({ messages: [CALL('a')], request: { messages: [CALL('a')] } }, [{ role: 'assistant', content: '' }])).toMatchObject({
      toolCalls: [{ name: 'a' }],
      doubts: {},
    });
  });

  test('headers inside the request are kept apart, and only where they differ', () => {
    const inside = (headers: unknown) => exchangeOf({ messages: HI, headers: { A: '1' }, raw: { request: { headers } } }).perhapsHeaders;
    expect(inside({ B: 2 })).toEqual(new Map(Object.entries({ a: '1', b: '2' })));
    expect(inside({ a: '1' })).toBeUndefined();
  });

  test('tools that are called and tools that are only offered are kept apart', () => {
    const tools = [{ type: 'function', function: { name: 'search' } }, { name: 'plain' }];
    const calls = { role: 'assistant', content: '', tool_calls: [{ function: { name: 'run', arguments: '{' } }] };
    expect(of({ request: { tools, messages: [calls] } })).toMatchObject({
      offeredTools: ['search', 'plain'],
      toolCalls: [{ name: 'run', input: undefined }],
    });
  });
});
