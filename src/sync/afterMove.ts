import { backOffMs } from './backOffMs';
import type { Refusal } from './Refusal';
import { mostEvents, type SyncState } from './SyncState';

/** What became of a move. */
export type Outcome =
  /** `sent` events were settled, or there was none to send. */
  | { kind: 'pushed'; sent: number }
  | { kind: 'parked' }
  | { kind: 'pulled'; more: boolean }
  /** `differ`: what the two ledgers have of this browser's events was not the same; those were put to be sent again. */
  | { kind: 'compared'; differ: boolean }
  /** The server has another generation: everything waits again. */
  | { kind: 'renewed' }
  /** `sent`: the ids of the refused batch; empty where it was no batch. */
  | { kind: 'refused'; refusal: Refusal; sent: readonly string[] };

/** What is not for the machine to know. */
export interface Surroundings {
  now: number;
  /** From 0 up to 1: tabs and browsers that failed together do not come back together. */
  chance: number;
}

/** How often an idle tab looks at the server, and how often it compares the ledgers. */
const lookMs = 20_000;
const compareMs = 10 * 60_000;
/** A server that is none is looked for again; some page servers get one later. */
const absentMs = 5 * 60_000;
/** Whoever must sign in does so by hand: asking more often helps nobody. */
const signInMs = 60_000;
const longestOrderMs = 60 * 60_000;

/** The state after a move. */
export function afterMove(state: SyncState, outcome: Outcome, around: Surroundings): SyncState {
  if (outcome.kind === 'refused') return afterRefusal(state, outcome.refusal, outcome.sent, around);
  const { now, chance } = around;
  const calm = { ...state, failures: 0, ordered: false, problem: null, lookAt: now + lookMs * (0.5 + chance) };
  switch (outcome.kind) {
    case 'pushed':
      return { ...calm, push: outcome.sent > 0, batch: Math.min(mostEvents, Math.max(1, state.batch) * 2) };
    case 'parked':
      return { ...calm, park: null };
    case 'pulled':
      return { ...calm, pull: outcome.more };
    case 'compared':
      return { ...calm, ...(outcome.differ && { push: true, pull: true }), compare: false, compareAt: now + compareMs };
    case 'renewed':
      // One that is another at every request must not be asked without a pause.
      return { ...renewed(state, around), push: true, pull: true, compare: true };
  }
}

function renewed(state: SyncState, { now, chance }: Surroundings): SyncState {
  const notBefore = state.failures > 0 ? now + backOffMs(state.failures, chance) : now;
  return { ...state, failures: state.failures + 1, ordered: false, problem: null, notBefore };
}

function afterRefusal(
  state: SyncState,
  refusal: Refusal,
  sent: readonly string[],
  { now, chance }: Surroundings,
): SyncState {
  const failures = state.failures + 1;
  const failed = { ...state, failures, problem: refusal, ordered: false };
  const wait = (ms: number): SyncState => ({ ...failed, notBefore: now + ms });
  switch (refusal.kind) {
    case 'too_large':
    case 'malformed':
      return sent.length > 0 ? smaller(state, refusal, sent) : wait(backOffMs(failures, chance));
    case 'later': {
      const order = Math.min(longestOrderMs, refusal.afterMs ?? 0);
      return { ...wait(Math.max(order, backOffMs(failures, chance))), ordered: refusal.afterMs !== null };
    }
    case 'sign_in':
      return wait(signInMs * (0.5 + chance));
    case 'absent':
      return wait(absentMs * (0.5 + chance));
    case 'generation':
    case 'storage':
    case 'unreachable':
      return wait(backOffMs(failures, chance));
  }
}

/** One event that no batch may hold must not keep the others: halves find it, and it is parked with the server's words. */
function smaller(
  state: SyncState,
  { kind, message }: Extract<Refusal, { kind: 'too_large' | 'malformed' }>,
  sent: readonly string[],
): SyncState {
  const [only] = sent;
  if (sent.length === 1 && only !== undefined) return { ...state, batch: 1, park: { id: only, code: kind, message } };
  return { ...state, batch: Math.max(1, Math.floor(sent.length / 2)) };
}
