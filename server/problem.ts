/**
 * An error answer of the API as RFC 9457 describes it. `detail` says what arrived and what to do; `members` are for programs.
 */
export function problem(
  status: number,
  title: string,
  detail: string,
  headers: Record<string, string> = {},
  members: Record<string, unknown> = {},
): Response {
  const body = JSON.stringify({ type: 'about:blank', title, status, detail, ...members });
  return new Response(body, { status, headers: { ...headers, 'Content-Type': 'application/problem+json' } });
}
