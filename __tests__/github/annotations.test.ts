import { describe, expect, test } from '@jest/globals';
import { ANNOTATION_MESSAGE_LIMIT, ANNOTATION_TITLE_LIMIT, ANNOTATIONS_PER_LEVEL, planAnnotations } from '../../src/github/annotations.js';
import { type Annotation, annotationCommand, debugCommand, groupCommand, maskCommand } from '../../src/github/commands.js';
import type { Finding } from '../../src/report/model.js';
import { HOSTILE_CASES, holdsCommand } from '../report/hostile.js';
import { finding } from '../report/samples.js';

const many = (number: number, overrides: Partial<Finding> = {}): Finding[] =>
  Array.from({ length: number }, (_, index) => finding({ message: `m${index}`, range: onLine(index + 1), ...overrides }));

function onLine(line: number): NonNullable<Finding['range']> {
  return { start: { line, column: 1 }, end: { line, column: 4 } };
}

const levels = (plan: readonly Annotation[], level: Annotation['level']): string[] =>
  plan.filter((one) => one.level === level).map((one) => one.message);

describe('the plan of annotations', () => {
  test('places a finding by file, line and columns, with the rule as title', () => {
    expect(planAnnotations([finding({ code: 'E001', help: 'Did you mean rag-gate?' })])).toEqual([
      {
        level: 'error',
        title: 'unknown-kind (E001)',
        message: 'There is no policy kind "rag-guard"\nDid you mean rag-gate?',
        file: 'packs/support/policy-config.yaml',
        line: 12,
        endLine: 12,
        col: 7,
        endColumn: 16,
      },
    ]);
  });

  test('shows nine errors and the final failure', () => {
    const plan = planAnnotations(many(9), 'validate failed');
    expect(levels(plan, 'error')).toEqual(['m0', 'm1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7', 'm8', 'validate failed']);
  });

  test('gives the last slot to the count when there is one error more', () => {
    const errors = levels(planAnnotations(many(10), 'validate failed'), 'error');
    expect(errors).toHaveLength(ANNOTATIONS_PER_LEVEL);
    expect(errors.slice(7)).toEqual([
      'm7',
      expect.stringMatching(/^2 more errors: see the job summary and the JSON report/),
      'validate failed',
    ]);
  });

  test('points to no job summary that is not written', () => {
    const findings = [...many(30), ...many(1).map((one) => ({ ...one, existing: true as const }))];
    const told = planAnnotations(findings, undefined, { reportPath: '/r.json', summary: 'left-out' }).map(({ message }) => message);
    expect(told.filter((message) => message.includes('see the report /r.json'))).toHaveLength(2);
    expect(told.join('\n')).not.toContain('job summary');
  });

  test('keeps the slot of the failure free even before there is one', () => {
    expect(levels(planAnnotations(many(30)), 'error')).toHaveLength(ANNOTATIONS_PER_LEVEL - 1);
  });

  test('shows ten warnings, and with the eleventh nine and the count', () => {
    expect(levels(planAnnotations(many(10, { severity: 'warning' })), 'warning')).toHaveLength(10);
    const warnings = levels(planAnnotations(many(11, { severity: 'warning' }), undefined, { reportPath: '/r.json' }), 'warning');
    expect(warnings).toHaveLength(10);
    expect(warnings[9]).toMatch(/^2 more warnings: .* report \/r\.json/);
  });

  test('counts levels apart, and warnings about the run with findings', () => {
    const plan = planAnnotations([...many(3), ...many(9, { severity: 'warning' }), ...many(12, { severity: 'info' })], 'x', {
      warnings: ['old kt', 'no tests'],
    });
    expect(levels(plan, 'error')).toHaveLength(4);
    expect(levels(plan, 'warning').slice(0, 2)).toEqual(['old kt', 'no tests']);
    expect(levels(plan, 'warning')).toHaveLength(10);
    expect(levels(plan, 'notice')).toHaveLength(10);
  });

  test('ranks by file and line', () => {
    const findings = [
      finding({ workspaceFile: 'b', message: 'b1', range: onLine(1) }),
      finding({ workspaceFile: 'a', message: 'a10', range: onLine(10) }),
      finding({ workspaceFile: 'a', message: 'a9', range: onLine(9) }),
    ];
    expect(levels(planAnnotations(findings), 'error')).toEqual(['a9', 'a10', 'b1']);
  });

  test('leaves suppressed findings out', () => {
    expect(planAnnotations([finding({ suppressed: true })])).toEqual([]);
  });

  test.each(['../x.yaml', '/etc/x.yaml', 'a/../../x.yaml', 'C:/x.yaml', '\\\\server\\x', ''])(
    'names the file %p outside the workspace only in the message',
    (workspaceFile) => {
      const [annotation] = planAnnotations([finding({ workspaceFile, file: 'x.yaml' })]);
      expect(annotation).not.toHaveProperty('file');
      expect(annotation).not.toHaveProperty('line');
      expect(annotation?.message).toMatch(/^x\.yaml:12:7: There is no/);
    },
  );

  test('gives paths relative to the repository when it was checked out below the workspace', () => {
    const inside = finding({ file: 'policies/p.yaml', workspaceFile: 'src/policies/p.yaml' });
    const outside = finding({ file: 'p.yaml', workspaceFile: 'other/p.yaml' });
    const placeOf = (file: string) => (file.startsWith('src/') ? { path: file.slice(4) } : undefined);
    const plan = planAnnotations([inside, outside], undefined, { placeOf });
    expect(plan.map((one) => one.file)).toEqual([undefined, 'policies/p.yaml']);
    expect(plan[0]?.message).toMatch(/^other\/p\.yaml:12:7: There is no/);
  });

  test('gives several lines without columns', () => {
    const range = { start: { line: 3, column: 5 }, end: { line: 6, column: 2 } };
    expect(planAnnotations([finding({ range })])[0]).toMatchObject({ line: 3, endLine: 6 });
    expect(planAnnotations([finding({ range })])[0]).not.toHaveProperty('col');
    expect(planAnnotations([finding({ range })])[0]).not.toHaveProperty('endColumn');
  });

  test('does not count a line that the range ends before', () => {
    const range = { start: { line: 3, column: 1 }, end: { line: 4, column: 1 } };
    expect(planAnnotations([finding({ range })])[0]).toMatchObject({ line: 3, endLine: 3 });
  });

  test('never gives a reversed range, which the runner would drop', () => {
    const range = { start: { line: 3, column: 9 }, end: { line: 3, column: 2 } };
    const [annotation] = planAnnotations([finding({ range })]);
    expect(annotation).toMatchObject({ line: 3, endLine: 3 });
    expect(annotation).not.toHaveProperty('col');
  });

  test('leaves help and address of a finding there, however long its message is', () => {
    const [annotation] = planAnnotations([
      finding({ message: 'x'.repeat(1_000_000), help: 'Remove it.', docs: 'https://docs.example/rule' }),
    ]);
    expect(annotation?.message).toMatch(/^x+… \(1000000 characters\)\nRemove it\.\nhttps:\/\/docs\.example\/rule$/);
    expect(annotation?.message).toHaveLength(ANNOTATION_MESSAGE_LIMIT);
  });

  test('keeps messages and titles within their limits', () => {
    const long = finding({ message: '😀'.repeat(5000), ruleId: 'r'.repeat(1000) });
    const plan = planAnnotations([long], 'x'.repeat(10_000), { warnings: ['y'.repeat(10_000)] });
    for (const { message, title } of plan) {
      expect(message.length).toBeLessThanOrEqual(ANNOTATION_MESSAGE_LIMIT);
      expect(message.length).toBeGreaterThan(ANNOTATION_MESSAGE_LIMIT - 10);
      expect(message).not.toMatch(/\p{Cs}/u);
      expect(title?.length ?? 0).toBeLessThanOrEqual(ANNOTATION_TITLE_LIMIT);
    }
  });
});

describe('an annotation command', () => {
  test('has the form the runner parses', () => {
    const annotation: Annotation = {
      level: 'error',
      message: '50%\nb',
      title: 'a,b: c',
      file: 'a.yaml',
      line: 1,
      endLine: 1,
      col: 2,
      endColumn: 3,
    };
    expect(annotationCommand(annotation)).toBe('::error file=a.yaml,line=1,endLine=1,col=2,endColumn=3,title=a%2Cb%3A c::50%25%0Ab');
    expect(annotationCommand({ level: 'notice', message: 'm' })).toBe('::notice::m');
  });

  test.each(HOSTILE_CASES)('stays one command with %s in every text', (_name, text) => {
    const hostile = finding({ message: text, help: text, ruleId: text, file: text, workspaceFile: text, docs: text });
    const commands = planAnnotations([hostile], text, { warnings: [text], reportPath: text }).map(annotationCommand);
    expect(commands).toHaveLength(3);
    for (const command of commands) {
      const parts = /^::(?:error|warning)(?: (.*?))?::(.*)$/.exec(command);
      expect(command).not.toMatch(/[\n\r]|##\[/);
      expect(parts).not.toBeNull();
      const names = (parts?.[1] ?? '')
        .split(',')
        .filter((part) => part !== '')
        .map((part) => part.split('=')[0]);
      expect(new Set(names).size).toBe(names.length);
      expect(['file', 'line', 'endLine', 'col', 'endColumn', 'title']).toEqual(expect.arrayContaining(names));
      expect(holdsCommand((parts?.[2] ?? '').replaceAll('%0A', '\n'))).toBe(false);
    }
  });

  test('other commands escape their data as well', () => {
    expect(groupCommand('a\n::b::')).toBe('::group::a%0A: :b::');
    expect(debugCommand('##[x]%')).toBe('::debug::## [x]%25');
    expect(maskCommand('a##[b]%')).toBe('::add-mask::a##[b]%25');
  });
});
