import { expect, test } from 'vitest';
import { JudgedPairs } from '../../src/quality/JudgedPairs';
import { madeId } from '../verdicts/madeEvents';
import { MadeLedger } from './madeLedger';

const facts = { label: 1, margin: 0, category: '', place: NaN };

test('one more verdict reads its own pair and no other, however many there are', () => {
  const ledger = new MadeLedger();
  const read: string[] = [];
  const judged = new JudgedPairs(ledger.fold, (pair) => {
    read.push(pair);
    return facts;
  });
  for (let pair = 0; pair < 200; pair++) ledger.give(pair, -1);
  judged.refresh(Array.from({ length: 200 }, (_, pair) => madeId(pair)));
  read.length = 0;
  ledger.give(77, 1);
  judged.refresh([madeId(77)]);
  expect(read).toEqual([madeId(77)]);
  expect(judged.size).toBe(200);
});

test('a pair keeps its place through another verdict, and goes when the last one is taken back', () => {
  const ledger = new MadeLedger();
  const judged = new JudgedPairs(ledger.fold, () => facts);
  const events = [0, 1, 2].map((pair) => ledger.give(pair, -1));
  judged.refresh([0, 1, 2].map(madeId));
  ledger.give(1, 2, { visibility: 'revealed' });
  judged.refresh([madeId(1)]);
  expect([...judged.ids()]).toEqual([0, 1, 2].map(madeId));
  const [first] = events;
  const retraction = { pair: madeId(0), supersedes: [first?.id ?? ''], data: { reason: 'undo' as const } };
  ledger.add({ type: 'retraction', ...retraction });
  judged.refresh([madeId(0)]);
  expect([...judged.ids()]).toEqual([1, 2].map(madeId));
});
