import type { ValidationError } from '../../build/validators/inventory.mjs';
import { didYouMean } from './nearest.js';
import type { Locate } from './positions.js';
import { alternatives, shown } from './shown.js';

export interface Located {
  /** UTF-16 offset in the file. */
  readonly offset: number;
  readonly message: string;
}

type Path = readonly string[];

/** The segments of a JSON pointer (RFC 6901). */
function pathOf(pointer: string): Path {
  return pointer === ''
    ? []
    : pointer
        .slice(1)
        .split('/')
        .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** A path as people write it: `packs[0].file`. Keys come from the file, so odd ones are quoted. */
export function writtenPath(path: Path): string {
  const written = path.map((segment, index) => {
    if (/^\d+$/.test(segment)) return `[${segment}]`;
    const key = /^[\w-]{1,60}$/.test(segment) ? segment : shown(segment);
    return index === 0 ? key : `.${key}`;
  });
  return written.join('') || 'the file';
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, segment) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return Object.entries(value).find(([key]) => key === segment)?.[1];
  }, data);
}

/** What was given, unless it may be a token: one put where the name of its variable belongs, or the query of a URL. */
function given(path: Path, value: unknown): string {
  if (path.at(-1)?.endsWith('-env')) return '';
  if (typeof value === 'string') return `got ${shown(value.replace(/(:\/\/[^?#]*)[?#].*/s, '$1?…'))}, `;
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return `got ${value}, `;
  return `got a ${Array.isArray(value) ? 'list' : 'map'}, `;
}

function allowedKeys(error: ValidationError): readonly string[] {
  const properties = error.parentSchema?.properties;
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
}

function unknownKey(error: ValidationError, path: Path, locate: Locate): Located {
  const key = String(error.params.additionalProperty);
  const keys = allowedKeys(error);
  return {
    offset: locate([...path, key], 'key'),
    message: `${writtenPath(path)}: unknown key ${shown(key)}${didYouMean(key, keys) || `, expected ${alternatives(keys)}`}`,
  };
}

/** The schema's own words for what is allowed. */
function described(error: ValidationError): string {
  const description = error.parentSchema?.description;
  return typeof description === 'string' ? description : (error.message ?? error.keyword);
}

function expected(error: ValidationError, value: unknown): string {
  const values = error.params.allowedValues;
  const description = described(error);
  if (!Array.isArray(values)) return description;
  const words = values.map(String);
  return `${description}: ${alternatives(words)}${typeof value === 'string' ? didYouMean(value, words) : ''}`;
}

/** An error of the schema in words, at its place; undefined for an error that only repeats another. */
export function schemaProblem(error: ValidationError, data: unknown, locate: Locate): Located | undefined {
  const path = pathOf(error.instancePath);
  const where = writtenPath(path);
  switch (error.keyword) {
    case 'propertyNames':
      return undefined;
    case 'additionalProperties':
      return unknownKey(error, path, locate);
    case 'required':
      return { offset: locate(path, 'value'), message: `${where}: the key ${String(error.params.missingProperty)} is missing` };
    case 'uniqueItems': {
      const item = [...path, String(error.params.i)];
      return {
        offset: locate(item, 'value'),
        message: `${writtenPath(item)}: ${given(item, valueAt(data, item))}which is listed twice: keep one`,
      };
    }
  }
  if (error.propertyName !== undefined) {
    const message = `${where}: the key ${shown(error.propertyName)} is not allowed, expected ${described(error)}`;
    return { offset: locate([...path, error.propertyName], 'key'), message };
  }
  const value = valueAt(data, path);
  return { offset: locate(path, 'value'), message: `${where}: ${given(path, value)}expected ${expected(error, value)}` };
}
