import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { Secret } from '../../src/options/types.js';
import { printableJson, printableReport, serializeReport } from '../../src/report/json.js';
import type { Report, VerifyReport } from '../../src/report/model.js';
import { DEPLOYS } from './deploy-samples.js';
import { HIDDEN_CHARACTER, HOSTILE_CASES, holdsCommand } from './hostile.js';
import { DIGEST, deploy, gateway, pack, plan, planned, probe, report, reportFullOf, validate, verify } from './samples.js';

function textOf(value: Report): string {
  return [...serializeReport(value)].join('');
}

describe('serializeReport', () => {
  test('is the text that JSON.stringify indents by two, however many pieces it comes in', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.integer({ min: 0, max: 3 }), (value, copies) => {
        const many = Array.from({ length: 400 }, () => value);
        const large = { ...report([]), zz: { list: [many, ...Array(copies).fill(many)], value, none: undefined, empty: [{}, []] } };
        const text = textOf(large);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(large)));
        expect(text).toBe(`${JSON.stringify(JSON.parse(text), undefined, 2)}\n`);
      }),
      { numRuns: 50 },
    );
  });

  test('comes in pieces that do not grow with the fleet', () => {
    const gateways = Array.from({ length: 300 }, (_, index) => gateway({ id: `gw-${index}` }));
    const longest = (of: Report): number => Math.max(...[...serializeReport(of)].map((piece) => piece.length));
    expect(longest(report([verify({ gateways })]))).toBeLessThan(2 * longest(report([verify({ gateways: gateways.slice(0, 30) })])));
  });

  test('gives the same text whatever order fields were set in', () => {
    const one = report([validate()]);
    const { tool, stages, ...rest } = one;
    expect(textOf({ stages, ...rest, tool })).toBe(textOf(one));
  });

  test('loses nothing, and puts unknown fields last', () => {
    const extended = { zebra: 1, alpha: 2, ...report([deploy(), verify()]) };
    const text = textOf(extended);
    expect(JSON.parse(text)).toEqual(extended);
    expect(Object.keys(JSON.parse(text)).slice(-2)).toEqual(['alpha', 'zebra']);
    expect(Object.keys(JSON.parse(text))[0]).toBe('schemaVersion');
    expect(text.endsWith('}\n')).toBe(true);
  });

  test('prints a Secret that strayed in as ***', () => {
    const careless = { ...report([]), token: new Secret('hush-hush') };
    expect(textOf(careless)).not.toContain('hush-hush');
  });
});

const schema: unknown = JSON.parse(readFileSync(new URL('../../schema/report.schema.json', import.meta.url), 'utf8'));

function compile(): (data: unknown) => boolean {
  if (typeof schema !== 'object' || schema === null) throw new Error('the schema is no object');
  return new Ajv2020({ strict: true, allErrors: true }).compile(schema);
}

/** What a reader of the file gets. */
function parsed(value: Report): Record<string, unknown> {
  return JSON.parse(textOf(value));
}

const PROVEN = pack({
  tests: { passed: 0, failed: 0, undecided: 1, cases: [], causes: [{ kind: 'a', cause: 'needs-model', text: 'b', wayOut: 'c', cases: 1 }] },
  coverage: { entries: [{ index: 0, kind: 'a', state: 'never', alwaysAllows: true }], items: [{ path: 'a[0]', matched: true }] },
  mutation: { mutants: 1, killed: 0, survivors: [{ path: 'a', description: 'b' }] },
});

describe('the report schema', () => {
  const valid = compile();

  test.each([
    ['a failed validation', report([validate()])],
    ['a deployment with verification', report([validate({ result: 'passed' }), deploy(), verify()])],
    ['coverage, mutation and causes', report([validate({ packs: [PROVEN] })])],
    ['probes', report([verify({ gateways: [gateway({ probes: [probe(), probe({ outcome: 'passed', shownBy: 'event' })] })] })])],
    ...Object.entries(DEPLOYS).map(([name, stage]) => [`a deploy: ${name}`, report([stage])] as const),
    ['a release record', report([deploy()], { releaseRecord: { path: 'release.json', sha256: 'a'.repeat(64) } })],
    ['a run without a stage', report([], { result: 'incomplete', failure: { kind: 'bad-input', message: 'no such file' } })],
    ['an emulated run in a terminal', { ...report([verify()]), run: undefined, emulated: true as const }],
  ])('accepts %s', (_name, value) => {
    const { run, ...rest } = value;
    expect(valid(parsed(run === undefined ? rest : { ...rest, run }))).toBe(true);
  });

  test('accepts fields it does not know, at any depth', () => {
    const later = { ...gateway(), wave: 2 };
    const value = parsed(report([verify({ gateways: [later] })]));
    expect(valid({ ...value, later: true })).toBe(true);
  });

  test('accepts any text where text is free', () => {
    const { engines, ...rest } = reportFullOf('\ud800 ::error::');
    expect(engines).toHaveLength(1);
    const stages = rest.stages.map((stage) =>
      stage.stage === 'validate' ? stage : { ...stage, waves: [], gateways: stage.gateways.map((one) => ({ ...one, steps: [] })) },
    );
    expect(valid(parsed({ ...rest, engines: [], stages }))).toBe(true);
  });

  const good = parsed(report([validate(), deploy(), verify()]));
  const stageOf = (overrides: object) => ({ ...good, stages: [{ ...parsed(report([verify()])), ...overrides }] });

  test.each([
    ['another schema version', { ...good, schemaVersion: 2 }],
    ['no tool', { ...good, tool: undefined }],
    ['an unknown result', { ...good, result: 'great' }],
    ['emulated: false', { ...good, emulated: false }],
    ['an unknown stage', stageOf({ stage: 'celebrate' })],
    ['a result of another stage', { ...good, stages: [{ ...validate(), result: 'verified' }] }],
    ['a digest that is none', { ...good, stages: [{ ...verify(), digest: 'sha256:abc' }] }],
    ['a stage without reason', { ...good, stages: [{ ...verify(), reason: undefined }] }],
    ['an unknown proof', { ...good, stages: [{ ...verify(), gateways: [{ ...gateway(), proof: 'certain' }] }] }],
    ['an unknown state', { ...good, stages: [{ ...deploy(), gateways: [{ ...gateway(), state: 'fine' }] }] }],
    ['a time that is none', { ...good, stages: [{ ...verify(), startedAt: 'today' }] }],
    ['a column of 0', { ...good, stages: [withFinding({ range: { start: { line: 1, column: 0 }, end: { line: 1, column: 1 } } })] }],
    [
      'an unknown state of coverage',
      { ...good, stages: [withPack({ coverage: { entries: [{ index: 0, kind: 'a', state: 'some' }], items: [] } })] },
    ],
    ['a share above 1', { ...good, stages: [withPack({ coverage: { entries: [], items: [], share: 2 } })] }],
    [
      'a survivor without a path',
      { ...good, stages: [withPack({ mutation: { mutants: 1, killed: 0, survivors: [{ description: 'a' }] } })] },
    ],
    [
      'a cause without a way out',
      { ...good, stages: [withPack({ tests: { ...pack().tests, causes: [{ kind: 'a', cause: 'b', text: 'c', cases: 1 }] } })] },
    ],
    ['a probe shown by a guess', { ...good, stages: [verify({ gateways: [gateway({ probes: [probe()] })] })].map(guessed) }],
    ['a deploy without waves', { ...good, stages: [{ ...deploy(), waves: undefined }] }],
    ['a plan with an unknown action', withPlanned({ action: 'guess' })],
    ['a restore source without its commit', withPlanned({ restore: { kind: 'commit', file: 'a.yaml', digest: DIGEST, identity: {} } })],
    ['a promotion from nowhere', withPlanned({ method: { kind: 'deploy' } })],
    ['a taking back without a trigger', { ...good, stages: [{ ...deploy(), takenBack: { gateways: [] } }] }],
    ['a release record without its hash', { ...good, releaseRecord: { path: 'release.json' } }],
    ['an unknown severity', { ...good, stages: [withFinding({ severity: 'fatal' })] }],
  ])('refuses %s', (_name, value) => {
    expect(valid(JSON.parse(JSON.stringify(value)))).toBe(false);
  });
});

function withPlanned(overrides: object): unknown {
  const stage = deploy({ plan: plan([planned()]) });
  return { ...report([stage]), stages: [{ ...stage, plan: { ...stage.plan, gateways: [{ ...planned(), ...overrides }] } }] };
}

function guessed(stage: VerifyReport): unknown {
  return {
    ...stage,
    gateways: stage.gateways.map((one) => ({ ...one, probes: one.probes?.map((sent) => ({ ...sent, shownBy: 'guess' })) })),
  };
}

function withFinding(overrides: object): unknown {
  const stage = validate();
  return { ...stage, packs: stage.packs.map((one) => ({ ...one, findings: one.findings.map((found) => ({ ...found, ...overrides })) })) };
}

function withPack(overrides: object): unknown {
  return { ...validate(), packs: [{ ...pack(), ...overrides }] };
}

describe('JSON that is printed', () => {
  test.each(HOSTILE_CASES)('is the same document, with nothing hidden and no command, for %s', (_name, text) => {
    const value = { name: text, [text]: [text] };
    const printed = printableJson(value);
    expect(printed).not.toMatch(HIDDEN_CHARACTER);
    expect(holdsCommand(printed)).toBe(false);
    expect(JSON.parse(printed)).toEqual(JSON.parse(JSON.stringify(value)));
  });

  test.each(HOSTILE_CASES)('a report has the text of its file, but for what is hidden: %s', (_name, text) => {
    const report = { schemaVersion: 1, tool: { name: 'tool', version: text }, engines: [], result: 'incomplete', stages: [] } as const;
    const printed = printableReport(report);
    expect(printed).not.toMatch(HIDDEN_CHARACTER);
    expect(holdsCommand(printed)).toBe(false);
    expect(`${JSON.stringify(JSON.parse(printed), undefined, 2)}\n`).toBe([...serializeReport(report)].join(''));
  });
});
