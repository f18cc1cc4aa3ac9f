/** The pair that an event's canonical JSON names. */
export function pairOf(body: string): string {
  return (JSON.parse(body) as { pair: string }).pair;
}
