import { standsForSecret } from './placeholder.js';

export interface SecretPiece {
  readonly at: number;
  readonly length: number;
  /** What it is, for a message: never the text itself. */
  readonly what: string;
}

/** Forms that services give to their keys, so that a text of the form is a key. The longer prefix stands before the shorter. */
const FORMS: readonly (readonly [what: string, pattern: string])[] = [
  ['A private key', '-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?:[^-]*-----END [A-Z0-9 ]*-----)?'],
  ['An Anthropic API key', 'sk-ant-[A-Za-z0-9_-]{20,}'],
  ['An OpenRouter API key', 'sk-or-v1-[0-9a-f]{32,}'],
  ['A Langfuse secret key', 'sk-lf-[0-9a-f]{8}-[0-9a-f-]{20,}'],
  ['An API key', 'sk-[A-Za-z0-9_-]{20,}'],
  ['A Keeptrusts token', 'kt_(?:live|ak|gk)_[A-Za-z0-9_]{8,}'],
  ['A GitHub token', 'gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,}'],
  ['A GitLab token', 'glpat-[A-Za-z0-9_-]{20,}'],
  ['An AWS access key id', '(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])'],
  ['A Slack token', 'xox[abeoprs]-[A-Za-z0-9-]{10,}|xapp-[A-Za-z0-9-]{10,}'],
  ['A Google API key', 'AIza[A-Za-z0-9_-]{35}'],
  ['A Stripe key', '[rs]k_live_[A-Za-z0-9]{16,}'],
  ['A Groq API key', 'gsk_[A-Za-z0-9]{20,}'],
  ['An xAI API key', 'xai-[A-Za-z0-9]{20,}'],
  ['A Hugging Face token', 'hf_[A-Za-z0-9]{30,}'],
  ['A Perplexity API key', 'pplx-[A-Za-z0-9]{20,}'],
  ['A Replicate token', 'r8_[A-Za-z0-9]{30,}'],
  ['An npm token', 'npm_[A-Za-z0-9]{36}'],
  ['A SendGrid key', 'SG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}'],
  ['A JSON Web Token', 'eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}'],
];

/** The password of an address, told apart from the forms by its group. */
const ADDRESS = '(?<=[a-z]:\\/\\/[^\\s\\/:@]{0,100}:)[^\\s\\/:@]{3,100}(?=@[A-Za-z0-9])';

const ALL = new RegExp(`(?<![A-Za-z0-9_-])(?:${FORMS.map(([, pattern]) => `(${pattern})`).join('|')})|(${ADDRESS})`, 'g');

/** Whether a text may hold any of the forms: cheap, because nearly every file holds none. */
const HINT =
  /-----BEGIN|[sr]k[-_]|kt_|gh[pousr]_|github_pat_|glpat-|AKIA|ASIA|xox|xapp-|AIza|gsk_|xai-|hf_|pplx-|r8_|npm_|SG\.|eyJ|:\/\/[^\s/]*@/;

/** Keys in a text that their form gives away; placeholders left out. */
export function knownSecrets(text: string): readonly SecretPiece[] {
  if (!HINT.test(text)) return [];
  return [...text.matchAll(ALL)].flatMap((match) => {
    const [written, ...groups] = match;
    const form = groups.findIndex((group) => group !== undefined);
    const what = FORMS[form]?.[0] ?? 'The password of an address';
    return standsForSecret(written) || isName(written) ? [] : [{ at: match.index, length: written.length, what }];
  });
}

/** `sk-` also starts ordinary names, which are made of short words. */
function isName(written: string): boolean {
  return (
    written.startsWith('sk-') &&
    !/^sk-(?:lf|or)-/.test(written) &&
    !written.split(/[-_]/).some((part) => part.length >= 16 && /\d/.test(part))
  );
}

const RUN = /[A-Za-z0-9+/=_-]{24,}/g;
/** Names are made of short parts; random text has a separator about once in thirty characters. */
const SEPARATORS = /[-_/]/;
const SHORTEST_PART = 20;
const FEWEST_DISTINCT = 12;
/** Of all neighbours, those of different classes (upper, lower, digit): about 0.6 in random text, under 0.35 in words written together. */
const LEAST_CHANGES = 0.4;

/** Pieces of a text that look drawn at random: no words, no hashes (which have no capitals), no encoded text. */
export function randomPieces(text: string): readonly SecretPiece[] {
  if (text.length < 24) return [];
  return [...text.matchAll(RUN)].flatMap((match) => {
    const [written] = match;
    const digest = /sha\d{3}-$/.test(text.slice(Math.max(0, match.index - 7), match.index)) || /^sha\d{3}-/.test(written);
    return !digest && written.split(SEPARATORS).some(looksRandom) && !standsForSecret(written)
      ? [{ at: match.index, length: written.length, what: 'A text that looks like a key' }]
      : [];
  });
}

function looksRandom(text: string): boolean {
  if (text.length < SHORTEST_PART) return false;
  const digits = text.replaceAll(/\D/g, '').length;
  if (digits < 2 || !/[a-z]/.test(text) || !/[A-Z]/.test(text) || new Set(text).size < FEWEST_DISTINCT) return false;
  const classes = Array.from(text, classOf);
  const changes = classes.filter((one, index) => index > 0 && one !== classes[index - 1]).length;
  return changes / (text.length - 1) >= LEAST_CHANGES && !encodesText(text);
}

function classOf(char: string): string {
  if (char >= '0' && char <= '9') return 'digit';
  if (char >= 'a' && char <= 'z') return 'lower';
  return char >= 'A' && char <= 'Z' ? 'upper' : 'other';
}

/** Base64 of readable text, as in the examples of encoded attacks. */
function encodesText(text: string): boolean {
  const decoded = Buffer.from(text, 'base64').toString('latin1');
  const readable = decoded.replaceAll(/[^\x20-\x7e\n]/g, '').length;
  return readable / decoded.length > 0.9;
}
