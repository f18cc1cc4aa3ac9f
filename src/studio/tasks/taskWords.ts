import type { ReservationInfo, TaskInfo } from '../../sync/tasks/TaskInfo';
import { count, counted } from '../parts/format';

/** "120 pairs, 2 people each, 34 done". */
export function taskFacts({ pairs, overlap, done, closedAt }: TaskInfo): string {
  const each = overlap === 1 ? 'one person each' : `${count(overlap)} people each`;
  const closed = closedAt === null ? '' : ', closed';
  return `${counted(pairs, 'pair')}, ${each}, ${count(done)} done${closed}`;
}

/** How far this person is with what they took; empty where they took nothing. @param waiting events that the server has not yet */
export function takenWords({ reservations }: TaskInfo, waiting: number): string {
  const kept = reservations.filter(({ state, judged }) => state !== 'given back' || judged > 0);
  if (kept.length === 0) return '';
  const taken = kept.reduce((sum, one) => sum + (one.state === 'given back' ? one.judged : one.pairs), 0);
  const judged = kept.reduce((sum, one) => sum + one.judged, 0);
  const until = heldUntil(reservations);
  const sending = waiting === 0 ? '' : `, ${count(waiting)} waiting to be sent`;
  return `${count(judged)} of ${counted(taken, 'pair')} judged${until}${sending}`;
}

/** Whether some pairs are held no more that were not judged: others may get them too. */
export function hasExpired({ reservations }: TaskInfo): boolean {
  return reservations.some(({ state, judged, pairs }) => state === 'expired' && judged < pairs);
}

export function isHeld({ reservations }: TaskInfo): boolean {
  return reservations.some(({ state, judged, pairs }) => state === 'held' && judged < pairs);
}

function heldUntil(reservations: readonly ReservationInfo[]): string {
  const ends = reservations.filter(({ state, judged, pairs }) => state === 'held' && judged < pairs);
  const [first] = ends.map(({ expiresAt }) => expiresAt).sort();
  if (first === undefined) return '';
  const [at, now] = [new Date(first), new Date()];
  const time = at.toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', hour12: false });
  const day =
    at.toDateString() === now.toDateString()
      ? ''
      : `${at.toLocaleDateString('en', { month: 'short', day: 'numeric' })}, `;
  return `, reserved until ${day}${time}`;
}
