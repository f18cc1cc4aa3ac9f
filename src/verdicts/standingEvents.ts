import { onlyMe, type PersonOf } from './PersonOf';
import type { LedgerEvent } from './VerdictEvent';

export type StandingEvent = Exclude<LedgerEvent, { type: 'retraction' }>;

type EventsById = ReadonlyMap<string, LedgerEvent>;

interface Links {
  events: EventsById;
  targetsOf(event: LedgerEvent): string[];
}

/**
 * The verdicts and attributes of one pair that are in force, from the whole set of its events in any order. A retraction
 * makes what it supersedes void: as if it had never been given, so that whatever that had superseded is back. Any other event
 * takes the place of what it supersedes for as long as it is not void itself. Ids that are not in the set are ignored (they
 * may still arrive), and so are those of other people: nobody takes back what somebody else gave.
 *
 * Events that name each other in a ring, which no ledger makes, cannot void: the verdicts of such a ring cancel out.
 */
export function standingEvents(events: EventsById, personOf: PersonOf = onlyMe): StandingEvent[] {
  const links: Links = { events, targetsOf: (event) => ownTargets(events, event, personOf) };
  const isVoid = voidEvents(links);
  const standing = [...events.values()]
    .filter((event) => event.type !== 'retraction')
    .filter(({ id }) => !isVoid.has(id));
  const replaced = new Set(standing.flatMap((event) => links.targetsOf(event)));
  return standing.filter(({ id }) => !replaced.has(id));
}

/** The events of the set that one names, but for itself and those of other people. */
function ownTargets(events: EventsById, event: LedgerEvent, personOf: PersonOf): string[] {
  const isOwn = (id: string) => {
    const target = events.get(id);
    return target !== undefined && id !== event.id && personOf(target.client) === personOf(event.client);
  };
  return [...new Set(event.supersedes)].filter(isOwn);
}

/** Ids that a retraction makes void which is not void itself. Worked from the retractions that nothing retracts downwards. */
function voidEvents(links: Links): Set<string> {
  const { events } = links;
  const open = countRetractions(links);
  if (open.size === 0) return new Set();
  const isVoid = new Set<string>();
  const ready = [...events.keys()].filter((id) => !open.has(id));
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    for (const target of retractedBy(links, id)) {
      if (isVoid.has(target)) continue;
      isVoid.add(target);
      // A retraction that is void retracts nothing: what waited only for it stands.
      ready.push(...retractedBy(links, target).filter((freed) => !isVoid.has(freed) && countDown(open, freed) === 0));
    }
  }
  return isVoid;
}

/** How many retractions of the set name each event. */
function countRetractions(links: Links): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of links.events.keys()) {
    for (const target of retractedBy(links, id)) counts.set(target, (counts.get(target) ?? 0) + 1);
  }
  return counts;
}

function countDown(counts: Map<string, number>, id: string): number {
  const left = (counts.get(id) ?? 0) - 1;
  counts.set(id, left);
  return left;
}

function retractedBy({ events, targetsOf }: Links, id: string): string[] {
  const event = events.get(id);
  return event?.type === 'retraction' ? targetsOf(event) : [];
}
