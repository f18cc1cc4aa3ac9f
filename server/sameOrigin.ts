/**
 * Whether a request that changes something comes from the studio itself or from a program, and not from a page of another site
 * that the person's browser has open (CSRF). Browsers say so in `Sec-Fetch-Site`, older ones in `Origin`; programs send neither.
 */
export function isFromOwnOrigin(headers: Headers): boolean {
  const site = headers.get('Sec-Fetch-Site');
  if (site !== null && site !== 'same-origin' && site !== 'none') return false;
  const origin = headers.get('Origin');
  return origin === null || hostOf(origin) === headers.get('Host')?.toLowerCase();
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null; // "null", as sandboxed pages send it
  }
}
