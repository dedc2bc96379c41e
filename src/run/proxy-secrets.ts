import { Secret } from '../options/types.js';

const PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'];

/** What of the proxy addresses is secret: the password as it is written and as it is meant, and the pair a proxy gets of it. */
export function proxySecrets(environment: Readonly<Record<string, string | undefined>>): readonly Secret[] {
  return PROXIES.flatMap((name) => [environment[name], environment[name.toLowerCase()]]).flatMap((value) => {
    if (value?.includes('@') !== true) return [];
    const [, user = '', password] = /^([^:@/]*):(.*)@[^@]*$/.exec(value.trim().replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')) ?? [];
    if (password === undefined || password === '') return [];
    return [password, decoded(password), `${decoded(user)}:${decoded(password)}`].map((text) => new Secret(text));
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
