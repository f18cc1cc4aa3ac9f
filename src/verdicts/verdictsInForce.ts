import { onlyMe, type PersonOf } from './PersonOf';
import { standingEvents } from './standingEvents';
import type { LedgerEvent } from './VerdictEvent';

export type Verdict = Extract<LedgerEvent, { type: 'verdict' }>;

/** The verdicts of one pair that are in force, from the whole set of its events in any order. Rules: `standingEvents`. */
export function verdictsInForce(events: ReadonlyMap<string, LedgerEvent>, personOf: PersonOf = onlyMe): Verdict[] {
  return standingEvents(events, personOf).filter((event) => event.type === 'verdict');
}
