import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeEvents } from '../../src/store/mergeEvents';
import { anyEvents } from '../verdicts/anyEvents';
import { blindDraft, madeUuid, prefer, sealed } from '../verdicts/madeEvents';

test('however a set of events arrives, each is added once, all are accounted for, and nothing conflicts with itself', () => {
  fc.assert(
    fc.property(
      anyEvents.chain((events) =>
        fc.tuple(fc.constant(events), fc.subarray(events), fc.shuffledSubarray([...events, ...events])),
      ),
      ([events, stored, arriving]) => {
        const { added, known, conflicts } = mergeEvents(stored, arriving);
        expect(conflicts).toEqual([]);
        expect(added.length + known).toBe(arriving.length);
        const ids = [...stored, ...added].map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const { id } of arriving) expect(ids).toContain(id);
        expect(ids.length).toBeLessThanOrEqual(events.length);
      },
    ),
  );
});

test('of two arriving events in one place of a sequence the first is added and the second reported', () => {
  const one = sealed(blindDraft(1, prefer(1)), 1);
  const other = { ...one, id: madeUuid(5) };
  expect(mergeEvents([], [one, other])).toMatchObject({ added: [one], conflicts: [{ id: other.id }] });
});
