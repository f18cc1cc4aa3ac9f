/** An answer that nobody keeps: what it says may be another the next time, and is for one credential only. */
export function jsonAnswer(value: unknown): Response {
  return new Response(JSON.stringify(value), {
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
  });
}
