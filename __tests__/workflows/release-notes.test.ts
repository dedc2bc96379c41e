import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { releaseNotes } from '../../scripts/release-notes.js';

const CHANGELOG = `# Changelog

## [Unreleased]

## [1.1.0] - 2026-12-01

### Added

- Two.

## [1.0.0] - 2026-11-01

- One.

[1.1.0]: https://example.com
`;

describe('the notes of a release', () => {
  test('are the section of its version', () => {
    expect(releaseNotes(CHANGELOG, '1.1.0')).toBe('### Added\n\n- Two.\n');
    expect(releaseNotes(CHANGELOG, '1.0.0')).toBe('- One.\n');
  });

  test.each([
    ['1.2.0', 'no section ## [1.2.0]'],
    ['Unreleased', 'no date for Unreleased'],
  ])('of %s are missing', (version, why) => {
    expect(() => releaseNotes(CHANGELOG, version)).toThrow(why);
  });

  test('cannot be empty', () => {
    expect(() => releaseNotes('## [1.0.0] - 2026-11-01\n\n', '1.0.0')).toThrow('says nothing of 1.0.0');
  });
});

describe('CHANGELOG.md', () => {
  const text = readFileSync('CHANGELOG.md', 'utf8');
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

  test('has a section for the version of package.json', () => {
    expect(text).toMatch(new RegExp(`^## \\[${version.replaceAll('.', '\\.')}\\] - (?:Unreleased|\\d{4}-\\d{2}-\\d{2})$`, 'm'));
  });

  test('uses the headings of Keep a Changelog alone', () => {
    const headings = [...text.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);
    const known = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'];
    expect(headings.filter((heading) => heading === undefined || !known.includes(heading))).toEqual([]);
  });
});
