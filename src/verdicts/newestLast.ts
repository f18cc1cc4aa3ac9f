import type { LedgerEvent } from './VerdictEvent';

/**
 * Orders events from oldest to newest: by clock, and where clocks are equal by client and sequence. It decides only between
 * verdicts of which none supersedes the other, as two tabs or two devices may give them.
 */
export function newestLast(a: LedgerEvent, b: LedgerEvent): number {
  return byText(a.at, b.at) || byText(a.client, b.client) || a.seq - b.seq || byText(a.id, b.id);
}

function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
