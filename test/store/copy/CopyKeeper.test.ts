import { afterEach, expect, test, vi } from 'vitest';
import { CopyKeeper } from '../../../src/store/copy/CopyKeeper';
import type { LedgerCopy } from '../../../src/store/copy/LedgerCopy';
import type { LedgerEvent } from '../../../src/verdicts/VerdictEvent';
import { blindDraft, prefer, sealed } from '../../verdicts/madeEvents';

afterEach(() => vi.useRealTimers());

/** A copy that a test lets refuse or hang. */
class MadeCopy implements Pick<LedgerCopy, 'append' | 'catchUp' | 'events'> {
  readonly kept: LedgerEvent[] = [];
  answer: () => Promise<void> = () => Promise.resolve();

  async append(events: LedgerEvent[]): Promise<void> {
    await this.answer();
    this.kept.push(...events);
  }
  catchUp(): Promise<void> {
    return this.answer();
  }
  async events(): Promise<LedgerEvent[]> {
    await this.answer();
    return this.kept;
  }
}

const events = [1, 2, 3].map((n) => sealed(blindDraft(n, prefer(1)), n));

test('what the copy refused goes with the next events, and the refusal is said until then', async () => {
  const copy = new MadeCopy();
  const keeper = new CopyKeeper(copy);
  copy.answer = () => Promise.reject(new Error('the disk is full'));
  await keeper.keep(events.slice(0, 2));
  expect(keeper.problem).toBe('the disk is full');
  copy.answer = () => Promise.resolve();
  await keeper.keep(events.slice(2));
  expect(copy.kept).toEqual(events);
  expect(keeper.problem).toBeNull();
});

test('a copy that does not answer holds a verdict for two seconds and no longer', async () => {
  vi.useFakeTimers();
  const copy = new MadeCopy();
  copy.answer = () => new Promise(() => undefined);
  let isDone = false;
  void new CopyKeeper(copy).keep(events).then(() => (isDone = true));
  await vi.advanceTimersByTimeAsync(1990);
  expect(isDone).toBe(false);
  await vi.advanceTimersByTimeAsync(20);
  expect(isDone).toBe(true);
});

test('a copy that cannot be read has no events, and says why', async () => {
  const copy = new MadeCopy();
  const keeper = new CopyKeeper(copy);
  copy.answer = () => Promise.reject(new Error('no files here'));
  expect(await keeper.events()).toEqual([]);
  expect(keeper.problem).toBe('no files here');
});
