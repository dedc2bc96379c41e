import { TOOL } from '../version.js';
import { failureKindOf, messageOf } from './failure.js';
import { printableJson } from './json.js';

/** Version of what `--format=json` prints where it is not the report of a run. */
export const DOCUMENT_VERSION = 1;

/** One JSON document for standard output, with what every one begins with; ends with a line feed. */
export function documentJson(content: Readonly<Record<string, unknown>>): string {
  return printableJson({ schemaVersion: DOCUMENT_VERSION, tool: TOOL, ...content });
}

/**
 * The document of a command that could not do its work, with `failure` as in the report of a run.
 * @param redact takes secrets out of the message.
 */
export function failureJson(error: unknown, redact: (text: string) => string = (text) => text): string {
  return documentJson({ failure: { kind: failureKindOf(error), message: redact(messageOf(error)) } });
}
