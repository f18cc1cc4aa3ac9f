import type { SyncState } from './SyncState';

/**
 * What wakes the exchange: events were stored; the network is back or the person looks at the tab again, which is a good
 * moment to try what failed; the server has news; the time of a look has come.
 */
export type Wake = 'stored' | 'back' | 'news' | 'time';

/** The state when it is woken. Only an order of the server's keeps its wait. */
export function afterWake(state: SyncState, wake: Wake, now: number): SyncState {
  if (wake === 'stored') return { ...state, push: true };
  if (wake === 'news') return { ...state, pull: true };
  const looked = { ...state, push: true, pull: true, compare: state.compare || now >= state.compareAt };
  if (wake === 'time' || state.ordered) return looked;
  return { ...looked, notBefore: Math.min(state.notBefore, now) };
}
