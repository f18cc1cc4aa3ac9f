import { describe, expect, test } from 'vitest';
import { putId } from '../../../src/pairs/idBytes';
import type { PairIndex } from '../../../src/pairs/PairIndex';
import { PeopleService } from '../../../src/verdicts/people/PeopleService';
import type { LedgerEvent } from '../../../src/verdicts/VerdictEvent';
import { madeIndex } from '../../rewards/madeIndex';
import { blindDraft, madeAttributes, madeId, madeUuid, prefer, retractionDraft, sealed } from '../madeEvents';

const [own, ada, bo] = [1, 2, 3];
const people = { [madeUuid(ada)]: 'Ada', [madeUuid(bo)]: 'Bo' };

/** Three people on pairs 0 to 9 of a data set of 12 pairs: Ada contradicts me on 0 and 1, Bo judges only 5 to 9. */
function ledger(): LedgerEvent[] {
  const events: LedgerEvent[] = [];
  for (let pair = 0; pair < 10; pair++) {
    events.push(sealed(blindDraft(pair, prefer(pair % 2 ? 1 : -2)), pair + 1, own));
    events.push(sealed(blindDraft(pair, prefer(pair % 2 === (pair < 2 ? 1 : 0) ? -2 : 1)), pair + 1, ada));
    if (pair > 4) events.push(sealed(blindDraft(pair, prefer(pair % 2 ? 1 : -2)), pair + 1, bo));
  }
  return events;
}

function indexOf(): PairIndex {
  const index = madeIndex(Array.from({ length: 12 }, () => ({ label: 0 })));
  const codes = Uint8Array.from({ length: 12 }, (_, row) => (row < 5 ? 1 : 2));
  for (let row = 0; row < 12; row++) putId(index.pairIds, row, madeId(row));
  return { ...index, facets: [{ name: 'topic', values: ['maths', 'prose'], codes }] };
}

function serviceOf(events: LedgerEvent[], index = indexOf()): PeopleService {
  return new PeopleService(async () => ({
    events: async () => events,
    client: async () => madeUuid(own),
    pairIndex: async () => index,
  }));
}

describe('the report on several people', () => {
  test('says who gave how much, and counts whoever sits here first', async () => {
    const report = await serviceOf(ledger()).report(people, null);
    expect(report.people.map(({ person, verdicts, pairs }) => [person, verdicts, pairs])).toEqual([
      ['', 10, 10],
      ['Ada', 10, 10],
      ['Bo', 5, 5],
    ]);
    expect(report).toMatchObject({ client: madeUuid(own), pairs: null, overlap: [0, 0, 5, 5] });
  });

  test('is of the pairs of one data set where that is asked, with those that nobody judged', async () => {
    const elsewhere = [...ledger(), sealed(blindDraft(77, prefer(1)), 11, own)];
    const report = await serviceOf(elsewhere).report(people, 'set');
    expect([report.pairs, report.overlap]).toEqual([12, [2, 0, 5, 5]]);
    expect((await serviceOf(elsewhere).report(people, null)).overlap).toEqual([0, 1, 5, 5]);
  });

  test('tells agreement apart by two people and by the values of a facet', async () => {
    const { twos, slices } = await serviceOf(ledger()).report(people, 'set');
    expect(twos.map(({ one, other, units, percent }) => [one, other, units, percent.figure])).toEqual([
      ['', 'Ada', 10, { value: 0.8 }],
      ['', 'Bo', 5, { value: 1 }],
      ['Ada', 'Bo', 5, { value: 1 }],
    ]);
    const topics = slices.find(({ facet }) => facet === 'topic')?.values;
    expect(topics?.map(({ value, units, percent }) => [value, units, percent.figure])).toEqual([
      ['maths', 5, { value: 0.6 }],
      ['prose', 5, { value: 1 }],
    ]);
  });

  test('tells agreement apart by the category that a person verified', async () => {
    const said = [0, 1, 2, 3].map((pair): LedgerEvent => {
      const data = madeAttributes({ category: pair < 2 ? 'math' : 'planning' });
      return sealed({ type: 'attributes', pair: madeId(pair), supersedes: [], data }, 20 + pair, own);
    });
    const { slices } = await serviceOf([...ledger(), ...said]).report(people, 'set');
    expect(slices[0]?.facet).toBe('verified category');
    expect(slices[0]?.values.map(({ value, percent }) => [value, percent.figure])).toEqual([
      ['math', { value: 0 }],
      ['planning', { value: 1 }],
    ]);
  });

  test('a dispute ends with an adjudication and comes back when that is undone', async () => {
    const events = ledger();
    const { disputed } = await serviceOf(events).report(people, 'set');
    expect(disputed).toEqual([
      { pair: madeId(0), mine: true },
      { pair: madeId(1), mine: true },
    ]);
    const decided = sealed(blindDraft(1, prefer(1), [], { occasion: 'adjudication' }), 30, bo);
    const after = await serviceOf([...events, decided]).report(people, 'set');
    expect([after.disputed.map(({ pair }) => pair), after.adjudicated]).toEqual([[madeId(0)], 1]);
    const undone = sealed(retractionDraft(1, [decided.id]), 31, bo);
    expect((await serviceOf([...events, decided, undone]).report(people, 'set')).disputed).toHaveLength(2);
  });

  test('without names all clients are one person, and nothing is to be compared', async () => {
    const report = await serviceOf(ledger()).report({}, null);
    expect([report.people.length, report.overlap, report.disputed, report.twos]).toEqual([1, [0, 10], [], []]);
  });
});

describe('ledgers as files', () => {
  test('mine holds my clients only, all of it everybody; either reads back as it was', async () => {
    const events = ledger();
    const service = serviceOf(events);
    const mine = await service.writeLedger(people, 'mine');
    const all = await service.writeLedger(people, 'all');
    expect([mine.events, all.events]).toEqual([10, 25]);
    expect((await service.readLedger(all.content, 'all.jsonl')).events).toEqual(events);
    const read = await service.readLedger(mine.content, 'mine.jsonl');
    expect(read.events).toEqual(events.filter(({ client }) => client === madeUuid(own)));
    expect(read.lines).toEqual(read.events.map((_, at) => at + 1));
  });

  test('a line that was altered is refused by its number and reason, the others are read', async () => {
    const [first, ...rest] = ledger();
    const altered = { ...first, at: '2026-11-23T09:00:00.000Z' };
    const text = [rest[0], altered, rest[1]].map((event) => JSON.stringify(event)).join('\n');
    const { events, refused } = await serviceOf([]).readLedger(new Blob([text]), 'x.jsonl');
    expect(events).toEqual([rest[0], rest[1]]);
    expect(refused).toEqual([{ line: 2, reason: expect.stringContaining('was altered') as string }]);
  });
});
