/** Pairs that are held for a person until a time. */
export interface ReservationInfo {
  id: string;
  /** How many pairs it holds, and on how many of them the person has given a verdict. */
  pairs: number;
  judged: number;
  /** ISO 8601, UTC. */
  madeAt: string;
  expiresAt: string;
  /** `expired`: the pairs may be held for others by now; a verdict on them counts all the same. */
  state: 'held' | 'expired' | 'given back';
}

/** A task of a project, as one person sees it. Nothing here tells what anybody said. */
export interface TaskInfo {
  id: string;
  name: string;
  /** Pairs of the task. */
  pairs: number;
  /** How many people judge each pair. */
  overlap: number;
  reservationMinutes: number;
  madeAt: string;
  closedAt: string | null;
  /** Pairs on which as many people voted as the overlap asks for, and those with more votes than that. */
  done: number;
  beyond: number;
  /** Of the person who asks: pairs judged, pairs that could be had now, and what was taken, the oldest first. */
  judged: number;
  open: number;
  /** Pairs on whose outcome people differ and that nobody has decided; null for whoever does not adjudicate. */
  disputed: number | null;
  reservations: ReservationInfo[];
}
