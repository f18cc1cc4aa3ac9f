import type { LedgerEvent } from './VerdictEvent';

/**
 * The events of one pair that are in force, from the whole set of its events in any order. An event is in force unless one
 * that is in force supersedes it; so a retraction brings back what the retracted verdict had superseded. Ids that are not
 * in the set are ignored (they may still arrive). Events that supersede each other in a ring are all in force: nothing
 * that a person gave disappears by a contradiction.
 */
export function eventsInForce(events: ReadonlyMap<string, LedgerEvent>): LedgerEvent[] {
  const rivals = countRivals(events);
  const decided = new Map<string, boolean>();
  const ready = [...events.keys()].filter((id) => !rivals.get(id));
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    decided.set(id, true);
    for (const target of targets(events, id)) {
      if (decided.has(target)) continue;
      decided.set(target, false);
      ready.push(...freed(events, target, rivals, decided));
    }
  }
  return [...events.values()].filter((event) => decided.get(event.id) !== false);
}

/** How many events of the set supersede each one. */
function countRivals(events: ReadonlyMap<string, LedgerEvent>): Map<string, number> {
  const rivals = new Map<string, number>();
  for (const id of events.keys()) {
    for (const target of targets(events, id)) rivals.set(target, (rivals.get(target) ?? 0) + 1);
  }
  return rivals;
}

/** What has no rival left once `id` is out of force. */
function freed(
  events: ReadonlyMap<string, LedgerEvent>,
  id: string,
  rivals: Map<string, number>,
  decided: ReadonlyMap<string, boolean>,
): string[] {
  return targets(events, id).filter((target) => {
    const left = (rivals.get(target) ?? 0) - 1;
    rivals.set(target, left);
    return left === 0 && !decided.has(target);
  });
}

function targets(events: ReadonlyMap<string, LedgerEvent>, id: string): string[] {
  const superseded = new Set(events.get(id)?.supersedes);
  return [...superseded].filter((target) => target !== id && events.has(target));
}
