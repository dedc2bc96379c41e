import { type ConfigPath, entryOf, isMapping } from '../path.js';
import { findingAt, type LintContext, type LintFinding, nameOfType, replaceText } from './finding.js';
import { wholeSpan } from './inside.js';
import { hasPlaceholder } from './placeholder.js';
import { knownSecrets } from './secret-forms.js';
import { didYouMean } from './suggest.js';

const SOURCES: readonly string[] = ['env', 'store'];
const FORM = 'Write `secret_key_ref: { env: NAME }` or `{ store: NAME }`.';

/** Source: https://docs.keeptrusts.com/docs/cli/config-vars */
const STORE_NAME = /^[A-Za-z0-9_.-]+$/;
/** Source: https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html */
const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Wherever a secret is referred to: an object with `env` or `store`. Source: https://docs.keeptrusts.com/docs/declarative-config-reference */
export function lintSecretRefs(context: LintContext): readonly LintFinding[] {
  return find(context.root, []).flatMap(({ path, value }) => lintRef(context, path, value));
}

interface Ref {
  readonly path: ConfigPath;
  readonly value: unknown;
}

function find(value: unknown, path: ConfigPath): readonly Ref[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => find(item, [...path, index]));
  if (!isMapping(value)) return [];
  return Object.entries(value).flatMap(([key, child]): readonly Ref[] => {
    const at = [...path, key];
    if (key !== 'secret_key_ref') return find(child, at);
    // The page of external-moderation documents a text of its own: https://docs.keeptrusts.com/docs/policies/external-moderation
    return path[0] === 'policy' && path[1] === 'external-moderation' ? [] : [{ path: at, value: child }];
  });
}

function lintRef(context: LintContext, path: ConfigPath, value: unknown): readonly LintFinding[] {
  if (!isMapping(value)) return notAnObject(context, path, value);
  const [env, store] = [entryOf(value, 'env'), entryOf(value, 'store')];
  const foreign = Object.keys(value).filter((key) => !SOURCES.includes(key));
  if (env === undefined && store === undefined) return [nowhere(context, path, foreign)];
  const both = env !== undefined && store !== undefined;
  return [
    ...foreign.map((key) => foreignKey(context, [...path, key], key)),
    ...(both ? [twoSources(context, [...path, 'store'])] : []),
    ...(env === undefined ? [] : lintEnv(context, [...path, 'env'], env)),
    ...(store === undefined ? [] : lintStore(context, [...path, 'store'], store)),
  ];
}

function notAnObject(context: LintContext, path: ConfigPath, value: unknown): readonly LintFinding[] {
  const written = typeof value === 'string' ? value : '';
  // The rule about literal secrets says all there is to say.
  if (knownSecrets(written).length > 0) return [];
  const variable = /^[A-Z][A-Z0-9_]*$/.test(written);
  const span = variable ? wholeSpan(context.document, path) : undefined;
  const message = `\`secret_key_ref\` must be a mapping with \`env\` or \`store\`, but is ${nameOfType(value)}`;
  const help = variable ? `Write \`{ env: ${written} }\`.` : FORM;
  const fix = span === undefined ? undefined : { ...span, text: `{ env: ${written} }` };
  return [findingAt(context, path, value === null ? 'key' : 'value', { ruleId: 'secret-key-ref', message, help, fix })];
}

/** Neither source: at the key that stands in its place, if there is one. */
function nowhere(context: LintContext, path: ConfigPath, foreign: readonly string[]): LintFinding {
  const [key, ...more] = foreign;
  if (key === undefined || more.length > 0) {
    const message = '`secret_key_ref` names neither `env` nor `store`';
    return findingAt(context, path, 'key', { ruleId: 'secret-key-ref', message, help: FORM });
  }
  const meant = didYouMean(key, SOURCES);
  const message = `\`secret_key_ref\` has '${key}' where \`env\` or \`store\` belongs`;
  const help = meant === undefined ? FORM : `Did you mean '${meant}'?`;
  const fix = meant === undefined ? undefined : replaceText(context.document, [...path, key], 'key', meant);
  return findingAt(context, [...path, key], 'key', { ruleId: 'secret-key-ref', message, help, fix });
}

function foreignKey(context: LintContext, path: ConfigPath, key: string): LintFinding {
  const message = `\`secret_key_ref\` has '${key}' besides its \`env\` or \`store\``;
  return findingAt(context, path, 'key', { ruleId: 'secret-key-ref', severity: 'warning', message, help: 'Remove it.' });
}

/** Whether this is refused is not documented; which of the two counts is not either. */
function twoSources(context: LintContext, path: ConfigPath): LintFinding {
  const message = '`secret_key_ref` names both `env` and `store`';
  return findingAt(context, path, 'key', { ruleId: 'secret-key-ref', severity: 'warning', message, help: 'Keep one of the two.' });
}

function lintEnv(context: LintContext, path: ConfigPath, env: unknown): readonly LintFinding[] {
  if (typeof env !== 'string' || env === '') return [notAName(context, path, 'env', env)];
  if (VARIABLE_NAME.test(env) || knownSecrets(env).length > 0) return [];
  const [, inner] = /^\$\{?([A-Za-z_][A-Za-z0-9_]*)\}?$/.exec(env) ?? [];
  const message = '`env` takes the name of an environment variable, and this is none';
  const help = inner === undefined ? 'A name has letters, digits and `_`.' : `Write \`${inner}\`, without \`$\`.`;
  const span = inner === undefined ? undefined : context.document.spanOf(path, 'value');
  const fix = inner === undefined || span === undefined ? undefined : { ...span, text: inner };
  return [findingAt(context, path, 'value', { ruleId: 'secret-key-ref', severity: 'warning', message, help, fix })];
}

function lintStore(context: LintContext, path: ConfigPath, store: unknown): readonly LintFinding[] {
  if (typeof store !== 'string' || store === '') return [notAName(context, path, 'store', store)];
  if (STORE_NAME.test(store) || hasPlaceholder(store)) return [];
  const message = 'The name of a stored secret has letters, digits, `_`, `-` and `.` only';
  return [
    findingAt(context, path, 'value', { ruleId: 'secret-key-ref', message, help: 'No slashes and no blanks: `anthropic.production.key`.' }),
  ];
}

function notAName(context: LintContext, path: ConfigPath, key: string, value: unknown): LintFinding {
  const message = `\`${key}\` must be a name, but is ${value === '' ? 'an empty text' : nameOfType(value)}`;
  return findingAt(context, path, value === null ? 'key' : 'value', { ruleId: 'secret-key-ref', message, help: FORM });
}
