import { LineCounter, parseDocument } from 'yaml';
import { isObject, type JsonObject, listOf, textAt, valueAt } from './values.js';

/** A step of `policies.chain`: a bare kind, or one with conditions (https://docs.keeptrusts.com/docs/policies/config-conditional-chains). */
export interface ChainEntry {
  readonly kind: string;
  readonly when?: JsonObject;
}

export interface PolicyFile {
  readonly text: string;
  readonly document: JsonObject;
  readonly pack: { readonly name: string; readonly version: string };
  readonly chain: readonly ChainEntry[];
}

/** A policy file the emulator will not load. The message quotes no value of the file. */
export class PolicyProblem extends Error {}

/**
 * The YAML of a policy file as plain values.
 * @throws PolicyProblem with line and column when it is not one YAML mapping. The message leaves the source line out, which may hold a secret.
 */
export function parseYaml(text: string): JsonObject {
  const lines = new LineCounter();
  const document = parseDocument(text, { prettyErrors: false, lineCounter: lines });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw new PolicyProblem(`not valid YAML at line ${line}, column ${col}: ${error.code}`);
  }
  const value: unknown = document.toJS();
  if (!isObject(value)) throw new PolicyProblem('the document is not a mapping');
  return value;
}

/** The last file parsed: a fleet loads one text many times, and parsing it a thousand times would cost seconds. */
let lastParsed: PolicyFile | undefined;

/**
 * A policy file as a gateway loads it. Name, version and enabled are what the gateway is documented to insist on
 * (https://docs.keeptrusts.com/docs/policies/config-pack-metadata).
 * @throws PolicyProblem naming the key that is missing or wrong.
 */
export function parsePolicy(text: string): PolicyFile {
  if (lastParsed?.text !== text) lastParsed = loadPolicy(text);
  return lastParsed;
}

function loadPolicy(text: string): PolicyFile {
  const document = parseYaml(text);
  const name = textAt(document, 'pack', 'name');
  const version = textAt(document, 'pack', 'version');
  if (name === undefined) throw new PolicyProblem('pack.name is missing or not text');
  if (version === undefined) throw new PolicyProblem('pack.version is missing or not text');
  if (typeof valueAt(document, 'pack', 'enabled') !== 'boolean') throw new PolicyProblem('pack.enabled is missing or not a boolean');
  const chain = valueAt(document, 'policies', 'chain');
  if (!Array.isArray(chain)) throw new PolicyProblem('policies.chain is missing or not a list');
  return { text, document, pack: { name, version }, chain: chainOf(document) };
}

/** The readable entries of `policies.chain`, in order. */
export function chainOf(document: JsonObject): readonly ChainEntry[] {
  return listOf(valueAt(document, 'policies', 'chain')).flatMap((entry): readonly ChainEntry[] => {
    if (typeof entry === 'string') return [{ kind: entry }];
    if (!isObject(entry)) return [];
    const [kind] = Object.keys(entry);
    if (kind === undefined) return [];
    const when = valueAt(entry, kind, 'when');
    return [isObject(when) ? { kind, when } : { kind }];
  });
}
