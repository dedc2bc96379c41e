/**
 * How the emulator decides. This is NOT Keeptrusts' logic and not this project's builtin evaluator either: a handful of phrases and
 * patterns, just enough for a demonstration and for tests of everything around a decision. Kinds without a rule allow.
 */
import type { ChainEntry, PolicyFile } from './policy.js';
import { isObject, type JsonObject, textAt, textsOf, valueAt } from './values.js';

export type Verdict = 'allow' | 'block' | 'redact' | 'escalate';

export interface Message {
  readonly role: string;
  readonly content: string;
}

export interface Question {
  readonly messages: readonly Message[];
  readonly model?: string;
  readonly path?: string;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface PolicyResult {
  readonly policy: string;
  readonly verdict: Verdict;
  readonly reason_code: string;
}

export interface Decision {
  readonly verdict: Verdict;
  readonly reasonCode: string;
  /** The kind that decided; absent when all allowed. */
  readonly policy?: string;
  readonly results: readonly PolicyResult[];
}

/** Only the first and the last two codes appear in the public documentation; the others say that they are the emulator's. */
const REASONS = {
  injection: 'prompt_injection.detected',
  dlp: 'emulated.dlp_filter_matched',
  safety: 'emulated.safety_filter_matched',
  entity: 'emulated.entity_list_matched',
  oversight: 'emulated.human_oversight',
  broken: 'emulated.pattern_unreadable',
  pii: 'pii_detected',
  passed: 'all_policies_passed',
} as const;

const INJECTION_PHRASES = [
  /ignore (?:all |any )?(?:the |your )?previous instructions/i,
  /(?:reveal|print|show) (?:me )?(?:the|your) (?:hidden )?system prompt/i,
  /disregard (?:all |your )?(?:rules|instructions)/i,
];

const SOCIAL_SECURITY_NUMBER = /\b\d{3}-\d{2}-\d{4}\b/g;
const EMAIL_ADDRESS = /\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/g;

interface Opinion {
  readonly verdict: Verdict;
  readonly reason: string;
  /** The patterns whose matches later policies no longer see. */
  readonly redacts?: readonly RegExp[];
}

type Rule = (settings: JsonObject, texts: { readonly user: string; readonly all: string }) => Opinion | undefined;

const RULES: Readonly<Record<string, Rule>> = {
  'prompt-injection': (settings, { user }) => {
    const own = [...textsOf(settings.attack_patterns), ...textsOf(valueAt(settings, 'detection', 'attack_patterns'))].map((pattern) =>
      regexOf(pattern),
    );
    return matches([...INJECTION_PHRASES, ...own], user) ? { verdict: 'block', reason: REASONS.injection } : undefined;
  },
  'pii-detector': (settings, { all }) =>
    redactOrBlock(
      settings,
      [SOCIAL_SECURITY_NUMBER, EMAIL_ADDRESS, ...textsOf(settings.detect_patterns).map((pattern) => regexOf(pattern))],
      all,
      REASONS.pii,
    ),
  'dlp-filter': (settings, { all }) =>
    redactOrBlock(
      settings,
      [...textsOf(settings.detect_patterns).map((pattern) => regexOf(pattern)), ...textsOf(settings.blocked_terms).map(literal)],
      all,
      REASONS.dlp,
    ),
  'safety-filter': (settings, { all }) =>
    matches(textsOf(settings.block_if).map(literal), all)
      ? { verdict: settings.action === 'escalate' ? 'escalate' : 'block', reason: REASONS.safety }
      : undefined,
  'entity-list-filter': (settings, { all }) =>
    matches(textsOf(settings.blocked_entities).map(literal), all) ? { verdict: 'block', reason: REASONS.entity } : undefined,
  'human-oversight': (settings) => ({ verdict: settings.action === 'block' ? 'block' : 'escalate', reason: REASONS.oversight }),
};

/** Runs the chain in order: block and escalate end it, a redaction changes what later policies see. */
export function decide(policy: Pick<PolicyFile, 'document' | 'chain'>, question: Question): Decision {
  const results: PolicyResult[] = [];
  let messages = question.messages;
  let redacted: PolicyResult | undefined;
  for (const entry of policy.chain) {
    if (!applies(entry, question)) continue;
    const opinion = opinionOf(entry.kind, policy.document, messages);
    const result: PolicyResult = {
      policy: entry.kind,
      verdict: opinion?.verdict ?? 'allow',
      reason_code: opinion?.reason ?? REASONS.passed,
    };
    results.push(result);
    if (result.verdict === 'block' || result.verdict === 'escalate') return decided(result, results);
    if (result.verdict === 'redact') {
      redacted ??= result;
      messages = messages.map((message) => ({ ...message, content: redact(message.content, opinion?.redacts ?? []) }));
    }
  }
  return redacted === undefined ? { verdict: 'allow', reasonCode: REASONS.passed, results } : decided(redacted, results);
}

function decided(by: PolicyResult, results: readonly PolicyResult[]): Decision {
  return { verdict: by.verdict, reasonCode: by.reason_code, policy: by.policy, results };
}

/** An unreadable pattern blocks, as the documented default `--fail-mode block` does (https://docs.keeptrusts.com/docs/cli/proxy-run). */
function opinionOf(kind: string, document: JsonObject, messages: readonly Message[]): Opinion | undefined {
  if (!Object.hasOwn(RULES, kind)) return undefined;
  const settings = valueAt(document, 'policy', kind);
  const user = messages.filter((message) => message.role === 'user').map((message) => message.content);
  try {
    return RULES[kind]?.(isObject(settings) ? settings : {}, {
      user: user.join('\n'),
      all: messages.map((message) => message.content).join('\n'),
    });
  } catch (error) {
    if (error instanceof SyntaxError) return { verdict: 'block', reason: REASONS.broken };
    throw error;
  }
}

function redactOrBlock(settings: JsonObject, patterns: readonly RegExp[], text: string, reason: string): Opinion | undefined {
  if (!matches(patterns, text)) return undefined;
  return settings.action === 'block' ? { verdict: 'block', reason } : { verdict: 'redact', reason, redacts: patterns };
}

function matches(patterns: readonly RegExp[], text: string): boolean {
  return patterns.some((pattern) => text.search(pattern) >= 0);
}

function redact(text: string, patterns: readonly RegExp[]): string {
  return patterns.reduce((current, pattern) => current.replaceAll(new RegExp(pattern, 'gi'), '[REDACTED]'), text);
}

/** A leading `(?i)` appears in published examples and is no JavaScript syntax; matching ignores case anyway. */
function regexOf(pattern: string): RegExp {
  return new RegExp(pattern.replace(/^\(\?i\)/, ''), 'i');
}

function literal(term: string): RegExp {
  return new RegExp(term.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i');
}

function applies(entry: ChainEntry, question: Question): boolean {
  if (entry.when === undefined) return true;
  const path = textAt(entry.when, 'path');
  if (path !== undefined && !(question.path ?? '').startsWith(path)) return false;
  const models = textsOf(entry.when.model);
  if (models.length > 0 && !models.some((model) => model === question.model || model.endsWith(`/${question.model ?? ''}`))) return false;
  const headers = isObject(entry.when.header) ? entry.when.header : {};
  return Object.entries(headers).every(([name, value]) => question.headers?.[name.toLowerCase()] === value);
}
