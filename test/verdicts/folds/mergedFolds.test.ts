import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeEvents } from '../../../src/store/mergeEvents';
import { foldNames } from '../../../src/verdicts/folds/FoldName';
import { estimateOutcomes } from '../../../src/verdicts/folds/estimateOutcomes';
import { foldVotes } from '../../../src/verdicts/folds/foldVotes';
import { goldVotesOf } from '../../../src/verdicts/folds/votesOf';
import { LabelFold } from '../../../src/verdicts/LabelFold';
import type { PersonOf } from '../../../src/verdicts/PersonOf';
import { PeopleService } from '../../../src/verdicts/people/PeopleService';
import type { LedgerEvent } from '../../../src/verdicts/VerdictEvent';
import { anyEvents } from '../anyEvents';
import { madeUuid } from '../madeEvents';

const eachIsOne: PersonOf = (client) => client;

/** What every fold says of every pair. */
function allFolds(events: Iterable<LedgerEvent>, personOf: PersonOf = eachIsOne) {
  const fold = new LabelFold(personOf);
  fold.add(events);
  const pairs = [...fold.labels().keys()].sort();
  const votes = new Map(pairs.map((pair) => [pair, goldVotesOf(fold.verdicts(pair), personOf)]));
  const estimates = estimateOutcomes(votes);
  return pairs.map((pair) => {
    const input = { label: fold.label(pair), verdicts: fold.verdicts(pair), votes: votes.get(pair) ?? [] };
    const estimate = estimates.get(pair) ?? null;
    return [pair, foldNames.map((name) => foldVotes(name, { ...input, estimate })?.choice ?? null)];
  });
}

/** Two clients' ledgers: what each gave, in the order in which it gave it. */
const twoLedgers = anyEvents.map((events) => {
  const of = (client: string) => events.filter((event) => event.client === client);
  return [of(madeUuid(101)), of(madeUuid(102))] as const;
});

/** The events of two ledgers, each in its order, mixed as the coin falls. */
function interleaved([one, other]: readonly [LedgerEvent[], LedgerEvent[]], coin: readonly boolean[]): LedgerEvent[] {
  const [left, right] = [[...one], [...other]];
  const mixed: LedgerEvent[] = [];
  for (let at = 0; left.length + right.length > 0; at++) {
    const next = coin[at % coin.length] ? (left.shift() ?? right.shift()) : (right.shift() ?? left.shift());
    if (next) mixed.push(next);
  }
  return mixed;
}

const coins = fc.array(fc.boolean(), { minLength: 1, maxLength: 14 });

test('any interleaving of two ledgers merges to the same folds', () => {
  fc.assert(
    fc.property(twoLedgers, coins, fc.nat(14), (ledgers, coin, cut) => {
      const events = interleaved(ledgers, coin);
      const stored = events.slice(0, cut);
      const report = mergeEvents(stored, events);
      expect([report.known, report.conflicts]).toEqual([stored.length, []]);
      expect(allFolds([...stored, ...report.added])).toEqual(allFolds(ledgers.flat()));
    }),
    { numRuns: 300 },
  );
});

test('by files, in any order and twice, the same', async () => {
  const service = new PeopleService(() => Promise.reject(new Error('There is no store here.')));
  const file = (events: LedgerEvent[]) => new Blob(events.map((event) => `${JSON.stringify(event)}\n`));
  await fc.assert(
    fc.asyncProperty(twoLedgers, fc.shuffledSubarray([0, 1, 0, 1], { minLength: 4 }), async (ledgers, order) => {
      const stored: LedgerEvent[] = [];
      for (const which of order) {
        const given = ledgers[which] ?? [];
        if (given.length === 0) continue;
        const { events, refused } = await service.readLedger(file(given), 'ledger.jsonl');
        expect([events, refused]).toEqual([given, []]);
        stored.push(...mergeEvents(stored, events).added);
      }
      expect(allFolds(stored)).toEqual(allFolds(ledgers.flat()));
    }),
    { numRuns: 60 },
  );
});

test('who is called what changes no fold: permuting people permutes nothing', () => {
  fc.assert(
    fc.property(anyEvents, fc.constantFrom<[string, string]>(['a', 'b'], ['b', 'a'], ['', 'z']), (events, names) => {
      const named: PersonOf = (client) => names[client === madeUuid(101) ? 0 : 1];
      expect(allFolds(events, named)).toEqual(allFolds(events));
    }),
    { numRuns: 300 },
  );
});
