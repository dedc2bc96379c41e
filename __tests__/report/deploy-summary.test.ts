import { describe, expect, test } from '@jest/globals';
import type { DeployReport, WaveReport } from '../../src/report/deploy-model.js';
import { renderSummary, SUMMARY_BUDGET } from '../../src/report/summary.js';
import { BY_HAND, DEPLOYS, PLANNED, WHY } from './deploy-samples.js';
import { DIGEST, deploy, gateway, plan, planned, report } from './samples.js';

function sample(name: string, overrides: Partial<DeployReport> = {}): DeployReport {
  const found = DEPLOYS[name];
  if (found === undefined) throw new Error(`there is no sample ${name}`);
  return { ...found, ...overrides };
}

const markdownOf = (stage: DeployReport): string => renderSummary(report([stage]));

function flowOf(stage: DeployReport): string[] {
  const [, flow = ''] = /```mermaid\n([\s\S]*?)\n```/.exec(markdownOf(stage)) ?? [];
  return flow.split('\n').flatMap((line) => (/^(?:%%\{init|\s*class)/.test(line) ? [] : [line.trim()]));
}

describe('the plan in a summary', () => {
  const commit =
    '[`beef00123456`](https://github.com/acme/policies/blob/beef00123456789abeef00123456789abeef0012/packs/support/policy-config.yaml)';

  test('says what happens to each gateway, how, and where its former policy would come from', () => {
    const markdown = markdownOf(sample('planned'));
    expect(markdown).toContain(
      `| \`prod-eu\` | production | wave 1 | write | \`support-desk\` 1.1.0 → 1.2.0 | kt policy deploy from \`staging-eu\` | commit ${commit} |`,
    );
    expect(markdown).toContain('| `staging-eu` | staging | staging | write | `support-desk` 1.1.0 → 1.2.0 | kt policy push |');
  });

  test('says in its title that nothing was written, and shows no gateway as written to or left out', () => {
    const markdown = markdownOf(sample('planned'));
    expect(markdown).toContain('### ✅ deploy: planned, nothing was written');
    expect(markdown).not.toContain('not written to');
    expect(markdown).not.toContain('✅ write');
    expect(markdown).not.toContain('| Took |');
  });

  test('says of gateways that were not read that nothing is known of them', () => {
    const markdown = markdownOf(sample('planned without reading'));
    expect(markdown).toContain('6 gateways not read: what they serve now, and what would be refused, is not known.');
    expect(markdown).toContain('| ⚠️ not read | not read → `support-desk` 1.2.0 | kt policy push |\n');
  });

  test('names another pack, a file and a source that is missing', () => {
    const file = { kind: 'previous-policy-file', file: 'old.yaml', identity: { name: 'a', version: '1' }, digest: DIGEST } as const;
    const gateways = [
      planned({ id: 'other', before: { name: 'chat-desk', version: '4' }, restore: file }),
      planned({ id: 'none', restore: { kind: 'none', reason: 'history is shallow' } }),
    ];
    const markdown = markdownOf(sample('planned', { plan: plan(gateways) }));
    expect(markdown).toContain('| `chat-desk` 4 → `support-desk` 1.2.0 | kt policy push | `old.yaml` |');
    expect(markdown).toContain('| nowhere: history is shallow |');
  });

  test('puts what is refused first, with its reason, and draws no way that is not taken', () => {
    const markdown = markdownOf(sample('refused'));
    const order = ['| `prod-us`', '| `prod-br`', '| `staging-eu`'].map((text) => markdown.indexOf(text));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order[0]).toBeGreaterThan(0);
    expect(markdown).toContain('❌ refused: it serves support-desk 1.3.0, which is newer than version 1.2.0 | `support-desk` 1.3.0 |');
    expect(markdown).not.toContain('mermaid');
  });

  test('is collapsed once something was written, and left out first when the page is full', () => {
    expect(markdownOf(sample('promoted'))).toMatch(/<details><summary>The plan: 6 gateways<\/summary>[\s\S]*commit \[`beef00123456`\]/);
    const small = renderSummary(report([sample('promoted')]), { budget: 4500 });
    expect(small).toMatch(/left out: .*6 planned gateways/);
    expect(small).toContain('| `prod-eu` | ✅ done |');
  });
});

describe('the way through the waves', () => {
  test('goes from staging over the canary and the bake times to the last wave', () => {
    expect(flowOf(sample('planned'))).toEqual([
      'flowchart LR',
      'wave0["staging: staging-eu"]',
      'wave0 --> canary["canary: 4 requests"]',
      'canary -->|"bake 5 min"| wave1["wave 1: prod-eu"]',
      'wave1 -->|"bake 5 min"| wave2["wave 2: 2 gateways"]',
      'wave2 -->|"bake 5 min"| wave3["wave 3: 2 gateways"]',
      'wave3 -->|"bake 5 min"| goal["goal: support-desk 1.2.0 on 6 gateways"]',
    ]);
  });

  test('shows where it ended and that it went back', () => {
    const flow = flowOf(sample('rolled back'));
    expect(flow).toContain('canary -->|"bake 5 min"| wave1["✅ wave 1: prod-eu"]');
    expect(flow).toContain('wave1 -->|"bake 5 min"| wave2["❌ wave 2: 2 gateways"]');
    expect(flow).toContain('wave2 -.-> takenBack["4 of 4 gateways taken back"]');
    expect(flow.at(-1)).toContain('["goal: ');
    expect(flowOf(sample('canary failed'))).toContain('wave0 --> canary["❌ canary: 4 requests"]');
  });

  test('has green, red and grey boxes, which can be read on a light and on a dark page', () => {
    const markdown = markdownOf(sample('rolled back'));
    expect(markdown).toContain('class wave0,canary,wave1 done\n');
    expect(markdown).toContain('class wave2 failed\n');
    expect(markdown).toContain('class wave3,goal waiting\n');
    expect(markdown).toContain('class takenBack takenBack\n');
    expect(markdown.match(/classDef \w+ fill:#\w+,stroke:#\w+,color:#\w+/g)).toHaveLength(4);
    expect(markdownOf(sample('promoted'))).toContain('class wave0,canary,wave1,wave2,wave3,goal done\n');
  });

  test('does not say staging twice', () => {
    expect(flowOf(sample('planned', { plan: plan([planned({ id: 'staging', wave: 0 })]), gateways: [] }))[1]).toBe('wave0["staging"]');
  });

  test('has the canary behind the first wave with an address', () => {
    const gateways = [planned({ id: 'a', wave: 1 }), planned({ id: 'b', wave: 2 })];
    const { url: _, ...hidden } = gateway({ id: 'a' });
    const stage = sample('planned', { plan: plan(gateways, { canary: 1 }), gateways: [hidden, gateway({ id: 'b' })] });
    expect(flowOf(stage).slice(1)).toEqual([
      'wave1["wave 1: a"]',
      'wave1 --> wave2["wave 2: b"]',
      'wave2 --> canary["canary: 1 request"]',
      'canary --> goal["goal: support-desk 1.2.0 on 2 gateways"]',
    ]);
  });

  test('stays small over a hundred waves, and keeps the one that failed', () => {
    const gateways = Array.from({ length: 100 }, (_, index) => planned({ id: `g${index}`, wave: index + 1 }));
    const waves = gateways.map(({ id, wave }): WaveReport => ({ number: wave, gateways: [id], state: wave === 50 ? 'failed' : 'done' }));
    const flow = flowOf(sample('rolled back', { plan: plan(gateways), waves }));
    expect(flow.length).toBeLessThan(13);
    expect(flow.join('\n')).toContain('["❌ wave 50: g49"]');
    expect(flow.join('\n')).toContain('46 more waves: 46 gateways');
  });

  test('counts what needs no write, and is not drawn where nothing does', () => {
    const [first, ...rest] = PLANNED;
    const some = plan(first === undefined ? [] : [{ ...first, action: 'unchanged' }, ...rest]);
    expect(flowOf(sample('planned', { plan: some }))[1]).toBe('wave0["staging: staging-eu#44; unchanged"]');
    expect(markdownOf(sample('unchanged'))).not.toContain('mermaid');
  });

  test('escapes every name in it', () => {
    const id = 'x"] --> evil["y"]; %%{init: {}}%%';
    const flow = flowOf(sample('planned', { plan: plan([planned({ id })], { to: { name: id, version: '`1`' } }), gateways: [] }));
    expect(flow).toHaveLength(3);
    expect(flow[1]).toMatch(/^wave1\["[^"[\]{}%;`]*(?:#\d+;[^"[\]{}%;`]*)*"\]$/);
    expect(flow[2]).toMatch(/^wave1 --> goal\["[^"[\]{}%;`]*(?:#\d+;[^"[\]{}%;`]*)*"\]$/);
  });
});

describe('what was done, in a summary', () => {
  test('has each wave with its state and time', () => {
    const markdown = markdownOf(sample('rolled back'));
    expect(markdown).toContain('| wave 2 | `prod-us`, `prod-apac` | ❌ stopped here | 2026-01-02 03:02:05 UTC | 6 min 1 s |');
    expect(markdown).toContain('| wave 3 | `prod-uk`, `prod-br` | not begun |  |  |');
    const many = [{ number: 1, gateways: Array.from({ length: 40 }, (_, index) => `g${index}`), state: 'done' }] as const;
    expect(markdownOf(sample('promoted', { waves: many }))).toContain('| wave 1 | `g0`, `g1`, `g2`, `g3`, `g4` and 35 more | ✅ done |');
  });

  test('says why gateways were taken back, and what came of it', () => {
    const markdown = markdownOf(sample('taking back failed'));
    expect(markdown).toContain('#### ↩️ 3 of 4 gateways taken back\n\n4 gateways, the last written to first:');
    expect(markdown.split(WHY)).toHaveLength(2);
    const reason = { summary: 'the state of prod-us is not known', nextSteps: [] };
    expect(markdownOf(sample('taking back failed', { reason }))).toContain(`#### ↩️ 3 of 4 gateways taken back\n\nWhy: ${WHY}\n\n`);
    expect(markdown).toContain('- ✅ serves again what it served before: `prod-apac`, `prod-eu`, `staging-eu`');
    expect(markdown).toContain('- ❌ unknown: what it serves could not be proven: `prod-us`');
    expect(markdown).toContain('- of a gateway that serves again what it served before, the file is the one it got back');
    expect(markdown).toContain('What `prod-us` serves differs from the policy it was to get back:');
    expect(markdownOf(sample('promoted'))).not.toContain('taken back');
  });

  test('says so where there was nothing to take back', () => {
    expect(markdownOf(sample('canary failed', { takenBack: { trigger: WHY, gateways: [] } }))).toContain(
      'This run had changed no gateway that it would take back.',
    );
  });

  test('gives the command for each gateway that a person has to put back, to be copied whole', () => {
    expect(markdownOf(sample('taking back failed'))).toContain(`\`prod-us\`\n\n\`\`\`sh\n${BY_HAND}\n\`\`\``);
    const byHand = "kt policy push --file 'a```\n# b' --gateway-id x";
    const markdown = markdownOf(sample('taking back failed', { gateways: [gateway({ id: 'x', state: 'unknown', byHand })] }));
    expect(markdown).toContain("\n````sh\nkt policy push --file 'a``` ⏎ # b' --gateway-id x\n````\n");
    expect(markdownOf(sample('promoted'))).not.toContain('by hand');
  });

  test('names a rollback by its own name and the commit', () => {
    const markdown = markdownOf(sample('rollback'));
    expect(markdown).toMatch(/^## ✅ rollback promoted: /);
    expect(markdown).toContain('### ✅ rollback: promoted');
    expect(markdown).toContain('Back to `packs/support/policy-config.yaml` at commit [`beef00123456`](https://github.com/');
    expect(markdownOf(sample('rollback', { rollbackTo: { commit: 'HEAD~1](javascript:x)' } }))).not.toContain('](javascript:');
  });

  test('leaves out columns that no gateway of a deploy has anything for', () => {
    expect(markdownOf(sample('promoted'))).toContain('| Gateway | Environment | State | Proof | Before | After | Health |\n');
    const { environment: _environment, before: _before, health: _health, events: _events, ...bare } = gateway();
    expect(markdownOf(deploy({ gateways: [bare] }))).toContain('| Gateway | State | Proof | After |\n');
  });
});

describe('the banner of skipped checks', () => {
  test('stands above everything but the result, with the ticket and each check', () => {
    const lines = markdownOf(sample('emergency')).split('\n');
    expect(lines.slice(2, 9)).toEqual([
      '> [!CAUTION]',
      '> **Emergency:** INC-4711: payments are blocked',
      '>',
      '> Checks that were not made:',
      '> - drift (what no commit of this file had is written over): `allow-drift: true`',
      '> - canary (no canary request was sent)',
      '> - bake-time (the gateways were not watched for the bake time)',
    ]);
  });

  test('appears for an option alone too, and only then', () => {
    const bypasses = [{ check: 'inconclusive', because: 'allow-inconclusive: true' }];
    expect(markdownOf(sample('promoted', { bypasses }))).toContain(
      '> [!WARNING]\n> **Checks that were not made, because an option said so:**\n> - inconclusive (no engine decided some of the tests): `allow-inconclusive: true`',
    );
    expect(markdownOf(sample('promoted'))).not.toContain('not made');
  });

  test('says that an emergency skipped nothing', () => {
    expect(markdownOf(sample('emergency', { bypasses: [] }))).toContain('> It skipped no check that would have applied.');
  });

  test('stays when everything else is left out', () => {
    const markdown = renderSummary(report([sample('emergency')]), { budget: 700 });
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(700);
    expect(markdown).toContain('**Emergency:** INC-4711');
    expect(markdown).toContain('left out: everything else');
  });
});

test('a deploy to 2,000 gateways fits the page', () => {
  const ids = Array.from({ length: 2000 }, (_, index) => `gateway-${index}`);
  const stage = sample('taking back failed', {
    plan: plan(ids.map((id) => planned({ id }))),
    waves: [{ number: 1, gateways: ids, state: 'failed' }],
    takenBack: { trigger: WHY, gateways: ids },
    gateways: ids.map((id) => gateway({ id, state: 'unknown', byHand: BY_HAND })),
  });
  const markdown = renderSummary(report([stage]));
  expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(SUMMARY_BUDGET);
  expect(markdown).toMatch(/left out: .*planned gateways/);
});
