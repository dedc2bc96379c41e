// The section of one version in CHANGELOG.md, for the notes of its release: node scripts/release-notes.ts 0.1.0, with a Node that strips types
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * @param changelog in the form of https://keepachangelog.com/en/1.1.0/
 * @returns what stands below `## [version] - YYYY-MM-DD`, up to the next version
 * @throws Error when the version has no section, no date or nothing to say
 */
export function releaseNotes(changelog: string, version: string): string {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => text.startsWith(`[${version}]`));
  if (section === undefined) throw new Error(`CHANGELOG.md has no section ## [${version}]`);
  const [head = '', ...lines] = section.split('\n');
  if (!/ - \d{4}-\d{2}-\d{2}$/.test(head.trim()))
    throw new Error(`CHANGELOG.md has no date for ${version}: write ## [${version}] - YYYY-MM-DD`);
  const notes = lines
    .filter((line) => !/^\[[^\]]+\]: /.test(line))
    .join('\n')
    .trim();
  if (notes === '') throw new Error(`CHANGELOG.md says nothing of ${version}`);
  return `${notes}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [version = ''] = process.argv.slice(2);
  process.stdout.write(releaseNotes(readFileSync('CHANGELOG.md', 'utf8'), version));
}
