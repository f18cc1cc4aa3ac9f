const dayMs = 24 * 60 * 60_000;

/** When a token made now expires. @param days 0: never @returns ISO 8601, or null */
export function expiryAfter(days: number): string | null {
  return days === 0 ? null : new Date(Date.now() + days * dayMs).toISOString();
}
