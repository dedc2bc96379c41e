import { describe, expect, test } from '@jest/globals';
import { brief, CHAIN, fixed, lint, PACK } from './brief.js';

const TARGETS = 'providers:\n  targets:\n    - {id: openai-main, provider: openai}\n    - {id: backup, provider: anthropic}\n';
const file = (yaml: string) => PACK + CHAIN + TARGETS + yaml;

describe('target ids', () => {
  test('a duplicate is an error at the second, and names both places', () => {
    const text = `${PACK}${CHAIN}providers:\n  targets:\n    - id: main\n      provider: openai\n    - provider: anthropic\n      id: main\n`;
    expect(brief(text)).toEqual(['error duplicate-target-id providers.targets[1].id 15:11-15:15']);
    expect(lint(text)[0]?.message).toBe("Target id 'main' is used twice, at 12:11 and 15:11");
  });

  test('other ids are fine', () => {
    expect(brief(file(''))).toEqual([]);
  });
});

describe('references to targets', () => {
  test.each([
    ['a route', 'routes:\n  - {path: /v1, upstream: openai-man}\n', 'error unknown-target routes[0].upstream 15:27-15:37'],
    [
      'a model group',
      'model_groups:\n  - {name: fast, targets: [backup, openai-man]}\n',
      'error unknown-target model_groups[0].targets[1] 15:36-15:46',
    ],
    ['a mirror', 'mirroring:\n  mirror_target: openai-man\n', 'error unknown-target mirroring.mirror_target 15:18-15:28'],
    [
      'a mirror below providers',
      '  mirroring:\n    mirror_target: openai-man\n',
      'error unknown-target providers.mirroring.mirror_target 15:20-15:30',
    ],
    [
      'an A/B variant',
      '  ab_test:\n    variants:\n      - {provider_id: openai-man, weight: 50}\n',
      'warning unknown-target providers.ab_test.variants[0].provider_id 16:23-16:33',
    ],
  ])('%s that resolves to nothing', (_, yaml, expected) => {
    const found = brief(file(yaml)).filter((line) => line.includes('unknown-target'));
    expect(found).toEqual([expected]);
    expect(fixed(file(yaml))).toContain('openai-main');
    expect(lint(file(yaml)).find(({ ruleId }) => ruleId === 'unknown-target')?.help).toBe("Did you mean 'openai-main'?");
  });

  test('a name far from all gets the list', () => {
    expect(lint(file('routes:\n  - {path: /v1, upstream: gemini}\n'))[0]).toMatchObject({
      message: "There is no provider target 'gemini'",
      help: 'Known targets: openai-main, backup.',
    });
  });

  test('groups, their aliases, and placeholders resolve', () => {
    const groups =
      'model_groups:\n  - {name: fast, targets: [backup], aliases: [quick], fallback_group: slow}\n  - {name: slow, targets: [openai-main]}\n';
    const routes = 'routes:\n  - {path: /a, upstream: quick}\n  - {path: /b, upstream: "${TARGET}"}\n';
    expect(brief(file(groups + routes))).toEqual([]);
  });

  test('a fallback group that is not there is a warning', () => {
    expect(brief(file('model_groups:\n  - {name: fast, targets: [backup], fallback_group: slw}\n  - {name: slow, targets: []}\n'))).toEqual(
      ['warning unknown-target model_groups[0].fallback_group 15:53-15:56'],
    );
  });

  test('without targets of its own, a file may be a layer over another: only a warning', () => {
    expect(brief(`${PACK}${CHAIN}routes:\n  - {path: /v1, upstream: main}\n`)).toEqual([
      'warning unknown-target routes[0].upstream 11:27-11:31',
    ]);
  });
});
