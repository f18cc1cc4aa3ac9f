import type { SyncState, Unsendable } from './SyncState';

/** What is done next. `rest`: nothing until then, unless something wakes the exchange. */
export type Move =
  | { do: 'rest'; until: number }
  | { do: 'park'; event: Unsendable }
  | { do: 'push'; events: number }
  | { do: 'pull' }
  | { do: 'compare' };

/** The next move: what was given here goes out before anything is fetched, and both before the two ledgers are compared. */
export function nextMove(state: SyncState, now: number): Move {
  if (state.park) return { do: 'park', event: state.park };
  if (now < state.notBefore) return { do: 'rest', until: state.notBefore };
  if (state.push) return { do: 'push', events: state.batch };
  if (state.pull) return { do: 'pull' };
  if (state.compare) return { do: 'compare' };
  return { do: 'rest', until: state.lookAt };
}
