/** Times of last use are noted to the minute, not at every request. */
const noteMs = 60_000;

/** Whether a time of last use is old enough to be noted anew. @param at ISO 8601; null: never */
export function isStale(at: string | null): boolean {
  return at === null || Date.now() - Date.parse(at) > noteMs;
}
