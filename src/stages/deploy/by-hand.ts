import type { FormerPolicy } from './former-policy.js';

const FETCHED = 'previous-policy-config.yaml';

/** The command that gives one gateway its former policy back, for a person in a terminal in the repository's root. */
export function commandByHand({ source }: FormerPolicy, gatewayId: string): string {
  const push = (file: string): string => `kt policy push --file ${word(file)} --gateway-id ${word(gatewayId)}`;
  if (source.kind === 'previous-policy-file') return push(source.file);
  return `git show ${word(`${source.commit}:${source.file}`)} > ${FETCHED} && ${push(FETCHED)}`;
}

/** One word of a POSIX shell, whatever it holds: paths and ids come from files that others write. */
function word(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
