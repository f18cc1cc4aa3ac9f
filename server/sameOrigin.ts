/**
 * Whether a request that changes something comes from the studio itself or from a program, and not from a page of another site
 * that the person's browser has open (CSRF). Browsers say so in `Sec-Fetch-Site`, older ones in `Origin`; programs send neither.
 * @param publicHost the name that people type, where a proxy may put its own into `Host`
 */
export function isFromOwnOrigin(headers: Headers, publicHost?: string | null): boolean {
  const site = headers.get('Sec-Fetch-Site');
  if (site !== null && site !== 'same-origin' && site !== 'none') return false;
  const origin = headers.get('Origin');
  if (origin === null) return true;
  const host = hostOf(origin);
  return host !== null && [headers.get('Host')?.toLowerCase(), publicHost].includes(host);
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null; // "null", as sandboxed pages send it
  }
}
