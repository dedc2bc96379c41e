import { describe, expect, test } from '@jest/globals';
import { checkAnnotations } from '../../src/github/check-annotations.js';
import { HIDDEN_CHARACTER, HOSTILE_CASES } from '../report/hostile.js';
import { finding } from '../report/samples.js';

/** https://docs.github.com/en/rest/checks/runs#create-a-check-run: GitHub shows these texts as they are, without Markdown. */
describe('annotations of a check run', () => {
  test.each(HOSTILE_CASES)('hold nothing hidden, one line for each text, and stay within the limits: %s', (_name, text) => {
    const [annotation] = checkAnnotations([
      finding({ message: text, help: text, ruleId: text, code: text, docs: text, file: `a/${text.slice(0, 300)}` }),
    ]);
    if (annotation === undefined) {
      // A name that leads out of the repository has none.
      expect(text).toContain('/');
      return;
    }
    const { path, message, title } = annotation;
    for (const part of [path, message, title]) expect(part).not.toMatch(HIDDEN_CHARACTER);
    expect(message.split('\n').length).toBeLessThanOrEqual(3);
    expect(title).not.toContain('\n');
    expect(Buffer.byteLength(message)).toBeLessThanOrEqual(64 * 1024);
    expect(Array.from(title).length).toBeLessThanOrEqual(255);
  });
});
