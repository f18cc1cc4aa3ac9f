import type { Interval } from '../rewards/wilson';
import type { JudgedPair } from './JudgedPair';
import { medianInterval } from './medianInterval';

/** What one verdict adds to the time at most: a pair that stood on the screen over lunch was not judged for an hour. */
const longestMs = 10 * 60_000;

export interface PaceOfDay {
  /** `YYYY-MM-DD` in the time zone of this device. */
  day: string;
  pairs: number;
  medianSeconds: number;
  /** Pairs an hour of time on the screen. */
  perHour: number;
}

export interface Pace {
  /** Null before the first judgement. */
  medianSeconds: number | null;
  /** 95 %; null with fewer than six judgements. */
  interval: Interval | null;
  /** The oldest day first. */
  days: PaceOfDay[];
}

/** How quickly pairs are judged: the first judgement of each pair, from its first paint to the key. */
export function pace(pairs: Iterable<JudgedPair>): Pace {
  const byDay = new Map<string, number[]>();
  for (const { first } of pairs) {
    if (first.data.choice.kind === 'skip') continue;
    const day = dayOf(first.at);
    const ofDay = byDay.get(day) ?? [];
    byDay.set(day, ofDay);
    ofDay.push(Math.min(first.data.elapsedMs, longestMs) / 1000);
  }
  const all = [...byDay.values()].flat();
  const { median, interval } = all.length > 0 ? medianInterval(all) : { median: null, interval: null };
  const days = [...byDay].map(([day, seconds]) => paceOfDay(day, seconds));
  return { medianSeconds: median, interval, days: days.sort((a, b) => (a.day < b.day ? -1 : 1)) };
}

function paceOfDay(day: string, seconds: number[]): PaceOfDay {
  const sum = seconds.reduce((total, one) => total + one, 0);
  const { median } = medianInterval(seconds);
  return { day, pairs: seconds.length, medianSeconds: median, perHour: (3600 * seconds.length) / Math.max(sum, 0.001) };
}

function dayOf(iso: string): string {
  const date = new Date(iso);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
