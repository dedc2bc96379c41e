import type { PolicyDocument } from '../document.js';
import { type CompilePattern, wantsCompiler } from './patterns.js';

/**
 * A linear-time engine for the patterns of a file; undefined when the linter can judge them all without one, which is the rule: loading it costs
 * a third of a cold start.
 */
export async function patternEngineFor(document: PolicyDocument): Promise<CompilePattern | undefined> {
  if (!wantsCompiler(document)) return undefined;
  const { RE2JS } = await import('re2js');
  return (pattern) => {
    try {
      RE2JS.compile(pattern);
      return undefined;
    } catch (thrown) {
      return thrown instanceof Error ? thrown.message.replace(/^error parsing regexp: /, '') : 'it gives no reason';
    }
  };
}
