import type { LedgerEvent } from './VerdictEvent';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Verdicts further apart than this belong to two sittings. */
export const sittingGapMs = 10 * minuteMs;

/** Fewer verdicts than this, or a shorter time, say nothing of a pace. */
const fewestForPace = 5;
const shortestForPaceMs = minuteMs;
const verdictsOfPace = 50;

/** The day of a moment where the person is: any number that is the same all day and one more on the next. */
export type DayOf = (at: number) => number;

/** Days as the clock of this machine has them, however long summer time makes them. */
export const localDay: DayOf = (at) => {
  const date = new Date(at);
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / dayMs;
};

interface Given {
  pair: string;
  day: number;
}

/**
 * How one person works, for that person alone: pairs judged today, on how many of the last seven days, how fast, and for how
 * long without a break. Takes that person's events in the order in which they were given; one more costs the same however many
 * there are. A skip is no verdict here, a pair counts once a day, and what was taken back does not count.
 */
export class WorkPace {
  readonly #dayOf: DayOf;
  /** Verdicts of the last week, by event id. */
  readonly #given = new Map<string, Given>();
  /** By day: its pairs, and how many verdicts each has. */
  readonly #days = new Map<number, Map<string, number>>();
  /** Times of this sitting's newest verdicts, ascending. */
  #times: number[] = [];
  #sittingSince: number | null = null;

  constructor(dayOf: DayOf = localDay) {
    this.#dayOf = dayOf;
  }

  /** `now` (ms) decides which events are of the last week. */
  take(events: Iterable<LedgerEvent>, now: number): void {
    const oldest = now - 8 * dayMs;
    for (const event of events) {
      if (event.type === 'retraction') for (const id of event.supersedes) this.#takeBack(id);
      const at = Date.parse(event.at);
      if (event.type !== 'verdict' || at < oldest || event.data.choice.kind === 'skip') continue;
      this.#count(event.id, { pair: event.pair, day: this.#dayOf(at) });
      this.#sit(at);
    }
  }

  /** Pairs judged on the day of `now`. */
  today(now: number): number {
    return this.#days.get(this.#dayOf(now))?.size ?? 0;
  }

  /** On how many of the seven days up to that of `now` at least one pair was judged: a day off ends nothing. */
  daysOfWeek(now: number): number {
    const today = this.#dayOf(now);
    return Array.from({ length: 7 }, (_, ago) => this.#days.get(today - ago)?.size ?? 0).filter((pairs) => pairs > 0)
      .length;
  }

  /** Pairs an hour over this sitting's last verdicts; null while there are too few of them, or once the sitting is over. */
  perHour(now: number): number | null {
    const [first, last] = [this.#times[0] ?? NaN, this.#times.at(-1) ?? NaN];
    if (!this.#sits(now) || this.#times.length < fewestForPace || last - first < shortestForPaceMs) return null;
    return ((this.#times.length - 1) / (last - first)) * 60 * minuteMs;
  }

  /** Milliseconds since this sitting's first verdict; 0 once it is over. */
  sittingMs(now: number): number {
    return this.#sits(now) && this.#sittingSince !== null ? Math.max(0, now - this.#sittingSince) : 0;
  }

  #count(id: string, given: Given): void {
    const pairs = this.#days.get(given.day) ?? new Map<string, number>();
    this.#days.set(given.day, pairs);
    pairs.set(given.pair, (pairs.get(given.pair) ?? 0) + 1);
    this.#given.set(id, given);
  }

  #takeBack(id: string): void {
    const given = this.#given.get(id);
    const pairs = given && this.#days.get(given.day);
    if (!given || !pairs) return;
    this.#given.delete(id);
    const left = (pairs.get(given.pair) ?? 0) - 1;
    if (left > 0) pairs.set(given.pair, left);
    else pairs.delete(given.pair);
  }

  #sits(now: number): boolean {
    return now - (this.#times.at(-1) ?? -Infinity) <= sittingGapMs;
  }

  /** What a backup brings back may be older than what is here: it changes no pace. */
  #sit(at: number): void {
    if (at < (this.#times.at(-1) ?? at)) return;
    if (!this.#sits(at)) {
      this.#times = [];
      this.#sittingSince = at;
    }
    this.#times.push(at);
    if (this.#times.length > verdictsOfPace) this.#times.shift();
  }
}
