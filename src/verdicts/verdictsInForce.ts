import type { LedgerEvent } from './VerdictEvent';

export type Verdict = Extract<LedgerEvent, { type: 'verdict' }>;

type EventsById = ReadonlyMap<string, LedgerEvent>;

/**
 * The verdicts of one pair that are in force, from the whole set of its events in any order. A retraction makes what it
 * supersedes void: as if it had never been given, so that whatever that had superseded is back. A verdict takes the place
 * of what it supersedes for as long as it is not void itself. Ids that are not in the set are ignored: they may still arrive.
 *
 * Events that name each other in a ring, which no ledger makes, cannot void: the verdicts of such a ring cancel out.
 */
export function verdictsInForce(events: EventsById): Verdict[] {
  const isVoid = voidEvents(events);
  const standing = [...events.values()].filter((event) => event.type === 'verdict').filter(({ id }) => !isVoid.has(id));
  const replaced = new Set(standing.flatMap(({ id, supersedes }) => supersedes.filter((target) => target !== id)));
  return standing.filter(({ id }) => !replaced.has(id));
}

/** Ids that a retraction makes void which is not void itself. Worked from the retractions that nothing retracts downwards. */
function voidEvents(events: EventsById): Set<string> {
  const open = countRetractions(events);
  if (open.size === 0) return new Set();
  const isVoid = new Set<string>();
  const ready = [...events.keys()].filter((id) => !open.has(id));
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    for (const target of retractedBy(events, id)) {
      if (isVoid.has(target)) continue;
      isVoid.add(target);
      // A retraction that is void retracts nothing: what waited only for it stands.
      ready.push(...retractedBy(events, target).filter((freed) => !isVoid.has(freed) && countDown(open, freed) === 0));
    }
  }
  return isVoid;
}

/** How many retractions of the set name each event. */
function countRetractions(events: EventsById): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of events.keys()) {
    for (const target of retractedBy(events, id)) counts.set(target, (counts.get(target) ?? 0) + 1);
  }
  return counts;
}

function countDown(counts: Map<string, number>, id: string): number {
  const left = (counts.get(id) ?? 0) - 1;
  counts.set(id, left);
  return left;
}

function retractedBy(events: EventsById, id: string): string[] {
  const event = events.get(id);
  if (event?.type !== 'retraction') return [];
  return [...new Set(event.supersedes)].filter((target) => target !== id && events.has(target));
}
