/**
 * Where a gateway's own routes begin. OpenAI clients are given its address with `/v1` (https://docs.keeptrusts.com/docs/guides/sdk-compatibility);
 * health and configuration live beside that.
 * @param url an http(s) URL; text that is none comes back as it is, because reports name addresses that others have written.
 */
export function gatewayAddress(url: string): string {
  if (!URL.canParse(url)) return url;
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname.replace(/\/+$/, '').replace(/\/v1$/, '')}`;
}

/** Where a person can read what a gateway serves: https://docs.keeptrusts.com/docs/policies/declarative-config-reference */
export function servedConfigUrl(url: string): string {
  return `${gatewayAddress(url)}/keeptrusts/config`;
}

/** Addresses that several ids lead to, with the ids: what such an address shows would count for gateways of which only one was looked at. */
export function sharedAddresses(
  gateways: readonly { readonly id: string; readonly url?: string }[],
): readonly { readonly address: string; readonly ids: readonly string[] }[] {
  const idsAt = new Map<string, Set<string>>();
  for (const { id, url } of gateways) {
    if (url === undefined || !URL.canParse(url)) continue;
    const address = gatewayAddress(url);
    idsAt.set(address, (idsAt.get(address) ?? new Set()).add(id));
  }
  return [...idsAt].filter(([, ids]) => ids.size > 1).map(([address, ids]) => ({ address, ids: [...ids] }));
}
