import type { LabelFold } from './LabelFold';
import { me } from './PersonOf';
import { standingEvents } from './standingEvents';
import type { AttributesData, EventDraft } from './VerdictEvent';

/** The draft of attributes that a person wrote or confirmed: they take the place of what this person said before. */
export function draftAttributes(fold: LabelFold, pair: string, data: AttributesData): EventDraft {
  return { type: 'attributes', pair, supersedes: ownAttributes(fold, pair), data };
}

/** The draft that takes back what this person said last of a pair's attributes; null where they said nothing. */
export function retractAttributes(fold: LabelFold, pair: string): EventDraft | null {
  const supersedes = ownAttributes(fold, pair);
  return supersedes.length === 0 ? null : { type: 'retraction', pair, supersedes, data: { reason: 'undo' } };
}

function ownAttributes(fold: LabelFold, pair: string): string[] {
  const events = new Map(fold.eventsOf(pair).map((event) => [event.id, event]));
  const own = standingEvents(events, fold.personOf).filter(({ client }) => fold.personOf(client) === me);
  return own.filter(({ type }) => type === 'attributes').map(({ id }) => id);
}
