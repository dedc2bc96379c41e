import type { Secret } from '../options/types.js';
import type { PackReport, Report } from './model.js';
import type { ReleaseRecord } from './release-model.js';

/** Shorter text occurs by chance everywhere: replacing it would garble the report and protect nothing. */
export const MINIMUM_SECRET_LENGTH = 4;

export type Redactor = (text: string) => string;

/**
 * A function that replaces the secrets in a text with `***`: each whole value, its lines when it has several, and its
 * JSON and URL spellings. Apply it before an escape, which may change the value beyond recognition.
 */
export function createRedactor(secrets: readonly Secret[]): Redactor {
  const literals = new Set(secrets.flatMap((secret) => secretParts(secret.reveal())).flatMap(spellings));
  if (literals.size === 0) return nothingSecret;
  // Longest first: a secret that is the start of another must not leave the other's end behind.
  const longestFirst = [...literals].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.map(escapePattern).join('|'), 'g');
  return (text) => text.replace(pattern, '***');
}

function nothingSecret(text: string): string {
  return text;
}

/** What of a secret value must not be seen: the value, and each of its lines; pieces under MINIMUM_SECRET_LENGTH are left out. */
export function secretParts(value: string): string[] {
  const parts = new Set([value, value.trim(), ...value.split(/\r\n|\n|\r/).map((line) => line.trim())]);
  return [...parts].filter((part) => part.trim().length >= MINIMUM_SECRET_LENGTH);
}

/** A report, or a part of one, with every text redacted: a copy, or itself where nothing is to redact. What is given is not changed. */
export function redactReport<Part extends Report | PackReport | ReleaseRecord>(report: Part, redact: Redactor): Part {
  // A report of thousands of packs is large, and hardly ever holds a secret.
  if (redact === nothingSecret || !holdsSecret(report, redact)) return report;
  const copy = structuredClone(report);
  redactInPlace(copy, redact);
  return copy;
}

function holdsSecret(node: unknown, redact: Redactor): boolean {
  if (typeof node === 'string') return redact(node) !== node;
  return isRecord(node) && Object.values(node).some((value) => holdsSecret(value, redact));
}

function redactInPlace(node: unknown, redact: Redactor): void {
  if (!isRecord(node)) return;
  for (const [key, value] of Object.entries(node)) {
    if (typeof value === 'string') node[key] = redact(value);
    else redactInPlace(value, redact);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function spellings(literal: string): string[] {
  const wellFormed = literal.replace(/\p{Cs}/gu, '\ufffd');
  return [literal, JSON.stringify(literal).slice(1, -1), encodeURIComponent(wellFormed)];
}

function escapePattern(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
