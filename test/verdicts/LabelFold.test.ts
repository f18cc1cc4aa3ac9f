import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Label } from '../../src/verdicts/Label';
import { LabelFold } from '../../src/verdicts/LabelFold';
import { verdictState, verdictStates } from '../../src/verdicts/verdictState';
import { me, onlyMe, type PersonOf } from '../../src/verdicts/PersonOf';
import type { EventDraft, LedgerEvent } from '../../src/verdicts/VerdictEvent';
import { anyEvents } from './anyEvents';
import {
  blindDraft,
  madeAttributes,
  madeId,
  madeUuid,
  prefer,
  retractionDraft,
  revealedDraft,
  sealed,
} from './madeEvents';

const pair = madeId(1);
const id = (seq: number): string => madeUuid(1e6 + seq);

function foldLabels(events: Iterable<LedgerEvent>): Map<string, Label> {
  const fold = new LabelFold();
  fold.add(events);
  return new Map(fold.labels());
}

function labelOf(...drafts: EventDraft[]) {
  return foldLabels(drafts.map((draft, n) => sealed(draft, n + 1))).get(pair) ?? null;
}

describe('the label of a pair', () => {
  test('a blind verdict is gold', () => {
    expect(labelOf(blindDraft(1, prefer(-2)))).toEqual({ pair, choice: prefer(-2), gold: true, events: [id(1)] });
  });

  test.each(['both_bad', 'undecidable', 'divergent'] as const)('a blind "%s" is gold too: it judges', (kind) => {
    expect(labelOf(blindDraft(1, { kind }))).toMatchObject({ choice: { kind }, gold: true });
  });

  test('a skip is a label without gold', () => {
    expect(labelOf(blindDraft(1, { kind: 'skip' }))).toMatchObject({ choice: { kind: 'skip' }, gold: false });
  });

  test('a verdict that was never given blind is not gold', () => {
    expect(labelOf(revealedDraft(1, prefer(1)))).toMatchObject({ choice: prefer(1), gold: false });
  });

  test('a keep after the reveal leaves the blind verdict gold, and both in force', () => {
    expect(labelOf(blindDraft(1, prefer(1)), revealedDraft(1, prefer(1)))).toMatchObject({
      choice: prefer(1),
      gold: true,
      events: [id(1), id(2)],
    });
  });

  test('a revision after the reveal is the label and takes the gold away, also when only the strength changes', () => {
    for (const strength of [-1, 2] as const) {
      const label = labelOf(blindDraft(1, prefer(1)), revealedDraft(1, prefer(strength)));
      expect(label).toMatchObject({ choice: prefer(strength), gold: false, events: [id(1), id(2)] });
    }
  });

  test('a judgement after a blind skip, given with rewards visible, is not gold', () => {
    expect(labelOf(blindDraft(1, { kind: 'skip' }), revealedDraft(1, prefer(1)))).toMatchObject({ gold: false });
  });

  test('a retraction brings back what the retracted verdict had superseded', () => {
    const first = blindDraft(1, prefer(-1));
    const second = blindDraft(1, prefer(3), [id(1)]);
    expect(labelOf(first, second)).toMatchObject({ choice: prefer(3), events: [id(2)] });
    expect(labelOf(first, second, retractionDraft(1, [id(2)]))).toMatchObject({ choice: prefer(-1), events: [id(1)] });
    expect(labelOf(first, second, retractionDraft(1, [id(2)]), retractionDraft(1, [id(1)]))).toBeNull();
  });

  test('a verdict keeps the place of what it superseded when a newer one takes its own', () => {
    const drafts = [blindDraft(1, prefer(-1)), blindDraft(1, prefer(1), [id(1)]), blindDraft(1, prefer(2), [id(2)])];
    expect(labelOf(...drafts)).toMatchObject({ choice: prefer(2), events: [id(3)] });
  });

  test('a retraction of a retraction puts the verdict back in force', () => {
    const drafts = [blindDraft(1, prefer(-1)), retractionDraft(1, [id(1)]), retractionDraft(1, [id(2)])];
    expect(labelOf(...drafts)).toMatchObject({ choice: prefer(-1), gold: true, events: [id(1)] });
  });

  test('and when that one is retracted too, the first retraction holds again', () => {
    const drafts = [blindDraft(1, prefer(-1)), ...[1, 2, 3].map((seq) => retractionDraft(1, [id(seq)]))];
    expect(labelOf(...drafts)).toBeNull();
  });

  test('of two verdicts that do not know of each other the newer one is the label, and both stay in force', () => {
    const one = sealed(blindDraft(1, prefer(-1)), 1, 1);
    const other = sealed(blindDraft(1, prefer(2)), 2, 2);
    expect(foldLabels([other, one]).get(pair)).toMatchObject({ choice: prefer(2), events: [one.id, other.id] });
  });

  test('an event cannot supersede those of another pair', () => {
    const labels = foldLabels([sealed(blindDraft(1, prefer(1)), 1), sealed(retractionDraft(2, [id(1)]), 2)]);
    expect(labels.get(pair)).toMatchObject({ choice: prefer(1) });
  });

  test('retractions in a ring void nothing, and a verdict cannot supersede itself', () => {
    const drafts = [blindDraft(1, prefer(1), [id(1)]), retractionDraft(1, [id(1), id(3)]), retractionDraft(1, [id(2)])];
    expect(labelOf(...drafts)?.events).toEqual([id(1)]);
  });

  test('ten thousand changes of mind fold without running out of stack', () => {
    const changes = Array.from({ length: 10_000 }, (_, n) => sealed(blindDraft(1, prefer(1), n ? [id(n)] : []), n + 1));
    expect(foldLabels(changes).get(pair)?.events).toEqual([id(10_000)]);
  });
});

/**
 * Void: named by a retraction that stands. A retraction stands when all that retract it are void. Both are settled pass by
 * pass from nothing, until a pass settles no more. In force: verdicts not void, and named by no other verdict that is not.
 */
function inForceByDefinition(events: LedgerEvent[]): string[] {
  const retracting = (id: string) =>
    events.filter((event) => event.type === 'retraction' && event.id !== id && event.supersedes.includes(id));
  const isVoid = new Set<string>();
  const stands = new Set<string>();
  for (let settled = -1; settled < isVoid.size + stands.size;) {
    settled = isVoid.size + stands.size;
    for (const { id } of events) {
      if (retracting(id).every((retraction) => isVoid.has(retraction.id))) stands.add(id);
      if (retracting(id).some((retraction) => stands.has(retraction.id))) isVoid.add(id);
    }
  }
  const verdicts = events.filter((event) => event.type === 'verdict' && !isVoid.has(event.id));
  const named = (id: string) => verdicts.some((verdict) => verdict.id !== id && verdict.supersedes.includes(id));
  return verdicts.map(({ id }) => id).filter((id) => !named(id));
}

describe('any set of events', () => {
  const shuffled = anyEvents.chain((events) =>
    fc.tuple(
      fc.constant(events),
      fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2, maxLength: events.length * 2 }),
      fc.array(fc.nat(5)),
    ),
  );

  test('order, repetition and batches do not change a label', () => {
    fc.assert(
      fc.property(shuffled, ([events, again, cuts]) => {
        const fold = new LabelFold();
        const left: LedgerEvent[] = [...again];
        for (const cut of cuts) fold.add(left.splice(0, cut));
        fold.add(left);
        expect(new Map(fold.labels())).toEqual(foldLabels(events));
      }),
      { numRuns: 500 },
    );
  });

  test('the labels are those of the plain definition', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        for (const of of new Set(events.map((event) => event.pair))) {
          const own = events.filter((event) => event.pair === of);
          expect([...(foldLabels(events).get(of)?.events ?? [])].sort()).toEqual(inForceByDefinition(own).sort());
        }
      }),
      { numRuns: 500 },
    );
  });

  test('the counts are those of the labels', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const fold = new LabelFold();
        for (const event of events) fold.add([event]);
        const states = [...fold.labels().values()].map(verdictState);
        const count = (state: number): number => states.filter((found) => found === state).length;
        const { gold, judged, skipped } = verdictStates;
        expect(fold.counts()).toEqual({ gold: count(gold), judged: count(judged), skipped: count(skipped) });
      }),
    );
  });

  test('of two events with one id the same one counts, whichever came first', () => {
    const one = sealed(blindDraft(1, prefer(-1)), 1);
    const other = { ...sealed(blindDraft(1, prefer(2)), 1) };
    expect(one.id).toBe(other.id);
    expect(foldLabels([one, other])).toEqual(foldLabels([other, one]));
  });
});

describe('verdicts of several people', () => {
  const people: PersonOf = (client) => (client === madeUuid(2) ? 'Ines' : me);
  const foldOf = (...events: LedgerEvent[]): LabelFold => {
    const fold = new LabelFold(people);
    fold.add(events);
    return fold;
  };
  const mine = sealed(blindDraft(1, prefer(-1)), 1, 1);

  test('the newest is the label, and each person has an own one', () => {
    const fold = foldOf(mine, sealed(blindDraft(1, prefer(2)), 2, 2));
    expect(fold.label(pair)).toMatchObject({ choice: prefer(2), gold: true });
    expect(fold.own(pair)).toMatchObject({ choice: prefer(-1), gold: true, events: [mine.id] });
    expect(fold.ofPerson(pair, 'Ines')).toMatchObject({ choice: prefer(2) });
    expect([...fold.ownLabels()]).toEqual([[pair, fold.own(pair)]]);
  });

  test("nobody supersedes or retracts what is another's", () => {
    const theirs = sealed(blindDraft(1, prefer(2), [mine.id]), 2, 2);
    expect(foldOf(mine, theirs, sealed(retractionDraft(1, [mine.id]), 3, 2)).own(pair)).toMatchObject({
      choice: prefer(-1),
      gold: true,
    });
  });

  test('one person with two browsers does', () => {
    const second = sealed(blindDraft(1, prefer(2), [mine.id]), 2, 2);
    const fold = foldOf(mine, second);
    fold.regroup(onlyMe);
    expect(fold.own(pair)).toMatchObject({ choice: prefer(2), events: [second.id] });
  });

  test("gold is a person's own blind verdict, never somebody else's", () => {
    const fold = foldOf(mine, sealed(revealedDraft(1, prefer(-1)), 2, 2));
    expect(fold.label(pair)).toMatchObject({ choice: prefer(-1), gold: false });
    expect(fold.own(pair)).toMatchObject({ gold: true });
  });

  test('an adjudication stands, whatever others say later', () => {
    const adjudication = sealed(blindDraft(1, prefer(3), [], { occasion: 'adjudication' }), 2, 2);
    const later = sealed(blindDraft(1, prefer(-2)), 3, 1);
    expect(foldOf(mine, adjudication, later).label(pair)).toMatchObject({ choice: prefer(3), gold: true });
  });

  test('a skip is no label where another person judged', () => {
    expect(foldOf(mine, sealed(blindDraft(1, { kind: 'skip' }), 2, 2)).label(pair)).toMatchObject({ gold: true });
  });
});

test('a repeat changes no label', () => {
  const repeat = blindDraft(1, prefer(3), [], { occasion: 'repeat' });
  expect(labelOf(blindDraft(1, prefer(-1)), repeat)).toMatchObject({ choice: prefer(-1), gold: true, events: [id(1)] });
  expect(labelOf(repeat)).toBeNull();
});

test('a verdict that lacks what the protocol asks for is not gold until one of the same choice has it', () => {
  const without = blindDraft(1, prefer(1), [], { lacks: ['evidence'] });
  expect(labelOf(without)).toMatchObject({ choice: prefer(1), gold: false });
  expect(labelOf(without, revealedDraft(1, prefer(1)))).toMatchObject({ gold: true });
  expect(labelOf(without, revealedDraft(1, prefer(2)))).toMatchObject({ gold: false });
});

test('attributes are those written last, and make no label', () => {
  const fold = new LabelFold();
  const draft = (desired: string, supersedes: string[] = []): EventDraft => ({
    ...{ type: 'attributes', pair, supersedes },
    data: madeAttributes({ desired }),
  });
  fold.add([sealed(draft('one'), 1), sealed(draft('two', [id(1)]), 2)]);
  expect(fold.attributes(pair)).toMatchObject({ id: id(2), data: { desired: 'two' } });
  expect(fold.label(pair)).toBeNull();
  fold.add([sealed(retractionDraft(1, [id(2)]), 3)]);
  expect(fold.attributes(pair)).toMatchObject({ data: { desired: 'one' } });
});

test('a pair counts as revealed once a verdict was given with rewards visible, also when that was undone', () => {
  const fold = new LabelFold();
  fold.add([sealed(blindDraft(1, prefer(1)), 1)]);
  expect(fold.everRevealed(pair)).toBe(false);
  fold.add([sealed(revealedDraft(1, prefer(2)), 2), sealed(retractionDraft(1, [id(2)]), 3)]);
  expect(fold.everRevealed(pair)).toBe(true);
  expect(fold.label(pair)).toMatchObject({ choice: prefer(1), gold: true });
});
