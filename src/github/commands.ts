import { commandData, commandProperty, encodeData } from '../report/escape/command.js';

/**
 * Workflow commands by hand instead of through `@actions/core`: its `info` and `summary` escape nothing, its commands drop a
 * property that is 0 and always go to process.stdout, and loading it costs about 9 ms of a cold start of 50. The protocol is
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */

export type AnnotationLevel = 'error' | 'warning' | 'notice';

/** An annotation as the runner takes it; all texts unescaped. */
export interface Annotation {
  readonly level: AnnotationLevel;
  readonly message: string;
  readonly title?: string;
  readonly file?: string;
  readonly line?: number;
  readonly endLine?: number;
  readonly col?: number;
  readonly endColumn?: number;
}

const PROPERTIES = ['file', 'line', 'endLine', 'col', 'endColumn', 'title'] as const;

/** `::error file=…,line=…,title=…::message`, without a line break. */
export function annotationCommand(annotation: Annotation): string {
  const properties = PROPERTIES.flatMap((name) => {
    const value = annotation[name];
    return value === undefined ? [] : [`${name}=${commandProperty(String(value))}`];
  });
  const list = properties.length === 0 ? '' : ` ${properties.join(',')}`;
  return `::${annotation.level}${list}::${commandData(annotation.message)}`;
}

export function groupCommand(title: string): string {
  return `::group::${commandData(title)}`;
}

export const END_GROUP_COMMAND = '::endgroup::';

/** Shown only with step debug logging. */
export function debugCommand(text: string): string {
  return `::debug::${commandData(text)}`;
}

/** Makes the runner replace the value in all later output. The value goes unchanged: a cleaned one would hide nothing. */
export function maskCommand(value: string): string {
  return `::add-mask::${encodeData(value)}`;
}
