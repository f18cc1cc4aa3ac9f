import { expect, test } from 'vitest';
import { StateTable } from '../../../src/rewards/StateTable';
import { wantedStates } from '../../../src/studio/models/StateRun';
import { madeId, madeIndex } from '../../rewards/madeIndex';

const open = (rows: { first?: number; second?: number }[]) => ({ dataSet: { id: 'd' }, index: madeIndex(rows) });
const none = new StateTable();

test('both responses of each row, each once, in the order of the rows', () => {
  const data = open([{}, { first: 0, second: 9 }, {}]);
  const wanted = wantedStates(data, [2, 0, 1, 2], none, 100);
  expect([...wanted.items]).toEqual([
    [2, [madeId(4), madeId(5)]],
    [0, [madeId(0), madeId(1)]],
    [1, [madeId(9)]],
  ]);
  expect(wanted).toMatchObject({ total: 5, known: 0, beyond: 0 });
});

test('what has a state is known, and takes no room', () => {
  const states = new StateTable();
  states.add({ responses: [madeId(0), madeId(1)], states: new Float32Array(4), width: 2 });
  expect(wantedStates(open([{}, {}]), [0, 1], states, 2)).toMatchObject({ total: 4, known: 2, beyond: 0 });
});

test('no more than there is room for, and it says so', () => {
  const wanted = wantedStates(open([{}, {}, {}, {}]), [3, 2, 1, 0], none, 4);
  expect([...wanted.items.keys()]).toEqual([3, 2]);
  expect(wanted.beyond).toBe(4);
});

test('states of another width, or torn ones, are refused with their numbers', () => {
  const states = new StateTable();
  states.add({ responses: [madeId(0)], states: new Float32Array(3), width: 3 });
  expect(() => states.add({ responses: [madeId(1)], states: new Float32Array(4), width: 4 })).toThrow(
    '4 numbers, not 3',
  );
  expect(() => states.add({ responses: [madeId(1)], states: new Float32Array(4), width: 3 })).toThrow('not 4');
  expect(states.size).toBe(1);
});
