import { describe, expect, test } from 'vitest';
import { afterMove } from '../../src/sync/afterMove';
import { afterWake } from '../../src/sync/afterWake';
import { nextMove } from '../../src/sync/nextMove';
import type { Refusal } from '../../src/sync/Refusal';
import { refusalOf } from '../../src/sync/refusalOf';
import { freshState, type SyncState } from '../../src/sync/SyncState';

const around = { now: 1000, chance: 0.5 };

function refused(refusal: Refusal, sent: string[] = [], state: SyncState = freshState(0)): SyncState {
  return afterMove(state, { kind: 'refused', refusal, sent }, around);
}

describe('the table of the protocol', () => {
  const answer = (status: number, body: object = {}, headers: Record<string, string> = {}) =>
    refusalOf({ status, headers: new Headers(headers) }, { detail: 'why', ...body });

  test.each<[number, string]>([
    [401, 'sign_in'],
    [403, 'sign_in'],
    [409, 'generation'],
    [413, 'too_large'],
    [422, 'malformed'],
    [429, 'later'],
    [503, 'later'],
    [500, 'unreachable'],
    [502, 'unreachable'],
    [404, 'absent'],
  ])('status %i is "%s"', (status, kind) => {
    expect(answer(status)).toMatchObject({ kind, message: 'why' });
  });

  test('a new generation is taken from the answer', () => {
    expect(answer(409, { generation: 'g8' })).toMatchObject({ kind: 'generation', generation: 'g8' });
  });

  test('seconds to wait are read; what cannot be read is none', () => {
    expect(answer(503, {}, { 'Retry-After': '7' })).toMatchObject({ afterMs: 7000 });
    expect(answer(503, {}, { 'Retry-After': 'soon' })).toMatchObject({ afterMs: null });
    expect(answer(429)).toMatchObject({ afterMs: null });
  });
});

test('failures wait longer and longer, up to a minute, and one success ends that', () => {
  let state = freshState(0);
  const waits = Array.from({ length: 9 }, () => {
    state = refused({ kind: 'unreachable', message: '' }, [], state);
    return state.notBefore - around.now;
  });
  expect(waits.slice(0, 3)).toEqual([750, 1500, 3000]);
  expect(Math.max(...waits)).toBe(45_000);
  expect(afterMove(state, { kind: 'pushed', sent: 1 }, around)).toMatchObject({ failures: 0, problem: null });
});

test("an order to wait is obeyed, whatever the person does; a wait of one's own is not", () => {
  const ordered = refused({ kind: 'later', afterMs: 30_000, message: '' });
  expect(nextMove(afterWake(ordered, 'back', 2000), 2000)).toEqual({ do: 'rest', until: 31_000 });
  const own = refused({ kind: 'unreachable', message: '' });
  expect(nextMove(afterWake(own, 'back', 1100), 1100)).toMatchObject({ do: 'push' });
  expect(nextMove(afterWake(own, 'stored', 1100), 1100)).toMatchObject({ do: 'rest' });
});

test('a batch that is too large is halved until one event is left, and that one is set aside with the words of the server', () => {
  const tooLarge: Refusal = { kind: 'too_large', message: 'big' };
  const state = refused(tooLarge, ['a', 'b', 'c']);
  expect(nextMove(state, 1000)).toEqual({ do: 'push', events: 1 });
  const parking = refused(tooLarge, ['a'], state);
  expect(nextMove(parking, 1000)).toEqual({ do: 'park', event: { id: 'a', code: 'too_large', message: 'big' } });
  expect(nextMove(afterMove(parking, { kind: 'parked' }, around), 1000)).toEqual({ do: 'push', events: 1 });
});

test('a server that is another one at every request is not asked without a pause', () => {
  const once = afterMove(freshState(0), { kind: 'renewed' }, around);
  expect(nextMove(once, 1000)).toMatchObject({ do: 'push' });
  expect(nextMove(afterMove(once, { kind: 'renewed' }, around), 1000)).toMatchObject({ do: 'rest' });
});
