import type { TextEdit } from '../../report/model.js';
import type { PolicyDocument } from '../document.js';
import type { ConfigPath } from '../path.js';
import { wholeSpan } from './inside.js';

/** How the type of a value is repaired: the advice, and the edit where there is exactly one. */
export interface Repair {
  readonly help: string;
  readonly fix?: TextEdit;
}

/** Booleans of YAML 1.1, which are texts in the YAML 1.2 that policy files are written in. Source: https://yaml.org/type/bool.html */
const BOOLEAN_WORDS: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  on: true,
  y: true,
  false: false,
  no: false,
  off: false,
  n: false,
};

/** What a text means where true or false belongs; undefined when it means neither. */
export function booleanMeant(value: unknown): boolean | undefined {
  const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
  return Object.hasOwn(BOOLEAN_WORDS, word) ? BOOLEAN_WORDS[word] : undefined;
}

const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const WHOLE = /^-?(?:0|[1-9]\d*)$/;
/** Digits in groups, as YAML 1.1 allowed: https://yaml.org/type/int.html */
const GROUPED = /^[1-9]\d{0,2}(?:[_,]\d{3})+$/;
/** Plain YAML text that a flow list can hold without quotes. */
const PLAIN_ITEM = /^[A-Za-z0-9_./@-]+$/;

/** How a scalar becomes one of the expected types; undefined when no advice is better than the name of the type. */
export function repairScalar(document: PolicyDocument, path: ConfigPath, value: unknown, types: readonly string[]): Repair | undefined {
  if (types.includes('boolean')) return toBoolean(document, path, value);
  if (types.includes('integer') || types.includes('number')) return toNumber(document, path, value, !types.includes('number'));
  if (types.includes('string') && (typeof value === 'number' || typeof value === 'boolean')) return toText(document, path);
  if (types.includes('array') && typeof value === 'string') return toList(document, path, value);
  return undefined;
}

function toBoolean(document: PolicyDocument, path: ConfigPath, value: unknown): Repair | undefined {
  if (value === 0 || value === 1) return { help: 'Write `true` or `false`.' };
  const meant = booleanMeant(value);
  if (meant === undefined) return undefined;
  const old = /^(?:true|false)$/i.test(String(value).trim())
    ? ''
    : ': policy files are YAML 1.2, where only `true` and `false` are no texts';
  return withEdit(document, path, String(meant), `Write \`${meant}\`, without quotes${old}.`);
}

function toNumber(document: PolicyDocument, path: ConfigPath, value: unknown, whole: boolean): Repair | undefined {
  if (typeof value === 'number') return whole ? { help: 'Write a whole number, without a fraction.' } : undefined;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  const digits = GROUPED.test(text) ? text.replaceAll(/[_,]/g, '') : text;
  if ((whole ? WHOLE : DECIMAL).test(digits)) return withEdit(document, path, digits, `Write \`${digits}\`, without quotes.`);
  return /^\d/.test(text) ? { help: 'Write the number alone, without a unit.' } : undefined;
}

function toText(document: PolicyDocument, path: ConfigPath): Repair {
  const span = document.spanOf(path, 'value');
  if (span === undefined) return { help: 'Put it in quotes.' };
  const written = document.text.slice(span.offset, span.offset + span.length);
  return withEdit(document, path, `"${written}"`, `Put it in quotes: \`"${written}"\`.`);
}

function toList(document: PolicyDocument, path: ConfigPath, value: string): Repair | undefined {
  if (!PLAIN_ITEM.test(value)) return { help: 'Start every item with `- ` on a line of its own.' };
  const span = wholeSpan(document, path);
  const written = span === undefined ? value : document.text.slice(span.offset, span.offset + span.length);
  return withEdit(document, path, `[${written}]`, `Write a list, even of one: \`[${written}]\`.`);
}

function withEdit(document: PolicyDocument, path: ConfigPath, text: string, help: string): Repair {
  const span = wholeSpan(document, path);
  return span === undefined ? { help } : { help, fix: { ...span, text } };
}
