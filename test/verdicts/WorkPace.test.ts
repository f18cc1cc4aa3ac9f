import { expect, test } from 'vitest';
import { WorkPace } from '../../src/verdicts/WorkPace';
import type { LedgerEvent } from '../../src/verdicts/VerdictEvent';
import { blindDraft, prefer, retractionDraft, sealed } from './madeEvents';

const minute = 60_000;
const day = 24 * 60 * minute;
const start = Date.UTC(2026, 10, 23, 9);
const utcDay = (at: number) => Math.floor(at / day);
let seq = 0;

function given(pair: number, at: number, kind: 'preference' | 'skip' = 'preference'): LedgerEvent {
  const choice = kind === 'skip' ? ({ kind } as const) : prefer(1);
  return { ...sealed(blindDraft(pair, choice), ++seq), at: new Date(at).toISOString() };
}

function paceOf(events: LedgerEvent[], now: number): WorkPace {
  const pace = new WorkPace(utcDay);
  pace.take(events, now);
  return pace;
}

test('a pair counts once a day, a skip not at all, and what is taken back no longer', () => {
  const twice = [given(1, start), given(1, start + minute), given(2, start + 2 * minute), given(3, start, 'skip')];
  const pace = paceOf(twice, start);
  expect(pace.today(start + minute)).toBe(2);
  const [, , second] = twice as [LedgerEvent, LedgerEvent, LedgerEvent];
  pace.take([{ ...sealed(retractionDraft(2, [second.id]), ++seq), at: second.at }], start);
  expect(pace.today(start)).toBe(1);
  pace.take([{ ...sealed(retractionDraft(1, [twice[1]?.id ?? '']), ++seq), at: second.at }], start);
  expect(pace.today(start)).toBe(1);
  expect(pace.today(start + day)).toBe(0);
});

test('days with a verdict are counted among the last seven: a day off ends nothing', () => {
  const days = [0, 1, 3, 6, 7].map((ago) => given(ago, start - ago * day));
  expect(paceOf(days.reverse(), start).daysOfWeek(start)).toBe(4);
});

test('the pace is that of this sitting, and nothing is said of a few verdicts or after a break', () => {
  const events = Array.from({ length: 21 }, (_, n) => given(n, start + n * 30_000));
  const end = start + 20 * 30_000;
  expect(paceOf(events, end).perHour(end)).toBeCloseTo(120);
  expect(paceOf(events.slice(0, 4), end).perHour(end)).toBeNull();
  expect(paceOf(events, end).perHour(end + 11 * minute)).toBeNull();
  const after = end + 30 * minute;
  const pace = paceOf([...events, given(90, after)], after);
  expect([pace.perHour(after), pace.sittingMs(after + minute)]).toEqual([null, minute]);
});

test('the pace follows the last fifty verdicts, and events older than the newest change nothing', () => {
  const slow = Array.from({ length: 60 }, (_, n) => given(n, start + n * 9 * minute));
  const from = start + 59 * 9 * minute;
  const quick = Array.from({ length: 60 }, (_, n) => given(n, from + (n + 1) * 6000));
  const end = from + 60 * 6000;
  const pace = paceOf([...slow, ...quick, given(5, start)], end);
  expect(pace.perHour(end)).toBeCloseTo(600);
  expect(pace.sittingMs(end)).toBe(end - start);
});
