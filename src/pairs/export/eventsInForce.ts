import type { LedgerEvent } from '../../verdicts/VerdictEvent';
import type { PairToExport } from './PairToExport';

/**
 * The events that a pair's label names, in its order: oldest first; none where it has no label.
 *
 * @throws Error where one of them was not given.
 */
export function eventsInForce({ label, events, pair }: Pick<PairToExport, 'label' | 'events' | 'pair'>): LedgerEvent[] {
  const byId = new Map(events.map((event) => [event.id, event]));
  return (label?.events ?? []).map((id) => {
    const event = byId.get(id);
    if (event === undefined)
      throw new Error(`The export of pair ${pair.id} was not given its verdict ${id}. Reload and export again.`);
    return event;
  });
}
