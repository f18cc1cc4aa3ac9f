/** An error answer of the API as RFC 9457 describes it. `detail` says what arrived and what to do. */
export function problem(status: number, title: string, detail: string, headers: Record<string, string> = {}): Response {
  const body = JSON.stringify({ type: 'about:blank', title, status, detail });
  return new Response(body, { status, headers: { ...headers, 'Content-Type': 'application/problem+json' } });
}
